/// What one pass over a clause's words finds.
struct Features {
  var tags = Tags()
  /// Words neither dropped nor marks.
  var words: Int32 = 0
  var findings: Int32 = 0
  var numbers: Int32 = 0
  /// The sum of what its words are worth.
  var worth: Int32 = 0
  var future = false
  /// Whether `my` is said: of one's own body, mostly.
  var saysMy = false
  /// `positive for` or `negative for`, as reviews of systems say.
  var isReviewed = false
  var cueScores = SIMD4<Int32>()
  var cueWorth: Int32 = 0
  var group = Group.none
  /// The rule of the strongest cue, or that its words alone speak for it.
  var rule = Rule.words

  init(_ tokens: [Token], _ range: Range<Int>, cues index: CueIndex = .shared) {
    var strongest: (cue: Int, points: Int32)?
    for position in range {
      let token = tokens[position]
      if token.dropped || token.isMark { continue }
      words += 1
      tags.formUnion(token.tags)
      if token.tags.has(.finding) { findings += 1 }
      if token.tags.has(.number) && !token.tags.has(.common) { numbers += 1 }
      worth += Worth.of(token.tags)
      if token.tags.has(.common) { note(token, tokens, position, range) }
      guard index.mayBegin(with: token), let number = index.longest(tokens, position, range.upperBound)
      else { continue }
      let points = index.cues[number].points
      cueScores[index.cues[number].section] += points
      cueWorth += index.cues[number].worth
      if points > strongest?.points ?? 0 { strongest = (number, points) }
      if points > 0 && group == .none { group = index.cues[number].group }
    }
    if let strongest { rule = .cue(Int16(strongest.cue)) }
  }

  /// Takes up what a small word says.
  private mutating func note(_ token: Token, _ tokens: [Token], _ position: Int, _ range: Range<Int>) {
    if token.is("will") || token.is("'ll") || token.is("na") || token.is("should") { future = true }
    if token.is("my") { saysMy = true }
    if token.is("for"), position > range.lowerBound {
      isReviewed = isReviewed || tokens[position - 1].is("positive") || tokens[position - 1].is("negative")
    }
    if token.is("going"), position + 1 < range.upperBound, tokens[position + 1].is("to") { future = true }
  }
}
