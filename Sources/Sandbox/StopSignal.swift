#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Wakes a thread that waits in poll(2): the descriptor becomes readable once the signal is raised, and stays so.
final class StopSignal: Sendable {
  let descriptor: CInt
  private let sender: CInt

  init() throws(SandboxError) {
    var ends: [CInt] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw .cannotStart(code: errno) }
    descriptor = ends[0]
    sender = ends[1]
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }

  deinit {
    close(descriptor)
    close(sender)
  }

  func raise() {
    var byte: UInt8 = 1
    _ = unsafe write(sender, &byte, 1)
  }
}
