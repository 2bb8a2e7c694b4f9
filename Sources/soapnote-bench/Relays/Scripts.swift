/// What a plugin would do by itself in Node: `fetch`, whole lines, one notification an event.
let nodeRelay = """
  const response = await fetch(process.env.SOAPNOTEAPI_BASE_URL + "/v1/stream/note", {
    method: "POST",
    headers: {
      Authorization: "Bearer " + process.env.SOAPNOTEAPI_KEY,
      "Content-Type": "application/json",
      Accept: "text/event-stream",
    },
    body: JSON.stringify({ transcript: "Cough.", specialty: "physician" }),
  });
  if (!response.ok) throw new Error(`status ${response.status}`);
  const decoder = new TextDecoder();
  let rest = "";
  let seq = 0;
  for await (const bytes of response.body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\\n");
    rest = lines.pop();
    for (const line of lines) {
      if (!line.startsWith("data: ") || line === "data: [DONE]") continue;
      const value = { kind: "chunk", seq: seq++, text: JSON.parse(line.slice(6)).content };
      const message = { jsonrpc: "2.0", method: "$/progress", params: { token: 1, value } };
      process.stdout.write(JSON.stringify(message) + "\\n");
    }
  }
  """

/// The same in Python with `requests`.
let pythonRelay = """
  import json, os, sys
  import requests

  response = requests.post(
      os.environ["SOAPNOTEAPI_BASE_URL"] + "/v1/stream/note",
      headers={
          "Authorization": "Bearer " + os.environ["SOAPNOTEAPI_KEY"],
          "Accept": "text/event-stream",
      },
      json={"transcript": "Cough.", "specialty": "physician"},
      stream=True,
  )
  response.raise_for_status()
  seq = 0
  for line in response.iter_lines():
      if not line.startswith(b"data: ") or line == b"data: [DONE]":
          continue
      value = {"kind": "chunk", "seq": seq, "text": json.loads(line[6:])["content"]}
      message = {"jsonrpc": "2.0", "method": "$/progress", "params": {"token": 1, "value": value}}
      sys.stdout.write(json.dumps(message) + "\\n")
      sys.stdout.flush()
      seq += 1
  """
