// A small incremental parser of event streams, with the interface of the library that the API's page uses.
export function createParser(onEvent) {
  let rest = "";
  let data = [];
  return {
    feed(text) {
      const lines = (rest + text).split("\n");
      rest = lines.pop();
      for (const line of lines) {
        if (line === "") {
          if (data.length > 0) onEvent({ type: "event", data: data.join("\n") });
          data = [];
        } else if (line.startsWith("data:")) {
          data.push(line.slice("data:".length).replace(/^ /, ""));
        }
      }
    },
  };
}
