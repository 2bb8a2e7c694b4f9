/// A range of tokens, or of bytes, in eight bytes; empty where there is none.
struct ShortRange: Equatable {
  private var lower: UInt32 = 0
  private var upper: UInt32 = 0

  init() {}

  init(_ range: Range<Int>) {
    lower = UInt32(range.lowerBound)
    upper = UInt32(range.upperBound)
  }

  var range: Range<Int> { Int(lower)..<Int(upper) }
  var isEmpty: Bool { lower == upper }
}
