#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Something with text that is read to its end: a file, or a pipe such as a shell makes of `<(command)`.
struct InputFile {
  enum Failure: Error, Equatable {
    /// `errno`.
    case unreadable(Int32)
    case tooLarge
  }

  private let path: String

  /// `-` is standard input.
  init(_ path: String) { self.path = path }

  /// Blocks until whoever writes has written all; throws `tooLarge` when that is more than `limit` bytes.
  func contents(limit: Int) throws(Failure) -> [UInt8] {
    // A socket cannot be opened by its path, and standard input may be one.
    if path == "-" || path == "/dev/stdin" { return try Self.contents(of: STDIN_FILENO, limit) }
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw .unreadable(errno) }
    defer { close(descriptor) }
    return try Self.contents(of: descriptor, limit)
  }

  private static func contents(of descriptor: Int32, _ limit: Int) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe read(descriptor, &buffer, buffer.count)
      if count > 0 {
        guard bytes.count + count <= limit else { throw .tooLarge }
        bytes += buffer[..<count]
      } else if count == 0 {
        return bytes
      } else if errno == EAGAIN {
        // The other end of a pipe can be another program's, which likes it so.
        var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&poller, 1, -1)
      } else if errno != EINTR {
        throw .unreadable(errno)
      }
    }
  }
}
