import Documents
import Notes
import Testing

struct ByteEditTests {
  @Test(
    arguments: [
      // An insertion at 4: the place itself goes either way.
      (ByteEdit(start: 4, removed: 0, inserted: 3), [3: (3, 3), 4: (4, 7), 5: (8, 8)]),
      // A removal of 4..<6 closes over what was inside.
      (ByteEdit(start: 4, removed: 2, inserted: 0), [4: (4, 4), 5: (4, 4), 6: (4, 4), 7: (5, 5)]),
      // A replacement of 4..<6 has an inside that goes either way; its ends stay outside.
      (ByteEdit(start: 4, removed: 2, inserted: 3), [4: (4, 4), 5: (4, 7), 6: (7, 7), 7: (8, 8)]),
    ] as [(ByteEdit, [Int: (before: Int, after: Int)])])
  func `a place follows an edit`(edit: ByteEdit, places: [Int: (before: Int, after: Int)]) {
    for (place, moved) in places {
      #expect(edit.moved(place, to: .before) == moved.before)
      #expect(edit.moved(place, to: .after) == moved.after)
    }
  }

  @Test(
    arguments: [
      ("one\ntwo\n", "one\ntoo\n", ByteEdit(start: 5, removed: 1, inserted: 1)),
      ("same", "same", ByteEdit(start: 4, removed: 0, inserted: 0)),
      ("aa", "aaa", ByteEdit(start: 2, removed: 0, inserted: 1)),
      ("aaa", "aa", ByteEdit(start: 2, removed: 1, inserted: 0)),
      // Scalars that share a byte at either end are replaced whole.
      ("é", "è", ByteEdit(start: 0, removed: 2, inserted: 2)),
      ("\u{E9}", "\u{3A9}", ByteEdit(start: 0, removed: 2, inserted: 2)),
      ("\u{129}", "\u{E9}", ByteEdit(start: 0, removed: 2, inserted: 2)),
    ])
  func `what stays the same in a text sent whole counts as unchanged`(old: String, new: String, edit: ByteEdit) {
    var document = Document(text: old, version: 1, encoding: .utf16)
    #expect(document.replace(nil, with: new) == edit)
    #expect(document.text == new)
  }
}
