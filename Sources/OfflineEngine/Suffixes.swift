/// Guesses at words that the lexicon does not know: inflections of words that it knows, and the endings of medical
/// Greek, Latin and drug names.
enum Suffixes {
  /// `word`: five bytes or more.
  static func tags(of word: Span<UInt8>, _ lexicon: Lexicon) -> Tags {
    let tail = Tail(of: word)
    let kinds: Tags = [.symptom, .disease, .drug, .finding, .test, .procedure, .therapy, .body, .course]
    for removed in inflections where tail.has(removed) {
      let known = lexicon.tags(of: hash(of: word.extracting(first: word.count - removed.length)))
      if known.has(kinds) { return known.intersection(kinds) }
    }
    for (ending, tags) in endings[Int(word[word.count - 1].lowercased)]
    where word.count >= ending.length + 3 && tail.has(ending) {
      return tags
    }
    return []
  }

  private static func hash(of word: Span<UInt8>) -> UInt64 {
    var hash = Hash()
    for index in word.indices { hash.add(word[index].lowercased) }
    return hash.value
  }

  /// The last eight letters of a word, or fewer, in lower case, the very last in the lowest byte.
  private struct Tail {
    let letters: UInt64
    let length: Int

    init(of word: Span<UInt8>) {
      length = min(word.count, 8)
      var letters: UInt64 = 0
      for index in word.count - length..<word.count { letters = letters << 8 | UInt64(word[index].lowercased) }
      self.letters = letters
    }

    init(_ ending: String) {
      letters = ending.utf8.reduce(0) { $0 << 8 | UInt64($1) }
      length = ending.utf8.count
      precondition(length <= 8, "an ending is compared as one number")
    }

    func has(_ ending: Tail) -> Bool {
      length >= ending.length && (letters ^ ending.letters) << UInt64(64 - 8 * ending.length) == 0
    }
  }

  /// What an inflection adds to a word. The longer ones are tried first.
  private static let inflections = ["ing", "ed", "es", "ly", "s", "d"].map(Tail.init)

  /// By their last letters.
  private static let endings: [[(Tail, Tags)]] = {
    var endings: [[(Tail, Tags)]] = Array(repeating: [], count: 256)
    for (tags, row) in table {
      for ending in row.split(whereSeparator: \.isWhitespace) {
        endings[Int(ending.utf8.last!)].append((Tail(String(ending)), tags))
      }
    }
    return endings
  }()

  private static let table: [(Tags, String)] = [
    (.disease, "itis osis emia opathy oma plegia penia"),
    (.symptom, "uria algia rrhea"),
    (.procedure, "ectomy otomy ostomy plasty"),
    (.test, "oscopy ography ogram"),
    (.specialist, "ologist iatrist iatry"),
    (
      .drug,
      """
      pril sartan olol statin cillin mycin azole floxacin cycline dipine gliptin flozin glutide tidine prazole oxetine
      triptan zepam zolam caine sone solone mab tinib parin xaban thiazide profen codone vir
      """
    ),
  ]
}
