internal import Documents

/// Where the notes stand that were put into documents: they are no words of the visit.
///
/// In doubt a place is forgotten: a note that goes into the next one's transcript does little harm, and words of the user
/// that do not would be missing without a sign.
struct InsertedNotes: Sendable {
  private struct Place {
    let uri: String
    var start: Int
    var end: Int
    /// How many bytes the client is expected to tell of, which it has inserted at `start`.
    var awaited: Int?
  }

  private var places: [Place] = []

  /// A note that stands at `bytes`.
  mutating func add(_ bytes: Range<Int>, in uri: String) {
    places.append(Place(uri: uri, start: bytes.lowerBound, end: bytes.upperBound))
  }

  /// A note of `length` bytes, to be told of by the next change.
  mutating func expect(_ length: Int, at offset: Int, in uri: String) {
    places.append(Place(uri: uri, start: offset, end: offset, awaited: length))
  }

  /// Follows an edit that led from one text of a document to the next. What is typed at either end is the user's.
  mutating func follow(_ edit: ByteEdit, of uri: String, from before: Document, to after: Document) {
    for (index, place) in places.enumerated() where place.uri == uri {
      if let awaited = place.awaited, edit == ByteEdit(start: place.start, removed: 0, inserted: awaited) {
        places[index].awaited = nil
        places[index].end = place.start + awaited
      } else if place.awaited != nil {
        places[index].start = edit.moved(place.start, to: .before)
        places[index].end = places[index].start
      } else {
        places[index].start = before.follow(place.start, edit, to: after, side: .after)
        places[index].end = before.follow(place.end, edit, to: after, side: .before)
      }
    }
    places.removeAll { $0.awaited == nil && $0.start >= $0.end }
  }

  /// The end of a change of a document: it has told of all that the client had inserted.
  mutating func settle(_ uri: String) { places.removeAll { $0.uri == uri && $0.awaited != nil } }

  mutating func close(_ uri: String) { places.removeAll { $0.uri == uri } }

  /// What is left of `bytes` without the notes, in order.
  func words(in bytes: Range<Int>, of uri: String) -> [Range<Int>] {
    var left: [Range<Int>] = []
    var start = bytes.lowerBound
    let notes = places.filter { $0.uri == uri && $0.start < $0.end }.sorted { $0.start < $1.start }
    for note in notes where note.end > start && note.start < bytes.upperBound {
      if note.start > start { left.append(start..<note.start) }
      start = note.end
    }
    if start < bytes.upperBound { left.append(start..<bytes.upperBound) }
    return left
  }
}
