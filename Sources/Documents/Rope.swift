/// Well-formed UTF-8 in a balanced tree of small leaves.
///
/// Nodes never change: an edit makes new ones along its path and shares the rest, so that a copy costs nothing and no
/// edit touches more than a few kilobytes. The heights of two siblings differ by one at most (an AVL tree with its
/// content in the leaves). Leaves meet at boundaries only (`ArraySlice.isBoundary`), hence the extent of a branch is
/// the sum of its children's; each but a lone one holds `leafSizes` bytes.
indirect enum Rope: Sendable {
  case leaf(ArraySlice<UInt8>, Extent)
  case branch(Rope, Rope, Extent, height: Int)

  static let leafSizes = 512...2048

  /// The text cut into leaves of the same size, give or take a few bytes.
  init(_ text: ArraySlice<UInt8>) {
    let leaves = (text.count + Self.leafSizes.upperBound - 1) / Self.leafSizes.upperBound
    guard leaves > 1 else {
      // A copy, lest the leaf keep all the text alive that it was cut from.
      self = .leaf(ArraySlice(Array(text)), Extent(text))
      return
    }
    let middle = text.boundary(at: text.startIndex + text.count * (leaves / 2) / leaves)
    self = Rope(Rope(text[..<middle]), Rope(text[middle...]))
  }

  private init(_ left: Rope, _ right: Rope) {
    self = .branch(left, right, left.extent + right.extent, height: max(left.height, right.height) + 1)
  }

  var extent: Extent {
    switch self {
    case .leaf(_, let extent), .branch(_, _, let extent, _): extent
    }
  }

  var count: Int { extent.bytes }

  var height: Int {
    switch self {
    case .leaf: 0
    case .branch(_, _, _, let height): height
    }
  }

  /// The leaf that holds the byte at `offset`, and what lies on either side of it.
  func split(around offset: Int) -> (left: Rope?, leaf: ArraySlice<UInt8>, right: Rope?) {
    switch self {
    case .leaf(let bytes, _):
      return (nil, bytes, nil)
    case .branch(let left, let right, _, _) where offset < left.count:
      let parts = left.split(around: offset)
      return (parts.left, parts.leaf, Rope.join(parts.right, right))
    case .branch(let left, let right, _, _):
      let parts = right.split(around: offset - left.count)
      return (Rope.join(left, parts.left), parts.leaf, parts.right)
    }
  }

  /// Both texts, one after the other. Takes as many steps as their heights differ by.
  static func join(_ left: Rope?, _ right: Rope?) -> Rope? {
    guard let left, let right else { return left ?? right }
    return join(left, right)
  }

  static func join(_ left: Rope, _ right: Rope) -> Rope {
    if case .branch(let first, let second, _, _) = left, left.height > right.height + 1 {
      return balanced(first, join(second, right))
    }
    if case .branch(let first, let second, _, _) = right, right.height > left.height + 1 {
      return balanced(join(left, first), second)
    }
    return Rope(left, right)
  }

  /// A branch of two ropes whose heights differ by two at most.
  private static func balanced(_ left: Rope, _ right: Rope) -> Rope {
    if case .branch(let first, let second, _, _) = left, left.height > right.height + 1 {
      guard case .branch(let inner, let outer, _, _) = second, second.height > first.height else {
        return Rope(first, Rope(second, right))
      }
      return Rope(Rope(first, inner), Rope(outer, right))
    }
    if case .branch(let first, let second, _, _) = right, right.height > left.height + 1 {
      guard case .branch(let outer, let inner, _, _) = first, first.height > second.height else {
        return Rope(Rope(left, first), second)
      }
      return Rope(Rope(left, outer), Rope(inner, second))
    }
    return Rope(left, right)
  }
}
