import Notes

/// How long a piece of well-formed UTF-8 is, in each unit that positions are counted in.
struct Extent: Equatable, Sendable {
  var bytes = 0
  var utf16 = 0
  var scalars = 0
  /// Line ends: CRLF, LF or a lone CR.
  var breaks = 0

  static func + (left: Extent, right: Extent) -> Extent {
    Extent(
      bytes: left.bytes + right.bytes, utf16: left.utf16 + right.utf16, scalars: left.scalars + right.scalars,
      breaks: left.breaks + right.breaks)
  }

  subscript(encoding: PositionEncoding) -> Int {
    switch encoding {
    case .utf8: bytes
    case .utf16: utf16
    case .utf32: scalars
    }
  }
}

extension Extent {
  /// Measures a piece that begins and ends on a boundary (`ArraySlice.isBoundary`).
  init(_ piece: ArraySlice<UInt8>) {
    self = unsafe piece.withUnsafeBytes { piece in
      var extent = Extent()
      var previous: UInt8 = 0
      for index in 0..<piece.count {
        let byte = unsafe piece[index]
        extent.scalars &+= byte.isContinuation ? 0 : 1
        extent.utf16 &+= byte >= 0xF0 ? 1 : 0
        // A CR counts at once, and the LF of a CRLF then no more. No branches: the loop becomes vector code.
        extent.breaks &+= byte == .carriageReturn ? 1 : 0
        extent.breaks &+= (byte == .lineFeed ? 1 : 0) & (previous == .carriageReturn ? 0 : 1)
        previous = byte
      }
      return extent
    }
    bytes = piece.count
    // A scalar of four bytes takes two units, any other one.
    utf16 += scalars
  }
}
