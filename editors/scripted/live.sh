#!/bin/sh
# live.sh TRANSCRIPT: prints the note while it is made. Needs jq.
# Exit status: 0 when the note is complete, else 1; then the last line says why.
set -eu
iconv -f UTF-8 -t UTF-8 "$1" >/dev/null # stops at what is no text
jq -Rsc '{jsonrpc: "2.0", id: 1, method: "soapNote/generate",
          params: {transcript: ., partialResultToken: "note"}}' "$1" |
  "${SOAPNOTE_LSP:-soapnote-lsp}" |
  jq --unbuffered -nj '
    # A session that ends without an answer has made no note.
    foreach (inputs, {error: {message: "The session ended early."}}) as $message (null; $message;
      if .result then "\n\(.result.warnings // [] | join("\n"))\n" | halt_error(0)
      elif .error then "\nINCOMPLETE: \(.error.message)\n" | halt_error(1)
      else .params.value.text // "" end)'
