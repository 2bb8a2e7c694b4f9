extension Fault {
  /// The text form of faults, for people.
  package static let help = """
    Faults: name=value;name=value… in the header X-Sandbox-Fault or the query ?fault=…, or standing, for requests that
    carry none: --fault, or PUT /sandbox/fault with one rule a line (or between |); the first rule that fits is taken,
    DELETE clears them. Values are percent-decoded. Of a standing rule:
      times=N  for N requests only     skip=N  not for the first N     on=PATH  where the path begins so (/v1/)

    Another answer:
      status=N              with body=json|text|html|empty|legacy, code=CODE, message=TEXT
      header=Name:value     a further header field           type=TYPE      another content type
      redirect=URL          307 (or status=N) to URL
      early[=N]             after N bytes of the request's body, without waiting for the rest
      slow=MS               reads the request's body so slowly: 64 KiB, and again after MS

    On the way (P: head, wire:N, N bytes of the body, N%, event:N, done or end):
      reset=P  close=P      the connection ends there, by RST or FIN
      cut=P                 the body ends there, in order
      stall=P[,MS]          silence there, for ever or so long
      garbage=P             bytes that are not HTTP
      delay=MS  first=MS    before the head; before the first event
      heartbeat=MS          comments while silent
      drip[=wire]           a byte at a time                 split=[wire,]N,N…  pieces that end there
      gap=MS                between pieces
      framing=chunked|length|close    length=N  announces N bytes more (or fewer)    http10
      gzip                  compressed, unasked              polite         says Connection: close and does
      hangup[=MS]           closes a connection kept alive, after the answer

    The events of a stream (K: first, middle, last or the number of a text event):
      error=K[,string|object[,end|done|more]]    an error event, and what follows it
      malformed=K[,json|text|array|number|missing|null|utf8|escape|control|empty|all]
      giant=BYTES[,K]       one event of that size
      endless=line|lines|comments|events|head[,MS]
      done=none|line|bare|K no [DONE]; without its blank line; without line end; too early
      pace=MS  words=N  chars=N    time between text events; words or characters in each
      sections              {"section":…,"content":…} without headings
      eol=lf|crlf|cr|mixed  bom  comments  fields  multiline    other forms of the format
      escapes=all|split     \\uXXXX, and surrogate pairs over two events
      load=events:N,perchunk:N,rate:N    for measuring; GET will do

    Audio: job=N[,failed]   202, then N times `processing`; 0: the note at once
    """
}
