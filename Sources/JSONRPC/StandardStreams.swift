#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The process's standard streams, set aside for the protocol.
package struct StandardStreams: Sendable {
  /// The number of the system's error.
  package struct Failure: Error, Equatable, Sendable {
    /// `errno`.
    package let number: Int32
  }

  /// What the client writes.
  package let input: Int32
  /// What the client reads.
  package let output: Int32

  /// Moves stdin and stdout to descriptors of their own that no child process inherits.
  ///
  /// From then on descriptor 1 is stderr, so that no stray `print` can corrupt the protocol, descriptor 0 is empty, so
  /// that no child process can eat the client's messages, and SIGPIPE is ignored. A closed stdin counts as an empty
  /// one; without stdout there is nobody to answer, which is thrown as `EBADF`.
  package static func takeOver() throws(Failure) -> StandardStreams {
    signal(SIGPIPE, SIG_IGN)
    let hasOutput = fcntl(STDOUT_FILENO, F_GETFD) >= 0
    // Where a stream was closed, the next file opened would take its place.
    for stream in STDIN_FILENO...STDERR_FILENO where fcntl(stream, F_GETFD) < 0 { try openNull(as: stream) }
    guard hasOutput else { throw Failure(number: EBADF) }
    let streams = StandardStreams(input: try moveAside(STDIN_FILENO), output: try moveAside(STDOUT_FILENO))
    try openNull(as: STDIN_FILENO)
    guard dup2(STDERR_FILENO, STDOUT_FILENO) >= 0 else { throw Failure(number: errno) }
    return streams
  }

  private static func moveAside(_ stream: Int32) throws(Failure) -> Int32 {
    let descriptor = fcntl(stream, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
    guard descriptor >= 0 else { throw Failure(number: errno) }
    return descriptor
  }

  private static func openNull(as stream: Int32) throws(Failure) {
    let null = unsafe open("/dev/null", O_RDWR)
    guard null >= 0 else { throw Failure(number: errno) }
    guard null != stream else { return }
    defer { close(null) }
    guard dup2(null, stream) >= 0 else { throw Failure(number: errno) }
  }
}
