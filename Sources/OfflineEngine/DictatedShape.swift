/// How a dictated sentence is built, which tells more of its place in the note than its words alone.
struct DictatedShape {
  private(set) var first: Token?
  /// Of the patient or the family, who did or felt something: `She has had …`, `The patient works …`.
  private(set) var tellsOfPatient = false
  /// `Mr. X is a 60-year-old …`
  private(set) var introduces = false
  /// What was measured, and the figure, without a verb: `Ferritin 6`.
  private(set) var isMeasurement = false
  /// `Neck: …`
  private(set) var isLabelled = false
  /// Begins with what is to be done: `Continue …`, `Ordered …`.
  private(set) var orders = false
  /// A time that is still to come: `in 3 months`.
  private(set) var looksAhead = false
  /// A time that is over: `last year`, `in 2009`.
  private(set) var looksBack = false
  /// Begins with `no` or `not`.
  private(set) var denies = false
  /// Names a disease that is no mere finding.
  private(set) var namesDisease = false

  init(_ tokens: [Token], _ sentence: Range<Int>) {
    guard let start = sentence.first else { return }
    let first = tokens[start]
    self.first = first
    orders = Self.orders.contains(first.key)
    denies = first.tags.has(.negation)
    let second = start + 1 < sentence.upperBound ? tokens[start + 1] : first
    tellsOfPatient =
      Self.persons.contains(first.key) || Self.habits.contains(first.key)
      || (first.is("the") || first.is("this")) && Self.persons.contains(second.key)
    var kinds = Tags()
    for position in sentence {
      let token = tokens[position]
      let tags = token.tags
      kinds.formUnion(tags)
      if tags.has(.disease) && !tags.has([.finding, .symptom]) { namesDisease = true }
      guard tags.has([.common, .period]) || token.is("within") else { continue }
      if token.is("old"), position > start, tokens[position - 1].is("year") { introduces = true }
      if token.is("ago") || isBack(tokens, position, sentence) { looksBack = true }
      if isAhead(tokens, position, sentence) { looksAhead = true }
    }
    isLabelled = sentence.prefix(6).contains { tokens[$0].isMark(UInt8(ascii: ":")) }
    isMeasurement =
      kinds.has([.test, .vital, .finding]) && kinds.has(.digits)
      && !kinds.has([.auxiliary, .subject, .pastVerb, .frequency, .drug, .period, .action])
    if kinds.has(.pastVerb) || tellsOfPatient && !kinds.has(.action) { looksAhead = false }
  }

  /// `in two weeks`, `within the next month`.
  private func isAhead(_ tokens: [Token], _ position: Int, _ sentence: Range<Int>) -> Bool {
    guard tokens[position].is("in") || tokens[position].is("within") || tokens[position].is("for") else { return false }
    let rest = tokens[position + 1..<min(position + 5, sentence.upperBound)]
    guard let time = rest.firstIndex(where: { $0.tags.has(.period) }), time > position + 1 else { return false }
    let between = tokens[position + 1..<time]
    return between.allSatisfy { $0.tags.has([.number, .common]) } && !between.contains { Self.past.contains($0.key) }
  }

  /// `last winter`, `in 2009`.
  private func isBack(_ tokens: [Token], _ position: Int, _ sentence: Range<Int>) -> Bool {
    let isLast = tokens[position].is("last")
    guard isLast || tokens[position].is("in") || tokens[position].is("since"), position + 1 < sentence.upperBound else {
      return false
    }
    let next = tokens[position + 1]
    if isLast { return next.tags.has(.period) || next.is("winter") || next.is("summer") }
    return next.tags.has(.digits) && next.end - next.start == 4
  }

  private static let past = WordSet("last past previous prior")
  private static let persons = WordSet(
    """
    he she they patient pt mr mrs ms miss mother mom mum father dad parents wife husband daughter son child boy girl
    gentleman lady woman man
    """)
  /// What stands for `the patient` at the head of a sentence without a subject.
  private static let habits = WordSet(
    "takes attends works lives drinks smokes denies reports uses has had was exercises feels eats sleeps walks")
  private static let orders = WordSet(
    """
    start begin commence initiate continue increase decrease reduce add take use give apply stop hold avoid obtain order
    check repeat recheck schedule arrange book refer return call see follow monitor observe keep encourage advise
    recommend consider complete bring stay cut titrate wean taper resume discontinue send request discharge admit review
    educate offer provide proceed await prescribe switch try await drink eat elevate ice rest wear limit ordered referred
    discussed recommended advised prescribed counseled counselled started continued increased decreased reduced refilled
    restart maintain trial plan aim liberal
    """)
}
