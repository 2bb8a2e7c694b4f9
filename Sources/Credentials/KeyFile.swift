internal import Notes

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A file that holds a key, and is refused when anyone but its owner may read or change it.
struct KeyFile {
  /// A key file holds a line; what is longer is something else.
  private static let limit = 65_536

  private let path: String

  /// A path that begins with `~/` goes from the home folder `home`.
  init(_ path: String, home: String?) {
    self.path = path.hasPrefix("~/") ? (home ?? "~") + path.dropFirst() : path
  }

  /// The file's text. Throws `notConfigured`.
  func text() throws(EngineError) -> String {
    // A named pipe would hold up the opening.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw refusal("cannot be read: \(unsafe String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    // The open file is asked, not the path, which may have come to mean another file.
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw refusal("is not a plain file")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw EngineError(
        .notConfigured,
        "The key file \(path) can be read by others, so it was not used. Run chmod 600 on it, then try again.")
    }
    var bytes = [UInt8](repeating: 0, count: Self.limit)
    let count = unsafe read(descriptor, &bytes, bytes.count)
    guard count >= 0 else { throw refusal("cannot be read: \(unsafe String(cString: strerror(errno)))") }
    // What is no UTF-8 becomes U+FFFD, which no key may hold.
    return String(decoding: bytes[..<count], as: UTF8.self)
  }

  private func refusal(_ why: String) -> EngineError {
    EngineError(
      .notConfigured,
      "The key file \(path) \(why). Correct apiKeyFile or SOAPNOTEAPI_KEY_FILE, then try again.")
  }
}
