#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Wakes a thread that waits for input.
final class Doorbell: Sendable {
  enum Event { case input, rung, timeout }

  private let reading: Int32
  private let writing: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    if unsafe pipe(&ends) != 0 { ends = [-1, -1] }
    (reading, writing) = (ends[0], ends[1])
    for end in ends where end >= 0 {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      // A full pipe has been rung often enough.
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
  }

  deinit {
    for end in [reading, writing] where end >= 0 { close(end) }
  }

  func ring() {
    let byte: UInt8 = 0
    _ = unsafe withUnsafeBytes(of: byte) { unsafe write(writing, $0.baseAddress, 1) }
  }

  /// Waits until `descriptor` has input or has ended, the bell was rung or the time is over. A negative descriptor has
  /// no input.
  func wait(with descriptor: Int32, timeout milliseconds: Int32) -> Event {
    var pollers = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: reading, events: Int16(POLLIN), revents: 0),
    ]
    // An interrupted wait counts as a timeout: the caller looks at everything again.
    guard unsafe poll(&pollers, 2, milliseconds) > 0 else { return .timeout }
    guard pollers[1].revents != 0 else { return .input }
    var rings: [UInt8] = Array(repeating: 0, count: 64)
    _ = unsafe read(reading, &rings, rings.count)
    return .rung
  }
}
