#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The value of a `Retry-After` header: seconds, or the time at which to come back (RFC 9110, section 10.2.3).
enum RetryAfter {
  /// 24 days: clients' timers of 31 bits hold no more.
  private static let longest = 86_400 * 24

  /// Milliseconds to wait from `now`, in seconds since 1970; nil when the value is neither form. Never negative, and no
  /// more than 24 days.
  static func milliseconds(_ value: String, now: Int) -> Int? {
    if let seconds = seconds(value) { return Int(min(seconds * 1000, Double(longest * 1000)).rounded(.up)) }
    return date(value, now: now).map { min(max(0, $0 - now), longest) * 1000 }
  }

  static func milliseconds(_ value: String) -> Int? { milliseconds(value, now: time(nil)) }

  /// Digits, however many; a fraction is none by the RFC, and plain enough.
  private static func seconds(_ value: String) -> Double? {
    guard value.first?.isNumber == true, value.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }) else {
      return nil
    }
    return Double(value)
  }

  /// Seconds since 1970 of a date in any of the three forms that recipients must take (RFC 9110, section 5.6.7):
  /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`.
  private static func date(_ value: String, now: Int) -> Int? {
    let words = value.split { $0 == " " || $0 == "-" }
    switch words.count {
    case 6 where words[5] == "GMT" && words[0].hasSuffix(","):
      let year = words[3].count == 2 ? fullYear(words[3], now: now) : Int(words[3])
      return instant(day: words[1], month: words[2], year: year, clock: words[4])
    case 5: return instant(day: words[2], month: words[1], year: Int(words[4]), clock: words[3])
    default: return nil
    }
  }

  /// A year of two digits is the last one that ends so and lies no more than 50 years ahead.
  private static func fullYear(_ digits: Substring, now: Int) -> Int? {
    var seconds = time_t(now)
    var parts = unsafe tm()
    guard let year = Int(digits), unsafe gmtime_r(&seconds, &parts) != nil else { return nil }
    let latest = unsafe Int(parts.tm_year) + 1950
    return latest - (latest - year) % 100
  }

  private static func instant(day: Substring, month: Substring, year: Int?, clock: Substring) -> Int? {
    let clock = clock.split(separator: ":", omittingEmptySubsequences: false).map { Int32($0) }
    guard let month = months.firstIndex(of: month), let day = Int32(day), (1...31).contains(day), let year,
      (1970...9999).contains(year), clock.count == 3, let hour = clock[0], (0...23).contains(hour),
      let minute = clock[1], (0...59).contains(minute), let second = clock[2], (0...60).contains(second)
    else { return nil }
    var parts = unsafe tm()
    unsafe parts.tm_year = Int32(year - 1900)
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
