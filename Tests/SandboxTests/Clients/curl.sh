#!/bin/sh
# curl against the streaming endpoint: request body on stdin, events as they come on stdout.
# A made-up key may stand on the command line, where other users can see it; a real one never.
exec curl --no-buffer --silent --show-error --fail -X POST "$SOAPNOTEAPI_BASE_URL/v1/stream/note" \
  -H "Authorization: Bearer $SOAPNOTEAPI_KEY" \
  -H "Content-Type: application/json" \
  -H "Accept: text/event-stream" \
  --data-binary @-
