#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The value of a `Retry-After` header: seconds, or the time at which to come back (RFC 9110, section 10.2.3).
enum RetryAfter {
  /// Milliseconds to wait from `now`, in seconds since 1970; nil when the value is neither form. Never negative.
  static func milliseconds(_ value: String, now: Int) -> Int? {
    if let seconds = Int(value) { return seconds < 0 ? nil : min(seconds, 86_400 * 365) * 1000 }
    return date(value).map { max(0, $0 - now) * 1000 }
  }

  static func milliseconds(_ value: String) -> Int? { milliseconds(value, now: time(nil)) }

  /// Seconds since 1970 of `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that senders may use (RFC 9110, section 5.6.7).
  private static func date(_ value: String) -> Int? {
    let words = value.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", let month = months.firstIndex(of: words[2]) else { return nil }
    let clock = words[4].split(separator: ":").map { Int32($0) }
    guard let day = Int32(words[1]), let year = Int32(words[3]), clock.count == 3, (1...31).contains(day),
      (1970...9999).contains(year), let hour = clock[0], let minute = clock[1], let second = clock[2]
    else { return nil }
    var parts = unsafe tm()
    unsafe parts.tm_year = year - 1900
    unsafe parts.tm_mon = Int32(month)
    unsafe parts.tm_mday = day
    unsafe parts.tm_hour = hour
    unsafe parts.tm_min = minute
    unsafe parts.tm_sec = second
    return unsafe timegm(&parts)
  }

  private static let months: [Substring] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
