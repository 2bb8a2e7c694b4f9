import Documents
import Notes

/// The same rules as `Document`'s, written as plainly as can be: an array of scalars, looked through from its start.
struct ReferenceText {
  private var scalars: [Unicode.Scalar]
  private let encoding: PositionEncoding
  /// The indices of each line's scalars, without the line end.
  private(set) var lines: [Range<Int>]

  init(_ text: String, _ encoding: PositionEncoding) {
    scalars = Array(text.unicodeScalars)
    self.encoding = encoding
    lines = Self.lines(of: scalars)
  }

  var text: String { string(scalars[...]) }

  mutating func replace(_ range: TextRange?, with text: String) {
    scalars.replaceSubrange(indices(of: range), with: text.unicodeScalars)
    lines = Self.lines(of: scalars)
  }

  func text(in range: TextRange?) -> String { string(scalars[indices(of: range)]) }

  func offset(of position: TextPosition) -> Int { string(scalars[..<index(of: position)]).utf8.count }

  func position(of offset: Int) -> TextPosition {
    var index = 0
    var bytes = 0
    while index < scalars.count, bytes + UTF8.width(scalars[index]) <= offset {
      bytes += UTF8.width(scalars[index])
      index += 1
    }
    let line = (lines.firstIndex { $0.lowerBound > index } ?? lines.count) - 1
    let before = lines[line].lowerBound..<min(index, lines[line].upperBound)
    return TextPosition(line: line, character: scalars[before].reduce(0) { $0 + units(of: $1) })
  }

  private func indices(of range: TextRange?) -> Range<Int> {
    guard let range else { return scalars.indices }
    let ends = [index(of: range.start), index(of: range.end)].sorted()
    return ends[0]..<ends[1]
  }

  private func index(of position: TextPosition) -> Int {
    if position.line < 0 { return 0 }
    if position.line >= lines.count { return scalars.count }
    var units = 0
    for index in lines[position.line] {
      units += self.units(of: scalars[index])
      if units > position.character { return index }
    }
    return lines[position.line].upperBound
  }

  private func units(of scalar: Unicode.Scalar) -> Int {
    switch encoding {
    case .utf8: UTF8.width(scalar)
    case .utf16: UTF16.width(scalar)
    case .utf32: 1
    }
  }

  private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private static func lines(of scalars: [Unicode.Scalar]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    var index = 0
    while index < scalars.count {
      let isPair = scalars[index] == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n"
      if scalars[index] == "\r" || scalars[index] == "\n" {
        lines.append(start..<index)
        index += isPair ? 1 : 0
        start = index + 1
      }
      index += 1
    }
    return lines + [start..<scalars.count]
  }
}
