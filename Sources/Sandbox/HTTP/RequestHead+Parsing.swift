extension RequestHead {
  /// Reads the lines of a head: the request line, then one header field a line.
  init(lines: [String]) throws(RequestError) {
    let words = lines.first?.split(separator: " ", omittingEmptySubsequences: false) ?? []
    guard words.count == 3, !words[0].isEmpty, words[0].utf8.allSatisfy(isTokenByte), words[2].hasPrefix("HTTP/")
    else { throw .malformed("The request line is not an HTTP/1.1 request line.") }
    guard words[2] == "HTTP/1.1" || words[2] == "HTTP/1.0" else { throw .unsupportedVersion }
    isVersion10 = words[2] == "HTTP/1.0"
    method = String(words[0])
    (path, query) = try splitTarget(words[1])
    fields = []
    for line in lines.dropFirst() { fields.append(try Field(line: line)) }
    try readFraming()
    try readConnection()
  }

  private mutating func readFraming() throws(RequestError) {
    let lengths = Set(fields.filter { $0.name == "content-length" }.map(\.value))
    if let coding = self["transfer-encoding"] {
      guard lengths.isEmpty else { throw .malformed("Content-Length and Transfer-Encoding exclude each other.") }
      guard coding.lowercased() == "chunked" else { throw .unsupportedCoding }
      body = .chunked
    } else if let value = lengths.first {
      guard lengths.count == 1, value.utf8.allSatisfy({ (48...57).contains($0) }), let length = Int(value) else {
        throw .malformed("Content-Length is not one number.")
      }
      body = .length(length)
    }
  }

  private mutating func readConnection() throws(RequestError) {
    if !isVersion10, self["host"] == nil { throw .malformed("An HTTP/1.1 request names its Host.") }
    let options = (self["connection"] ?? "").lowercased().split { $0 == "," || $0 == " " }
    keepsAlive = isVersion10 ? options.contains("keep-alive") : !options.contains("close")
    expectsContinue = !isVersion10 && self["expect"]?.lowercased() == "100-continue"
  }
}

extension RequestHead.Field {
  fileprivate init(line: String) throws(RequestError) {
    let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    // A line that begins with a blank continues the line before (obsolete folding): refused, as RFC 9112, 5.2 allows.
    guard parts.count == 2, !parts[0].isEmpty, parts[0].utf8.allSatisfy(isTokenByte) else {
      throw .malformed("A header field has no proper name.")
    }
    name = parts[0].lowercased()
    value = String(parts[1].drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}

private func splitTarget(_ target: Substring) throws(RequestError) -> (path: String, query: String) {
  var rest = target
  if let scheme = rest.firstRange(of: "://") {
    rest = rest[scheme.upperBound...]
    rest = rest[(rest.firstIndex(of: "/") ?? rest.endIndex)...]
  }
  guard rest.first == "/" || rest == "*" else { throw .malformed("The request's target is not a path.") }
  let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
  return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
}

private func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }

/// RFC 9110, 5.6.2.
private func isTokenByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"):
    true
  default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
  }
}
