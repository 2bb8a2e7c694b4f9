import Notes

extension Rope {
  /// The extent of the text before `offset`, a boundary.
  func extent(before offset: Int) -> Extent {
    switch self {
    case .leaf(let bytes, let extent):
      offset < bytes.count ? Extent(bytes.prefix(offset)) : extent
    case .branch(let left, let right, _, _):
      offset < left.count
        ? left.extent(before: offset) : left.extent + right.extent(before: offset - left.count)
    }
  }

  /// The offset of the scalar that holds unit `unit`, counted from 0; past the last one the end of the text.
  func offset(ofUnit unit: Int, in encoding: PositionEncoding) -> Int {
    switch self {
    case .leaf(let bytes, let extent):
      guard unit < extent[encoding] else { return bytes.count }
      var units = 0
      let index = bytes.firstIndex { byte in
        if !byte.isContinuation { units += byte.units(in: encoding) }
        return units > unit
      }
      return (index ?? bytes.endIndex) - bytes.startIndex
    case .branch(let left, let right, _, _):
      let units = left.extent[encoding]
      return unit < units
        ? left.offset(ofUnit: unit, in: encoding) : left.count + right.offset(ofUnit: unit - units, in: encoding)
    }
  }

  /// The offset at which line `line`, counted from 0, begins; past the last line the end of the text.
  func offset(ofLine line: Int) -> Int {
    guard line > 0 else { return 0 }
    switch self {
    case .leaf(let bytes, let extent):
      guard line <= extent.breaks else { return bytes.count }
      var breaks = 0
      let index = bytes.indices.first { index in
        guard bytes[index] == .lineFeed || bytes[index] == .carriageReturn else { return false }
        if bytes.isBoundary(index + 1) { breaks += 1 }
        return breaks == line
      }
      return index.map { $0 + 1 - bytes.startIndex } ?? bytes.count
    case .branch(let left, let right, _, _):
      let breaks = left.extent.breaks
      return line <= breaks ? left.offset(ofLine: line) : left.count + right.offset(ofLine: line - breaks)
    }
  }

  /// The offset at which line `line` ends, its line end excluded; past the last line the end of the text.
  func end(ofLine line: Int) -> Int {
    guard line < extent.breaks else { return count }
    // A boundary takes CR and LF together, and the one before a line end is before all of it.
    return boundary(at: offset(ofLine: line + 1) - 1)
  }

  /// The last boundary at or before `offset`.
  func boundary(at offset: Int) -> Int {
    switch self {
    case .leaf(let bytes, _):
      bytes.boundary(at: bytes.startIndex + min(offset, bytes.count)) - bytes.startIndex
    case .branch(let left, let right, _, _):
      offset < left.count ? left.boundary(at: offset) : left.count + right.boundary(at: offset - left.count)
    }
  }

  /// The bytes of `range`.
  func bytes(in range: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    append(range, to: &bytes)
    return bytes
  }

  /// Hands over the leaves from the first to the last.
  func forEachLeaf(_ body: (ArraySlice<UInt8>) -> Void) {
    switch self {
    case .leaf(let bytes, _):
      body(bytes)
    case .branch(let left, let right, _, _):
      left.forEachLeaf(body)
      right.forEachLeaf(body)
    }
  }

  private func append(_ range: Range<Int>, to bytes: inout [UInt8]) {
    switch self {
    case .leaf(let leaf, _):
      bytes += leaf.prefix(range.upperBound).dropFirst(range.lowerBound)
    case .branch(let left, let right, _, _):
      let middle = left.count
      if range.lowerBound < middle { left.append(range.lowerBound..<min(range.upperBound, middle), to: &bytes) }
      if range.upperBound > middle {
        right.append(max(range.lowerBound - middle, 0)..<range.upperBound - middle, to: &bytes)
      }
    }
  }
}
