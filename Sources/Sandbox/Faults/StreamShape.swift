/// How a note is written as an event stream.
struct StreamShape: Sendable {
  enum LineEnd: String, CaseIterable { case lf, crlf, cr, mixed }

  enum Escapes: String, CaseIterable {
    case needed
    /// Everything that is not ASCII as `\uXXXX`.
    case all
    /// The same, the two halves of a surrogate pair in two events.
    case split
  }

  enum Done: Sendable {
    case whole
    case none
    /// `data: [DONE]` with the end of its line, without the blank line.
    case line
    /// `data: [DONE]` and nothing more.
    case bare
    /// Before the text event of this place; the text goes on after it.
    case early(Place)
  }

  enum Malformed: String, CaseIterable { case json, text, array, number, missing, null, utf8, escape, control, empty }

  enum ErrorForm: String, CaseIterable { case string, object }

  enum AfterError: String, CaseIterable {
    /// The answer ends in order, without `[DONE]`.
    case end
    /// `[DONE]` follows at once.
    case done
    /// The rest of the text and `[DONE]` follow.
    case more
  }

  /// An event that is not text, before the text event of its place.
  struct Insertion: Sendable {
    enum Kind: Sendable {
      case error(ErrorForm, then: AfterError)
      case malformed(Malformed)
      case giant(bytes: Int)
    }
    var kind: Kind
    var place: Place
  }

  var grouping = Grouping.words(4)
  /// Sections named beside the text, headings left out: `{"section":…,"content":…}`.
  var namesSections = false
  var lineEnd = LineEnd.lf
  var escapes = Escapes.needed
  var done = Done.whole
  var insertions: [Insertion] = []
  var hasByteOrderMark = false
  var hasComments = false
  /// `event`, `id`, `retry` and unknown fields, and no blank after the colon.
  var hasExtraFields = false
  /// The JSON text of an event over several `data` lines.
  var splitsData = false
  /// Milliseconds between text events; nil: the server's pacing.
  var pace: Int?
  /// Milliseconds before the first event.
  var first = 0

  mutating func set(_ directive: Directive) throws(FaultError) -> Bool {
    switch directive.name {
    case "words": grouping = .words(try directive.number(in: 1...1_000_000))
    case "chars": grouping = .characters(try directive.number(in: 1...1_000_000))
    case "eol": lineEnd = try directive.choice()
    case "escapes": escapes = try directive.choice()
    case "done": done = try Done(directive)
    case "error": insertions.append(try Insertion(error: directive))
    case "malformed": insertions += try Insertion.malformed(directive)
    case "giant":
      let bytes = try directive.number(in: 1...67_108_864)
      insertions.append(Insertion(kind: .giant(bytes: bytes), place: try directive.place(at: 1, standard: .before(1))))
    case "pace": pace = try directive.number()
    case "first": first = try directive.number()
    case "sections": namesSections = try directive.flag()
    case "bom": hasByteOrderMark = try directive.flag()
    case "comments": hasComments = try directive.flag()
    case "fields": hasExtraFields = try directive.flag()
    case "multiline": splitsData = try directive.flag()
    default: return false
    }
    return true
  }
}

extension StreamShape.Done {
  fileprivate init(_ directive: Directive) throws(FaultError) {
    switch directive.value {
    case "none": self = .none
    case "line": self = .line
    case "bare": self = .bare
    default:
      guard let place = Place(directive.value) else {
        throw directive.invalid(expected: "none, line, bare, first, middle or a number")
      }
      self = .early(place)
    }
  }
}

extension StreamShape.Insertion {
  fileprivate init(error directive: Directive) throws(FaultError) {
    place = try directive.place(standard: .middle)
    let form = try directive.choice(at: 1, standard: StreamShape.ErrorForm.string)
    kind = .error(form, then: try directive.choice(at: 2, standard: .end))
  }

  fileprivate static func malformed(_ directive: Directive) throws(FaultError) -> [Self] {
    let place = try directive.place(standard: .middle)
    if directive.parts.count > 1, directive.parts[1] == "all" {
      return StreamShape.Malformed.allCases.map { Self(kind: .malformed($0), place: place) }
    }
    return [Self(kind: .malformed(try directive.choice(at: 1, standard: .json)), place: place)]
  }
}
