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
  var strongest: Cue?

  init(_ tokens: [Token], _ range: Range<Int>, cues index: CueIndex = .shared) {
    for position in range {
      let token = tokens[position]
      if token.dropped || token.isMark { continue }
      words += 1
      tags.formUnion(token.tags)
      if token.tags.has(.finding) { findings += 1 }
      if token.tags.has(.number) && !token.tags.has(.common) { numbers += 1 }
      worth += Worth.of(token.tags)
      if token.is("will") || token.is("'ll") || token.is("na") || token.is("should") { future = true }
      if token.is("my") { saysMy = true }
      if token.is("for"), position > range.lowerBound {
        isReviewed = isReviewed || tokens[position - 1].is("positive") || tokens[position - 1].is("negative")
      }
      if token.is("going"), position + 1 < range.upperBound, tokens[position + 1].is("to") { future = true }
      if let cue = index.longest(tokens, position, range.upperBound) { add(cue) }
    }
  }

  private mutating func add(_ cue: Cue) {
    cueScores[cue.section] += cue.points
    cueWorth += cue.worth
    if cue.points > strongest?.points ?? 0 { strongest = cue }
    if cue.points > 0 && group == .none { group = cue.group }
  }
}
