#!/usr/bin/env python3
"""live.py TRANSCRIPT: prints the note while it is made; Ctrl-C cancels it, upstream too.

Exit status: 0 when the note is complete, 130 when it was cancelled, else 1; then the last line says why.
"""
import contextlib, json, os, subprocess, sys

# In a group of its own the server does not get the terminal's Ctrl-C, but the request to cancel.
server = subprocess.Popen([os.environ.get("SOAPNOTE_LSP", "soapnote-lsp")], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, start_new_session=True)

def send(message):
    with contextlib.suppress(BrokenPipeError):  # a server that is gone is seen by the answer that is missing
        server.stdin.write(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n")
        server.stdin.flush()

def answer():
    """Prints the chunks as they come; returns the message that answers the request."""
    for line in server.stdout:
        message = json.loads(line)
        if message.get("id") == 1:
            return message
        if message["method"] == "$/progress":
            print(message["params"]["value"].get("text", ""), end="", flush=True)
    return {"error": {"code": 0, "message": "The session ended early."}}

with open(sys.argv[1], encoding="utf-8") as file:
    params = {"transcript": file.read(), "partialResultToken": "note"}
send({"id": 1, "method": "soapNote/generate", "params": params})
try:
    message = answer()
except KeyboardInterrupt:
    send({"method": "$/cancelRequest", "params": {"id": 1}})
    message = answer()
with contextlib.suppress(BrokenPipeError):
    server.stdin.close()
if "error" in message:
    print("\nINCOMPLETE:", message["error"]["message"], file=sys.stderr)
    sys.exit(130 if message["error"]["code"] == -32800 else 1)
print(*message["result"].get("warnings", []), sep="\n", file=sys.stderr)
