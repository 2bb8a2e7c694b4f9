/// The beginnings of yes-or-no questions, and the words that lead their topic once answered.
struct Opener {
  var words: [UInt64]
  var ifYes: Lead
  var ifNo: Lead
  /// `what about` may ask about anything: only a complaint is reported or denied.
  var isLoose: Bool

  /// The lead for an answered question and the topic it leads, verbatim, or nil where none fits exactly.
  static func frame(_ tokens: [Token], _ question: Range<Int>, _ answer: Answers.Answer) -> (Frame, Range<Int>)? {
    for position in question {
      for opener in table {
        guard let start = opener.matches(tokens, position, question.upperBound) else { continue }
        var topic = start..<question.upperBound
        while let first = topic.first, tokens[first].is("any") || tokens[first].isMark || tokens[first].dropped {
          topic = topic.dropFirst()
        }
        topic = withoutTag(tokens, topic)
        guard isTopic(tokens, topic, opener, answer) else { return nil }
        return (.led(by: answer == .yes ? opener.ifYes : opener.ifNo), topic)
      }
      // What comes before, "does your mother have" or "when you walk", would be lost.
      if !isLeadIn(tokens[position]) { return nil }
    }
    return nil
  }

  /// Whether a word before an opener changes nothing of whom or when it asks about.
  private static func isLeadIn(_ token: Token) -> Bool {
    token.dropped
      || !token.tags.has([
        .auxiliary, .subject, .relative, .interrogative, .mind, .negation, .side, .period, .number, .body, .drug,
      ]) && !conditions.contains(token.key)
  }

  private static let conditions = WordSet(
    """
    if when unless while after before during with your in on at for since until as other apart besides beside despite
    previously past last recently baby child neighbour neighbor friend
    """)

  /// What a question after symptoms names (`any chest pain`): its words behind the opener; nil for other questions.
  static func topic(_ tokens: [Token], _ question: Range<Int>) -> Range<Int>? {
    frame(tokens, question, .no).flatMap { $0.0 == .led(by: .denies) ? $0.1 : nil }
  }

  /// A statement put as a question and agreed to (`you're still on it?`, `yes`) stands as it was said; a bare topic
  /// (`and fevers?`) is reported or denied.
  static func statement(_ tokens: [Token], _ question: Range<Int>, _ answer: Answers.Answer) -> (Frame, Range<Int>)? {
    guard let first = question.first, question.count <= 30 else { return nil }
    if tokens[first].is("no") {
      // "No fever?" is denied by a no, and stands as it was said after a yes that agrees.
      guard let negated = negated(tokens, question) else { return nil }
      return answer == .no ? negated : (.verbatim, question)
    }
    var content = 0
    var verbs = 0
    for position in question {
      let token = tokens[position]
      if token.tags.has([.negation, .interrogative, .relative]) || token.is("any") || token.is("anyone") { return nil }
      if token.tags.has([.auxiliary, .subject]) { verbs += 1 }
      if token.tags.has(Tags.clinical) { content += 1 }
      if token.is("or") && answer == .yes { return nil }
    }
    if content == 0 { return nil }
    if verbs == 0 {
      let isComplaint = question.contains { tokens[$0].tags.has([.symptom, .disease, .allergy, .drug, .procedure]) }
      let isState = question.contains { states.contains(tokens[$0].key) }
      return isComplaint && !isState ? (.led(by: answer == .yes ? .reports : .denies), question) : nil
    }
    guard answer == .yes, tokens[first].tags.has(.subject), question.count > 1 else { return nil }
    return (.verbatim, question)
  }

  /// How a complaint fares: `pain better?` asks for no complaint.
  private static let states = WordSet(
    """
    gone better worse stopped regular regularly good well fine ok okay normal normally improved improving resolved settled
    settling healed healing working under helped helping same back down up
    """)

