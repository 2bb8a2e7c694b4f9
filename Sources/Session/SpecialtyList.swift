internal import EditorProtocol
internal import JSONRPC
internal import Notes
internal import Synchronization

/// The professions to offer: the upstream's, asked for once, or the built-in ones.
final class SpecialtyList: Sendable {
  private typealias Result = ListSpecialties.Result

  private struct State {
    var known: Result?
    var expires: ContinuousClock.Instant?
    /// Tells an answer that was asked for before `forget`.
    var generation = 0
  }

  /// How long the built-in list stands in, so that a menu does not wait each time it opens.
  private static let standInTime = Duration.seconds(30)

  private let state = Mutex(State())

  /// The upstream's list, or the built-in one where there is no upstream or it gives none.
  func list(from catalog: any EngineCatalog) async -> ListSpecialties.Result {
    let (known, generation) = state.withLock { state in
      if let expires = state.expires, expires <= .now { state.known = nil }
      return (state.known, state.generation)
    }
    if let known { return known }
    let asked = await ask(catalog)
    state.withLock { state in
      guard state.generation == generation, !Task.isCancelled else { return }
      state.known = asked ?? .builtin
      state.expires = asked == nil ? .now + Self.standInTime : nil
    }
    return asked ?? .builtin
  }

  /// Asks anew the next time: another upstream may be in force.
  func forget() {
    state.withLock { state in
      state.known = nil
      state.generation += 1
    }
  }

  private func ask(_ catalog: any EngineCatalog) async -> ListSpecialties.Result? {
    do {
      return ListSpecialties.Result(answer: try JSONValue(parsing: try await catalog.records().specialties()))
    } catch {
      // Any failure means the built-in list; `soapNote/status` with `probe` tells what is wrong.
      return nil
    }
  }
}
