internal import Notes

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A recording on disk, looked at before anything of it is sent.
struct AudioFile {
  let path: String
  let format: AudioFormat

  /// Throws `invalidRequest`, with a sentence, unless `path` is a readable file of at most `limit` bytes with sound of a
  /// known format.
  init(_ path: String, limit: Int) throws(EngineError) {
    // A named pipe would hold up the opening.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw Self.refusal("cannot be opened (\(Self.reason))", "Check the path and the file's permissions")
    }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw Self.refusal("cannot be read (\(Self.reason))", "Check the file")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      throw Self.refusal(isFolder ? "is a folder" : "is not a plain file", "Name a file with a recording")
    }
    guard status.st_size > 0 else { throw Self.refusal("is empty", "Check that the recording was saved") }
    guard status.st_size <= limit else {
      let (size, most) = Self.sizes(Int(status.st_size), over: limit)
      throw Self.refusal("is too large (\(size); the limit is \(most))", "Split or compress it")
    }
    var beginning = [UInt8](repeating: 0, count: AudioFormat.signatureLength)
    let count = unsafe read(descriptor, &beginning, beginning.count)
    guard count >= 0 else { throw Self.refusal("cannot be read (\(Self.reason))", "Check the file") }
    guard let format = AudioFormat(beginning: Array(beginning[..<count]), name: path) else {
      let known = AudioFormat.allCases.map { $0.rawValue.uppercased() }.joined(separator: ", ")
      throw Self.refusal("is of no format that SOAPNoteAPI takes", "Convert it to one of \(known)")
    }
    self.path = path
    self.format = format
  }

  /// Both in the largest unit that shows them to differ.
  private static func sizes(_ size: Int, over limit: Int) -> (String, String) {
    for (unit, name) in [(1_000_000, "MB"), (1000, "kB")] where limit >= unit && size / unit > limit / unit {
      return ("\(size / unit) \(name)", "\(limit / unit) \(name)")
    }
    return ("\(size) bytes", "\(limit) byte\(limit == 1 ? "" : "s")")
  }

  private static var reason: String { unsafe String(cString: strerror(errno)) }

  private static func refusal(_ what: String, _ advice: String) -> EngineError {
    EngineError(
      .invalidRequest, "The recording \(what), so nothing was sent. \(advice), then try again.",
      details: [.init(field: "path", message: what)])
  }
}
