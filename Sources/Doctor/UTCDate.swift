/// A moment to the second, as HTTP and TLS libraries write it.
package struct UTCDate: Sendable, Comparable, CustomStringConvertible {
  package let secondsSince1970: Int

  package init(secondsSince1970: Int) { self.secondsSince1970 = secondsSince1970 }

  /// Reads `Sun, 06 Nov 1994 08:49:37 GMT`, `Nov  6 08:49:37 1994 GMT` and `1994-11-06 08:49:37 GMT`.
  package init?(_ text: String) {
    var numbers: [Int] = []
    var month: Int?
    var clock: [Int] = []
    for word in text.split(whereSeparator: { $0 == " " || $0 == "," }) {
      if word.contains(":") {
        clock = word.split(separator: ":").compactMap { Int($0) }
      } else if let index = Self.months.firstIndex(of: String(word)) {
        month = index + 1
      } else {
        numbers += word.split(separator: "-").compactMap { Int($0) }
      }
    }
    if month == nil, numbers.count == 3 { month = numbers.remove(at: 1) }
    guard let month, (1...12).contains(month), numbers.count == 2, clock.count == 3,
      let year = numbers.max(), let day = numbers.min(), (1...31).contains(day), (1900...9999).contains(year)
    else { return nil }
    secondsSince1970 = Self.days(year, month, day) * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
  }

  package static func < (one: UTCDate, other: UTCDate) -> Bool { one.secondsSince1970 < other.secondsSince1970 }

  /// `2026-03-18 09:30 UTC`
  package var description: String {
    let days = Int((Double(secondsSince1970) / 86_400).rounded(.down))
    let rest = secondsSince1970 - days * 86_400
    let (year, month, day) = Self.date(days)
    return "\(year)-\(Self.two(month))-\(Self.two(day)) \(Self.two(rest / 3600)):\(Self.two(rest / 60 % 60)) UTC"
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// Days from 1970-01-01 to a date of the Gregorian calendar; the year is counted from March, so that a leap day ends it.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month > 2 ? year : year - 1
    let month = month > 2 ? month - 3 : month + 9
    return year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1 - 719_468
  }

  /// The date so many days after 1970-01-01.
  private static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
    var year = 1970 + days / 366
    while self.days(year + 1, 1, 1) <= days { year += 1 }
    var month = 1
    while month < 12, self.days(year, month + 1, 1) <= days { month += 1 }
    return (year, month, days - self.days(year, month, 1) + 1)
  }
}
