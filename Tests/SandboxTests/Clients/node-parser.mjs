// Node with an incremental parser: request body on stdin, the note on stdout as it comes.
import { readFileSync } from "node:fs";
import { createParser } from "./event-parser.mjs";

const response = await fetch(`${process.env.SOAPNOTEAPI_BASE_URL}/v1/stream/note`, {
  method: "POST",
  headers: {
    Authorization: `Bearer ${process.env.SOAPNOTEAPI_KEY}`,
    "Content-Type": "application/json",
    Accept: "text/event-stream",
  },
  body: readFileSync(0),
});
if (!response.ok) throw new Error(`status ${response.status}`);

let complete = false;
const parser = createParser((event) => {
  if (event.type !== "event") return;
  if (event.data === "[DONE]") {
    complete = true;
    return;
  }
  process.stdout.write(JSON.parse(event.data).content);
});

const reader = response.body.getReader();
const decoder = new TextDecoder();
for (;;) {
  const { done, value } = await reader.read();
  if (done) break;
  parser.feed(decoder.decode(value, { stream: true }));
}
if (!complete) throw new Error("the stream ended without [DONE]");