  /// The topic of a negative statement that the patient agrees to by saying no: `not having any …`, `no …`.
  static func negated(_ tokens: [Token], _ statement: Range<Int>) -> (Frame, Range<Int>)? {
    // A no to "are you sure you have no …" does not agree.
    guard let first = statement.first, !tokens[first].tags.has([.auxiliary, .interrogative]) else { return nil }
    for position in statement {
      if tokens[position].tags.has(.relative) || conditions.contains(tokens[position].key) { return nil }
      for opener in negations {
        guard let start = opener.matches(tokens, position, statement.upperBound) else { continue }
        var topic = start..<statement.upperBound
        while let first = topic.first, tokens[first].is("any") { topic = topic.dropFirst() }
        topic = withoutTag(tokens, topic)
        let isNamed =
          topic.count <= 12 && topic.contains { tokens[$0].tags.has([.symptom, .disease, .allergy, .procedure]) }
        return isNamed && isTopic(tokens, topic, opener, .no) ? (.led(by: .denies), topic) : nil
      }
    }
    return nil
  }

  private static let negations = ["not having", "n't have", "n't had", "not had", "no"].map {
    Opener($0, .reports, .denies)
  }

  /// Takes the `do you` off `… any allergies, do you`.
  private static func withoutTag(_ tokens: [Token], _ topic: Range<Int>) -> Range<Int> {
    guard topic.count > 3 else { return topic }
    let ends = tokens[topic.upperBound - 2].tags.has(.auxiliary) && tokens[topic.upperBound - 1].tags.has(.subject)
    return ends ? Trimming.trimmed(tokens, topic.dropLast(2)) : topic
  }

  private func matches(_ tokens: [Token], _ position: Int, _ limit: Int) -> Int? {
    var at = position
    for word in words {
      while at < limit && tokens[at].dropped { at += 1 }
      guard at < limit, tokens[at].key == word else { return nil }
      at += 1
    }
    return at
  }

  private static func isTopic(_ tokens: [Token], _ topic: Range<Int>, _ opener: Opener, _ answer: Answers.Answer)
    -> Bool
  {
    guard let first = topic.first, topic.count <= 30 else { return false }
    if tokens[first].tags.has([.subject, .mind, .conjunction]) || tokens[first].is("not") || tokens[first].is("to") {
      return false
    }
    if opener.ifYes == .reports && states.contains(tokens[first].key) { return false }
    if tokens[first].is("anything") || tokens[first].is("something") || tokens[first].is("one") { return false }
    var content = 0
    for position in topic {
      let token = tokens[position]
      if token.tags.has(.negation) || token.isMark(UInt8(ascii: ".")) { return false }
      if token.is("or") && answer == .yes && opener.ifYes != .reports { return false }
      if asksOn(tokens, position, topic) || token.is("only") { return false }
      if !token.tags.has([.common, .mark]) { content += 1 }
    }
    if opener.isLoose
      && !topic.contains(where: { tokens[$0].tags.has([.symptom, .disease, .allergy]) && !tokens[$0].tags.has(.vital) })
    {
      return false
    }
    return content > 0
  }

  /// Whether another question begins within a topic: `the pain, is it gone`. What a no answers cannot be told then.
  private static func asksOn(_ tokens: [Token], _ position: Int, _ topic: Range<Int>) -> Bool {
    position + 1 < topic.upperBound && inverted.contains(tokens[position].key)
      && tokens[position + 1].tags.has(.subject)
  }

  private static let inverted = WordSet("is are do does did was were can could will would")

  private init(_ phrase: String, _ ifYes: Lead, _ ifNo: Lead) {
    words = Tokenizer.tokens(of: Array(phrase.utf8)).map(\.key)
    isLoose = phrase.hasSuffix("about")
    self.ifYes = ifYes
    self.ifNo = ifNo
  }

  private static let table: [Opener] =
    [
      "do you have", "do you get", "did you have", "did you get", "have you had", "have you been having",
      "are you having",
      "have you noticed", "did you notice", "have you experienced", "are you experiencing", "have you ever had",
      "is there",
      "was there", "are there", "were there", "have you got", "were you having", "you having", "do you ever have",
      "do you ever get", "are you any", "do you feel any", "what about", "how about", "any",
    ].map { Opener($0, .reports, .denies) } + [
      Opener("have you been", .hasBeen, .hasNotBeen),
      Opener("have you ever", .has, .hasNever),
      Opener("have you", .has, .hasNot),
      Opener("has it", .itHas, .itHasNot),
      Opener("does it", .itDoes, .itDoesNot),
      Opener("is it", .itIs, .itIsNot),
      Opener("was it", .itWas, .itWasNot),
      Opener("do you", .does, .doesNot),
      Opener("did you", .did, .didNot),
      Opener("are you", .isSo, .isNot),
      Opener("were you", .was, .wasNot),
    ]
}
