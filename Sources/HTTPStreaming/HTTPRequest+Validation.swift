extension HTTPRequest {
  /// Throws `.invalidRequest` for a method, URL or header that could be read as something else on the way.
  func validate() throws(HTTPFailure) {
    guard Self.isToken(method) else { throw .invalidRequest("the method is not an HTTP token") }
    _ = try host()
    if case .multipart = body, hasContentType { throw .invalidRequest("a multipart body brings its own content type") }
    for (name, value) in headers {
      guard Self.isToken(name) else { throw .invalidRequest("a header's name is not an HTTP token") }
      guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
        throw .invalidRequest("the header \(name) holds a control character")
      }
    }
  }

  /// The host of the URL, without credentials and port. Throws `.invalidRequest` unless the URL is absolute, its
  /// scheme is `http` or `https`, and all of it is printable ASCII.
  func host() throws(HTTPFailure) -> String {
    guard url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw .invalidRequest("the URL holds a character that does not belong into one")
    }
    guard let separator = url.firstIndex(of: ":"), url[separator...].hasPrefix("://"),
      ["http", "https"].contains(where: { String(url[..<separator]).equalsIgnoringASCIICase($0) })
    else { throw .invalidRequest("the URL does not begin with http:// or https://") }
    let authority = url[separator...].dropFirst(3).prefix { !"/?#".contains($0) }
    let place = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? authority
    // An IPv6 address keeps its brackets, and its colons are not the port's.
    let end = place.hasPrefix("[") ? place.firstIndex(of: "]").map(place.index(after:)) : place.firstIndex(of: ":")
    let host = place[..<(end ?? place.endIndex)]
    guard !host.isEmpty else { throw .invalidRequest("the URL names no host") }
    return String(host)
  }

  /// The headers as libcurl wants them: `Name: value`, `Name;` to send an empty one, `Name:` to send none.
  func headerLines() -> [String] {
    var lines = headers.map { name, value in
      value.allSatisfy { $0 == " " || $0 == "\t" } ? "\(name);" : "\(name): \(value)"
    }
    // libcurl would ask the server whether to go on before it sends a larger body, and wait up to a second.
    lines.append("Expect:")
    // Nor is a body a form unless the caller says so.
    if case .bytes = body, !hasContentType { lines.append("Content-Type:") }
    return lines
  }

  private var hasContentType: Bool { headers.contains { $0.name.equalsIgnoringASCIICase("Content-Type") } }

  /// RFC 9110, section 5.6.2.
  private static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
      }
  }
}
