/// One `name=value,value` of a fault.
struct Directive {
  let name: String
  /// The whole value, percent-decoded; empty when there is none.
  let value: String
  /// The value's parts between commas, each percent-decoded.
  let parts: [String]

  init(_ text: Substring) {
    let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    name = sides[0].filter { $0 != " " }.lowercased()
    let raw = sides.count > 1 ? sides[1] : ""
    value = percentDecoded(raw)
    parts = raw.split(separator: ",").map(percentDecoded)
  }

  func invalid(expected: String) -> FaultError {
    .invalidValue(directive: name, value: value, expected: expected)
  }

  /// True, for a directive that takes no value.
  func flag() throws(FaultError) -> Bool {
    guard value.isEmpty else { throw invalid(expected: "no value") }
    return true
  }

  /// The number at `index` of the parts; `standard` when the part is missing.
  func number(
    at index: Int = 0, in range: ClosedRange<Int> = 0...1_000_000_000, standard: Int? = nil
  ) throws(FaultError) -> Int {
    guard index < parts.count else {
      guard let standard else { throw invalid(expected: "a number") }
      return standard
    }
    guard let number = Int(parts[index]), range.contains(number) else {
      throw invalid(expected: "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// The parts from `index` on as numbers, at least one.
  func numbers(from index: Int) throws(FaultError) -> [Int] {
    var numbers = [try number(at: index)]
    for next in parts.indices.dropFirst(index + 1) { numbers.append(try number(at: next)) }
    return numbers
  }

  /// The part at `index` as one of a closed set; `standard` when the part is missing.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    at index: Int = 0, standard: Choice? = nil
  ) throws(FaultError) -> Choice {
    if index >= parts.count, let standard { return standard }
    guard index < parts.count, let choice = Choice(rawValue: parts[index]) else {
      throw invalid(expected: "one of " + Choice.allCases.map(\.rawValue).joined(separator: " "))
    }
    return choice
  }

  /// The part at `index` as a position in the answer.
  func position(at index: Int = 0, standard: Position? = nil) throws(FaultError) -> Position {
    if index >= parts.count, let standard { return standard }
    guard index < parts.count, let position = Position(parts[index]) else { throw invalid(expected: Position.forms) }
    return position
  }

  /// The part at `index` as a place among the text events.
  func place(at index: Int = 0, standard: Place) throws(FaultError) -> Place {
    if index >= parts.count { return standard }
    guard let place = Place(parts[index]) else { throw invalid(expected: "first, middle, last or a number") }
    return place
  }
}
