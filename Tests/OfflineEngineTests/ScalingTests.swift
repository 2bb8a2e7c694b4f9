import Testing

@testable import OfflineEngine

@Suite struct `Scaling` {
  @Test(
    .timeLimit(.minutes(2)),
    arguments: ["a ", "okay so ", "any pain no ", "- ", "... ", "for your pain i ", "'", "😀", "\n"])
  func `twice the text takes less than three times as long`(unit: String) {
    let small = String(repeating: unit, count: 120_000 / unit.utf8.count)
    let ratios = (0..<5).map { _ in duration(small + small) / max(duration(small), 1e-4) }
    #expect(ratios.min() ?? 9 < 3)
  }

  private func duration(_ transcript: String) -> Double {
    let start = ContinuousClock.now
    let draft = Draft(transcript: transcript)
    #expect(draft.sections.count == 4)
    return (ContinuousClock.now - start) / .seconds(1)
  }
}
