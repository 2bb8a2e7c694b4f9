#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A descriptor that can be written to without ever making a caller wait who must not.
///
/// `O_NONBLOCK` is not set on the descriptor itself: its open file may be shared with other processes.
package struct OutputDescriptor: ~Copyable, Sendable {
  /// The number of the system's error.
  package struct WriteError: Error, Equatable {
    /// `errno`.
    package let number: Int32
  }

  private enum Kind {
    /// A regular file, which is always ready.
    case file
    case socket
    /// A pipe or device, opened a second time as an open file of our own, which does not block.
    case nonblocking
    /// A pipe or device as it was handed to us: a write may block.
    case blocking
  }

  private let descriptor: Int32
  private let kind: Kind

  /// POSIX lets a pipe that polls writable take so many bytes at once.
  private static let pipeAtom = Int(PIPE_BUF)

  /// - Parameters:
  ///   - descriptor: must stay open; it is not closed.
  ///   - reopens: whether to open a pipe or a device a second time where that is possible.
  package init(_ descriptor: Int32, reopens: Bool = true) {
    var status = stat()
    let isKnown = unsafe fstat(descriptor, &status) == 0
    switch status.st_mode & S_IFMT {
    case S_IFREG where isKnown: (self.descriptor, kind) = (descriptor, .file)
    case S_IFSOCK where isKnown: (self.descriptor, kind) = (descriptor, .socket)
    default:
      let own = reopens ? Self.reopened(descriptor) : -1
      (self.descriptor, kind) = own >= 0 ? (own, .nonblocking) : (descriptor, .blocking)
    }
  }

  deinit { if kind == .nonblocking { close(descriptor) } }

  /// The most bytes that are worth a try without waiting.
  package var limitWithoutWaiting: Int { kind == .blocking ? Self.pipeAtom : 1 << 16 }

  /// Writes as much as goes without waiting; 0 when nothing does.
  package func writeNow(_ bytes: Span<UInt8>) throws(WriteError) -> Int {
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

  /// Returns when the descriptor takes bytes, or has an error that the next write will tell.
  package func waitUntilReady() { _ = isReady(within: -1) }

  private func isReady(within milliseconds: Int32) -> Bool {
    var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return unsafe poll(&poller, 1, milliseconds) > 0
  }

  private func write(_ bytes: Span<UInt8>) throws(WriteError) -> Int {
    while true {
      let written = unsafe bytes.withUnsafeBytes { unsafe kind == .socket ? transmit($0) : put($0) }
      if written >= 0 { return written }
      switch errno {
      case EINTR: continue
      case EAGAIN, EWOULDBLOCK: return 0
      default: throw WriteError(number: errno)
      }
    }
  }

  private func put(_ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Musl)
      unsafe Musl.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      unsafe Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }

  private func transmit(_ bytes: UnsafeRawBufferPointer) -> Int {
    #if os(Linux)
      unsafe send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
    #else
      unsafe send(descriptor, bytes.baseAddress, bytes.count, MSG_DONTWAIT)
    #endif
  }

  /// The same pipe or device as an open file of our own; -1 where the system has no such thing.
  private static func reopened(_ descriptor: Int32) -> Int32 {
    #if os(Linux)
      unsafe open("/proc/self/fd/\(descriptor)", O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    #else
      -1
    #endif
  }
}
