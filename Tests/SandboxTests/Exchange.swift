import Foundation
import Sandbox

let key = "snapi_sk_test_swift"

/// A sandbox whose notes are the transcripts themselves.
func makeServer(_ change: (inout SandboxConfiguration) -> Void = { _ in }) throws -> SandboxServer {
  var configuration = SandboxConfiguration()
  change(&configuration)
  return try SandboxServer(configuration, drafter: { $0 })
}

/// The bytes of a request to the API.
func request(
  _ method: String = "POST", _ path: String = "/v1/stream/note", key: String? = key, fault: String? = nil,
  transcript: String? = nil, body: String = "", closes: Bool = true, version: String = "1.1"
) throws -> String {
  var body = body
  if let transcript {
    body = String(
      decoding: try JSONEncoder().encode(["transcript": transcript, "specialty": "physician"]), as: UTF8.self)
  }
  var text = "\(method) \(path) HTTP/\(version)\r\nHost: 127.0.0.1\r\n"
  if let key { text += "Authorization: Bearer \(key)\r\n" }
  if let fault { text += "X-Sandbox-Fault: \(fault)\r\n" }
  if !body.isEmpty { text += "Content-Length: \(body.utf8.count)\r\n" }
  if closes { text += "Connection: close\r\n" }
  return text + "\r\n" + body
}

/// What came back on a connection of its own.
struct Reply: CustomStringConvertible {
  let raw: [UInt8]
  let end: RawClient.End
  let status: Int
  let fields: [String: String]
  /// The body without its framing; `isWhole` tells whether the framing ended in order.
  let body: [UInt8]
  let isWhole: Bool

  var text: String { String(decoding: body, as: UTF8.self) }
  var description: String { String(decoding: raw, as: UTF8.self) }

  init(_ server: SandboxServer, _ request: String) throws {
    let client = try RawClient(port: server.port)
    client.send(request)
    let end = try client.readToEnd()
    self = Reply(raw: client.received, end: end)
  }

  init(raw: [UInt8], end: RawClient.End) {
    self.raw = raw
    self.end = end
    let separator = Data("\r\n\r\n".utf8)
    let data = Data(raw)
    guard let split = data.range(of: separator) else {
      (status, fields, body, isWhole) = (0, [:], [], false)
      return
    }
    let lines = String(decoding: data[..<split.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    status = Int(lines[0].split(separator: " ")[1]) ?? 0
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      let sides = line.split(separator: ":", maxSplits: 1)
      fields[sides[0].lowercased()] = sides[1].trimmingCharacters(in: .whitespaces)
    }
    self.fields = fields
    let rest = Array(data[split.upperBound...])
    if fields["transfer-encoding"] == "chunked" {
      (body, isWhole) = Reply.unchunked(rest)
    } else {
      body = rest
      isWhole = fields["content-length"].map { Int($0) == rest.count } ?? (end == .closed)
    }
  }

  private static func unchunked(_ bytes: [UInt8]) -> (body: [UInt8], isWhole: Bool) {
    var body: [UInt8] = []
    var rest = bytes[...]
    while let lineEnd = rest.firstIndex(of: 10) {
      let digits = String(decoding: rest[..<lineEnd], as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
      guard let size = Int(digits, radix: 16) else { return (body, false) }
      rest = rest[(lineEnd + 1)...]
      body += rest.prefix(size)
      if rest.count < size + 2 { return (body, false) }
      if size == 0 { return (body, rest.count == 2) }
      rest = rest.dropFirst(size + 2)
    }
    return (body, false)
  }
}
