/// What a figure is held against, in the figure's unit: smaller is better.
struct Bar: Equatable {
  let limit: Double
  let aim: Double

  enum Verdict: String {
    case aimMet = "met, aim too"
    case met
    case missed = "NOT MET"
  }

  func verdict(on value: Double) -> Verdict { value <= aim ? .aimMet : value <= limit ? .met : .missed }
}
