extension Lexicon {
  static let tables: [(Tags, String)] =
    functionWords + complaints + diseases + anatomy + examination + investigations + treatments + life
}
