// What a web page does with fetch, with an object in place of the page: request body on stdin, the note on stdout.
// It looks for whole events in each piece that it reads, as the API's page does, and passes over what it cannot parse.
import { readFileSync, writeFileSync } from "node:fs";

const output = { textContent: "" };

async function streamNote(body) {
  const response = await fetch(`${process.env.SOAPNOTEAPI_BASE_URL}/v1/stream/note`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${process.env.SOAPNOTEAPI_KEY}`,
      "Content-Type": "application/json",
      Accept: "text/event-stream",
    },
    body,
  });
  if (!response.ok) throw new Error(`status ${response.status}`);
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let note = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new Error("the stream ended without [DONE]");
    for (const line of decoder.decode(value, { stream: true }).split("\n")) {
      if (!line.startsWith("data: ")) continue;
      const data = line.slice("data: ".length);
      if (data === "[DONE]") return note;
      try {
        note += JSON.parse(data).content;
        output.textContent = note;
      } catch {
        // Not an event of this format.
      }
    }
  }
}

const note = await streamNote(readFileSync(0));
if (note !== output.textContent) throw new Error("the page shows something else");
writeFileSync(1, note);
