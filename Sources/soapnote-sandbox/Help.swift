import Sandbox

let help = """
  usage: soapnote-sandbox [options]

  A stand-in for the SOAPNoteAPI on this machine: notes come from the rules of the offline engine, and anything can be
  made to go wrong. Nothing that is sent to it is written anywhere.

    --port N            listen on this port (default 0: any free one)
    --host ADDRESS      127.0.0.1 (the default) or ::1; may be given twice
    --chunk-ms N        milliseconds between the events of a stream (default 0)
    --key KEY           accept this made-up key; may be given again (default: any key that begins snapi_sk_test_)
    --min-transcript N  refuse transcripts of fewer characters (default 1)
    --fault FAULT       a fault for requests that ask for none themselves; may be given again
    --exit-with-stdin   exit when standard input ends
    --help              this text

  It prints one line when it is ready: soapnote-sandbox listening on http://127.0.0.1:PORT

  \(Fault.help)

  """
