import Foundation
import Testing

/// The scenarios of `scenarios.json` in each editor that has a runner here.
@Suite(.serialized)
struct EditorTests {
  @Test(.timeLimit(.minutes(20)), arguments: try Runner.all())
  func `an editor does what every editor has to do`(runner: Runner) async throws {
    let outcome = try await runner.run()
    print(outcome.report)
    if outcome.isEditorMissing, !Runner.mayNotSkip { try Test.cancel("\(runner): there is no such editor here.") }
    #expect(outcome.status == 0, "\(outcome.report)")
  }
}
