#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A point of the machine's monotonic clock (`CLOCK_MONOTONIC`), in nanoseconds: the same in every process.
package struct Instant: Comparable, Sendable {
  package var nanoseconds: UInt64

  static let never = Instant(nanoseconds: .max)

  package static var now: Instant {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Instant(nanoseconds: UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec))
  }

  package static func < (left: Instant, right: Instant) -> Bool { left.nanoseconds < right.nanoseconds }

  func advanced(milliseconds: Int) -> Instant {
    Instant(nanoseconds: nanoseconds + UInt64(milliseconds) * 1_000_000)
  }

  /// The next moment that the clock can tell.
  var next: Instant { Instant(nanoseconds: nanoseconds + 1) }

  /// Whole milliseconds from `self` until `later`, rounded up, as poll(2) wants them; -1 for `never`.
  func milliseconds(until later: Instant) -> CInt {
    if later == .never { return -1 }
    if later <= self { return 0 }
    return CInt(clamping: (later.nanoseconds - nanoseconds + 999_999) / 1_000_000)
  }
}
