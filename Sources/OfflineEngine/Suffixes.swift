/// The hash of a word while it grows, with the hashes of the word less its last one, two and three letters.
struct Stems {
  private(set) var current = Hash()
  private(set) var previous = Hash()
  private(set) var beforePrevious = Hash()
  private(set) var third = Hash()

  mutating func add(_ byte: UInt8) {
    third = beforePrevious
    beforePrevious = previous
    previous = current
    current.add(byte)
  }
}

/// Guesses at words that the lexicon does not know: inflections of words that it knows, and the endings of medical
/// Greek, Latin and drug names.
enum Suffixes {
  static func tags(of stems: Stems, _ bytes: [UInt8], _ start: Int, _ end: Int, _ lexicon: Lexicon) -> Tags {
    let last = bytes[end - 1].lowercased
    let kinds: Tags = [.symptom, .disease, .drug, .finding, .test, .procedure, .therapy, .body, .course]
    var stem: Hash?
    if ends(bytes, end, "ing") {
      stem = stems.third
    } else if ends(bytes, end, "ed") || ends(bytes, end, "es") || ends(bytes, end, "ly") {
      stem = stems.beforePrevious
    }
    for stem in [stem, last == UInt8(ascii: "s") || last == UInt8(ascii: "d") ? stems.previous : nil] {
      if let known = stem.map({ lexicon.tags(of: $0.value) }), known.has(kinds) { return known.intersection(kinds) }
    }
    for (suffix, tags) in endings where end - start >= suffix.utf8CodeUnitCount + 3 {
      if ends(bytes, end, suffix) { return tags }
    }
    return []
  }

  private static func ends(_ bytes: [UInt8], _ end: Int, _ suffix: StaticString) -> Bool {
    suffix.withUTF8Buffer { letters in
      for offset in 0..<letters.count
      where unsafe bytes[end - letters.count + offset].lowercased != letters[offset] {
        return false
      }
      return true
    }
  }

  private static let endings: [(StaticString, Tags)] = [
    ("itis", .disease), ("osis", .disease), ("emia", .disease), ("uria", .symptom), ("algia", .symptom),
    ("opathy", .disease), ("oma", .disease), ("plegia", .disease), ("penia", .disease), ("rrhea", .symptom),
    ("ectomy", .procedure), ("otomy", .procedure), ("ostomy", .procedure), ("plasty", .procedure),
    ("oscopy", .test), ("ography", .test), ("ogram", .test),
    ("ologist", .specialist), ("iatrist", .specialist), ("iatry", .specialist),
    ("pril", .drug), ("sartan", .drug), ("olol", .drug), ("statin", .drug), ("cillin", .drug), ("mycin", .drug),
    ("azole", .drug), ("floxacin", .drug), ("cycline", .drug), ("dipine", .drug), ("gliptin", .drug),
    ("gliflozin", .drug),
    ("glutide", .drug), ("tidine", .drug), ("prazole", .drug), ("oxetine", .drug), ("triptan", .drug), ("zepam", .drug),
    ("zolam", .drug), ("caine", .drug), ("sone", .drug), ("solone", .drug), ("mab", .drug), ("tinib", .drug),
    ("parin", .drug), ("xaban", .drug), ("thiazide", .drug), ("profen", .drug), ("codone", .drug), ("vir", .drug),
  ]
}
