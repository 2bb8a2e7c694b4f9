/// One of the four parts of a SOAP note, in the order in which they are written.
package enum Section: String, CaseIterable, Codable, Sendable, Comparable {
  case subjective, objective, assessment, plan

  /// The heading as this program writes it, without its colon: `Subjective`.
  package var heading: String {
    switch self {
    case .subjective: "Subjective"
    case .objective: "Objective"
    case .assessment: "Assessment"
    case .plan: "Plan"
    }
  }

  package static func < (left: Section, right: Section) -> Bool { left.position < right.position }

  private var position: Int {
    switch self {
    case .subjective: 0
    case .objective: 1
    case .assessment: 2
    case .plan: 3
    }
  }
}
