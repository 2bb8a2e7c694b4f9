internal import CCurl

/// A multipart body for libcurl, which reads it while it sends; to be kept until the transfer is over.
@safe final class MultipartForm {
  private let form: OpaquePointer
  private var uploads: [FileUpload] = []

  /// Throws `.unreadableBody` when a file is not there to be sent, `.invalidRequest` for names that would break out of
  /// their quotes.
  init(_ parts: [HTTPPart], for easy: OpaquePointer, _ pass: Pass) throws(HTTPFailure) {
    guard let form = unsafe ccurl_form_new(easy) else { throw .unavailable("out of memory") }
    unsafe self.form = unsafe form
    for part in parts { try add(part, pass) }
    try unsafe Self.check(ccurl_set_form(easy, form))
  }

  deinit { unsafe ccurl_form_free(form) }

  /// Why the body could not be read to its end.
  var failure: HTTPFailure? { uploads.lazy.compactMap(\.failure).first }

  /// When a file was last read from, once one was.
  var latestRead: ContinuousClock.Instant? { uploads.compactMap(\.latestRead).max() }

  private func add(_ part: HTTPPart, _ pass: Pass) throws(HTTPFailure) {
    for text in [part.name, part.fileName ?? "", part.contentType ?? ""] {
      guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
        throw .invalidRequest("the name or type of a part holds a control character")
      }
    }
    guard let added = unsafe ccurl_form_add(form) else { throw .unavailable("out of memory") }
    try unsafe Self.check(ccurl_part_set_name(added, part.name))
    switch part.content {
    case .bytes(let bytes):
      let result = unsafe bytes.withUnsafeBytes { unsafe ccurl_part_set_bytes(added, $0.baseAddress, $0.count) }
      try Self.check(result)
    case .file(let path):
      let upload = try FileUpload(path, part.progress, pass)
      uploads.append(upload)
      try unsafe Self.check(
        ccurl_part_set_source(
          added, upload.size, readFile, seekFile, Unmanaged.passUnretained(upload).toOpaque()))
    }
    if let name = part.fileName { try unsafe Self.check(ccurl_part_set_file_name(added, name)) }
    if let type = part.contentType { try unsafe Self.check(ccurl_part_set_type(added, type)) }
  }

  private static func check(_ result: CInt) throws(HTTPFailure) {
    guard result == 0 else { throw .unavailable("libcurl cannot make the multipart body") }
  }
}

private func readFile(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let context = unsafe context else { return Int(CCURL_READFUNC_ABORT) }
  let room = unsafe UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
  return unsafe Unmanaged<FileUpload>.fromOpaque(context).takeUnretainedValue().read(into: room)
    ?? Int(CCURL_READFUNC_ABORT)
}

private func seekFile(_ context: UnsafeMutableRawPointer?, _ offset: Int64, _ origin: CInt) -> CInt {
  // libcurl counts from the start (0), to send the whole once more.
  guard let context = unsafe context, origin == 0, offset == 0 else { return CInt(CCURL_SEEKFUNC_FAIL) }
  let isRewound = unsafe Unmanaged<FileUpload>.fromOpaque(context).takeUnretainedValue().rewind()
  return CInt(isRewound ? CCURL_SEEKFUNC_OK : CCURL_SEEKFUNC_FAIL)
}
