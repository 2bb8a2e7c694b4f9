#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file that is read piece by piece while it is sent.
final class FileUpload {
  /// Bytes.
  let size: Int64
  /// Why reading ended early.
  private(set) var failure: HTTPFailure?
  private(set) var latestRead: ContinuousClock.Instant?
  private let descriptor: CInt
  private let opened: stat
  private let progress: (@Sendable (Int64, Int64) -> Void)?
  private let pass: Pass
  private var offset: Int64 = 0

  /// Opens the file. Throws `.unreadableBody` unless it is there, readable and a regular file.
  init(
    _ path: String, _ progress: (@Sendable (Int64, Int64) -> Void)?, _ pass: Pass
  ) throws(HTTPFailure) {
    // A named pipe without a writer would block a plain open.
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadableBody(detail: Self.reason("the file cannot be opened")) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .unreadableBody(detail: "it is not a regular file")
    }
    opened = status
    size = Int64(status.st_size)
    self.progress = progress
    self.pass = pass
  }

  deinit { close(descriptor) }

  /// Fills as much of `room` as there is left; nil, with `failure` set, when the file is no longer what was opened.
  func read(into room: UnsafeMutableRawBufferPointer) -> Int? {
    latestRead = pass.now
    let wanted = Int(min(Int64(room.count), size - offset))
    let count = unsafe pread(descriptor, room.baseAddress, wanted, off_t(offset))
    guard count >= 0 else { return fail(Self.reason("the file cannot be read")) }
    guard count == wanted else { return fail("the file became shorter while it was sent") }
    // Looked at before these bytes, the last ones too, go out: what is no longer the file cannot pass for it.
    guard let change = change() else {
      offset += Int64(count)
      if count > 0 { progress?(offset, size) }
      return count
    }
    return fail(change)
  }

  /// Begins again, unless the server may have got the whole file: whether that is sent again is not for libcurl to say.
  func rewind() -> Bool {
    guard offset < size || latestRead == nil else { return false }
    offset = 0
    return true
  }

  /// What has become of the file since it was opened; nil as long as it is the same.
  private func change() -> String? {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return Self.reason("the file cannot be read") }
    guard status.st_nlink > 0 else { return "the file was removed while it was sent" }
    #if canImport(Darwin)
      let (now, before) = (status.st_mtimespec, opened.st_mtimespec)
    #else
      let (now, before) = (status.st_mtim, opened.st_mtim)
    #endif
    let isSame = status.st_size == opened.st_size && now.tv_sec == before.tv_sec && now.tv_nsec == before.tv_nsec
    return isSame ? nil : "the file changed while it was sent"
  }

  private func fail(_ detail: String) -> Int? {
    failure = .unreadableBody(detail: detail)
    return nil
  }

  private static func reason(_ what: String) -> String {
    let error = errno
    return unsafe "\(what): \(String(cString: strerror(error)))"
  }
}
