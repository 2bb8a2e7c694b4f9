#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A descriptor that is written to without ever making a caller wait who must not.
///
/// `O_NONBLOCK` is not set on the descriptor itself: its open file may be shared with other processes.
struct OutputDescriptor: Sendable {
  /// The number of the system's error.
  struct WriteError: Error, Equatable {
    let number: Int32
  }

  private enum Kind {
    /// A regular file, which is always ready.
    case file
    case socket
    /// A pipe or device, opened a second time as our own open file, which does not block.
    case nonblocking
    /// A pipe or device as it was handed to us: a write may block.
    case blocking
  }

  private let descriptor: Int32
  private let kind: Kind

  /// POSIX guarantees that a pipe which polls writable takes so many bytes at once.
  private static let pipeAtom = Int(PIPE_BUF)

  init(_ descriptor: Int32) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      (self.descriptor, kind) = (descriptor, .blocking)
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: (self.descriptor, kind) = (descriptor, .file)
    case S_IFSOCK: (self.descriptor, kind) = (descriptor, .socket)
    default:
      #if os(Linux)
        let own = unsafe open("/proc/self/fd/\(descriptor)", O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
      #else
        let own: Int32 = -1
      #endif
      (self.descriptor, kind) = own >= 0 ? (own, .nonblocking) : (descriptor, .blocking)
    }
  }

  /// The most bytes that are worth a try to write without waiting.
  var limitWithoutWaiting: Int { kind == .blocking ? Self.pipeAtom : 1 << 16 }

  /// Writes as much as goes without waiting; 0 when nothing does.
  func writeNow(_ bytes: Span<UInt8>) throws(WriteError) -> Int {
    if kind == .blocking, bytes.count > Self.pipeAtom || !isReady(within: 0) { return 0 }
    return try write(bytes)
  }

  /// Writes at least one byte, however long that takes.
  func writeWaiting(_ bytes: Span<UInt8>) throws(WriteError) -> Int {
    while true {
      let written = try write(bytes)
      if written > 0 { return written }
      waitUntilReady()
    }
  }

  /// Returns when the descriptor takes bytes, or an error that the next write will tell.
  func waitUntilReady() { _ = isReady(within: -1) }

  private func isReady(within milliseconds: Int32) -> Bool {
    var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return unsafe poll(&poller, 1, milliseconds) > 0
  }

  private func write(_ bytes: Span<UInt8>) throws(WriteError) -> Int {
    while true {
      let written = unsafe bytes.withUnsafeBytes { buffer in
        #if canImport(Darwin)
          unsafe kind == .socket
            ? Darwin.send(descriptor, buffer.baseAddress, buffer.count, MSG_DONTWAIT)
            : Darwin.write(descriptor, buffer.baseAddress, buffer.count)
        #elseif canImport(Glibc)
          unsafe kind == .socket
            ? Glibc.send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
            : Glibc.write(descriptor, buffer.baseAddress, buffer.count)
        #else
          unsafe kind == .socket
            ? Musl.send(descriptor, buffer.baseAddress, buffer.count, MSG_DONTWAIT | MSG_NOSIGNAL)
            : Musl.write(descriptor, buffer.baseAddress, buffer.count)
        #endif
      }
      if written >= 0 { return written }
      switch errno {
      case EINTR: continue
      case EAGAIN, EWOULDBLOCK: return 0
      default: throw WriteError(number: errno)
      }
    }
  }
}
