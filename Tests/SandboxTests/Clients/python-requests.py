"""Python with requests: request body on stdin, the note on stdout as it comes."""

import json
import os
import sys

import requests

response = requests.post(
    os.environ["SOAPNOTEAPI_BASE_URL"] + "/v1/stream/note",
    headers={
        "Authorization": "Bearer " + os.environ["SOAPNOTEAPI_KEY"],
        "Content-Type": "application/json",
        "Accept": "text/event-stream",
    },
    json=json.load(sys.stdin),
    stream=True,
)
response.raise_for_status()

for line in response.iter_lines(decode_unicode=True):
    if not line.startswith("data: "):
        continue
    data = line[len("data: "):]
    if data == "[DONE]":
        break
    sys.stdout.buffer.write(json.loads(data)["content"].encode())
    sys.stdout.buffer.flush()
else:
    sys.exit("the stream ended without [DONE]")
