/// A program that asks the upstream for a note and writes it to its standard output as it comes.
struct Relay {
  let name: String
  let executable: String
  var arguments: [String] = []
  /// What it reads from its standard input.
  var input = ""

  func command(for upstream: Upstream) -> Command {
    Command(name: name, executable: executable, arguments: arguments, environment: upstream.environment)
  }

  static func server(_ programs: Programs, transcript: String = "Cough.") -> Relay {
    Relay(name: "soapnote-lsp", executable: programs.server, input: generateRequest(id: 1, transcript: transcript))
  }

  /// Copies the events as they are: the least that a relay can do.
  static func curl(_ programs: Programs, _ upstream: Upstream) -> Relay? {
    programs.curl.map {
      var relay = Relay(name: "curl -N", executable: $0)
      relay.arguments = [
        "-q", "-sS", "-N", "--fail", "-H", "Authorization: Bearer \(Upstream.key)", "-H",
        "Content-Type: application/json",
        "-H", "Accept: text/event-stream", "--data-binary", "@-", "\(upstream.baseURL)/v1/stream/note",
      ]
      relay.input = #"{"transcript":"Cough.","specialty":"physician"}"#
      return relay
    }
  }

  static func node(_ programs: Programs) -> Relay? {
    programs.node.map {
      Relay(name: "Node fetch", executable: $0, arguments: ["--input-type=module", "-e", nodeRelay])
    }
  }

  static func python(_ programs: Programs) -> Relay? {
    programs.python.map { Relay(name: "Python requests", executable: $0, arguments: ["-c", pythonRelay]) }
  }
}

/// One line: a note for `transcript`, which needs no escaping, with progress under the request's own number.
func generateRequest(id: Int, transcript: String) -> String {
  """
  {"jsonrpc":"2.0","id":\(id),"method":"soapNote/generate",\
  "params":{"partialResultToken":\(id),"transcript":"\(transcript)"}}

  """
}
