/// SplitMix64: the same seed gives the same script, on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension SeededGenerator {
  /// Text of all widths and line ends: mostly a few scalars, now and then a few kilobytes.
  mutating func text() -> String {
    let length = Int.random(in: 0..<15, using: &self) == 0 ? 1_500 : Int.random(in: 0...8, using: &self)
    var text = String.UnicodeScalarView()
    for _ in 0..<length { text.append(Self.scalars.randomElement(using: &self) ?? "x") }
    return String(text)
  }

  private static let scalars: [Unicode.Scalar] = [
    "a", "b", " ", "\r", "\n", "\r", "\n", "\0", "\u{7F}", "\u{80}", "é", "\u{301}", "\u{7FF}", "\u{800}", "\u{2028}",
    "\u{85}", "語", "\u{FFFD}", "\u{FFFF}", "\u{10000}", "🩺", "\u{1F469}", "\u{200D}", "\u{10FFFF}", "\u{FEFF}",
  ]
}
