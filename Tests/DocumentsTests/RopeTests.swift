import Testing

@testable import Documents

struct RopeTests {
  @Test(arguments: 0..<6)
  func `edits leave a balanced tree of well-filled leaves that meet at boundaries`(seed: Int) {
    var random = SeededGenerator(seed: seed)
    var text = Array(String(repeating: "é\r\n🩺", count: 4_000).utf8)
    var rope = Rope(text[...])
    for step in 0..<120 {
      let start = text[...].boundary(at: Int.random(in: 0...text.count, using: &random))
      let length = step.isMultiple(of: 8) ? Int.random(in: 0...9_000, using: &random) : 1
      let end = text[...].boundary(at: min(start + length, text.count))
      let inserted = Array(random.text().utf8)
      rope = rope.replacing(start..<end, with: inserted[...])
      text.replaceSubrange(start..<end, with: inserted)
      #expect(rope.bytes(in: 0..<rope.count) == text)
      check(rope)
    }
  }

  @Test(arguments: ["x\nb\r", "\nb\rx", "a\r\nb"], ["", "\r", "\n", "\r\n"])
  func `an edit where leaves meet joins or parts the line ends there`(unit: String, inserted: String) {
    let text = Array(String(repeating: unit, count: 2_000).utf8)
    let rope = Rope(text[...])
    var leaves: [ArraySlice<UInt8>] = []
    visit(rope, &leaves)
    #expect(leaves.count > 2)
    var meeting = 0
    for leaf in leaves.dropLast() {
      meeting += leaf.count
      for range in [meeting..<meeting, meeting - 1..<meeting, meeting..<meeting + 1, meeting - 1..<meeting + 1] {
        var edited = text
        edited.replaceSubrange(range, with: inserted.utf8)
        let rope = rope.replacing(range, with: Array(inserted.utf8)[...])
        #expect(rope.bytes(in: 0..<rope.count) == edited)
        check(rope)
      }
    }
  }

  /// Fails unless each node is as `Rope` promises.
  private func check(_ rope: Rope) {
    var leaves: [ArraySlice<UInt8>] = []
    visit(rope, &leaves)
    let text = rope.bytes(in: 0..<rope.count)
    var offset = 0
    for leaf in leaves {
      #expect(text[...].isBoundary(offset))
      #expect(leaves.count == 1 || Rope.leafSizes.contains(leaf.count))
      offset += leaf.count
    }
    #expect(rope.extent == Extent(text[...]))
  }

  private func visit(_ rope: Rope, _ leaves: inout [ArraySlice<UInt8>]) {
    switch rope {
    case .leaf(let bytes, let extent):
      #expect(extent == Extent(bytes))
      leaves.append(bytes)
    case .branch(let left, let right, let extent, let height):
      #expect(abs(left.height - right.height) <= 1)
      #expect(height == max(left.height, right.height) + 1)
      #expect(extent == left.extent + right.extent)
      visit(left, &leaves)
      visit(right, &leaves)
    }
  }
}
