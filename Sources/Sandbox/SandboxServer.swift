import OfflineEngine
import Synchronization

/// A stand-in for the SOAPNoteAPI on a loopback address, in this process, on one thread of its own.
///
/// It runs from `init` until `stop()` or until the last reference goes.
package final class SandboxServer: Sendable {
  /// The port of the first host.
  package let port: UInt16
  /// `http://127.0.0.1:PORT`, to be used as the API's base URL.
  package let url: String

  private let board = StatisticsBoard()
  private let rules = FaultRules()
  private let stopSignal: StopSignal
  private let thread: Mutex<SystemThread?>

  /// Listens, and returns when connections can be made.
  ///
  /// `drafter` makes the note's text from a transcript, by itself with the rules of the offline engine; it is called
  /// on the server's thread.
  package init(
    _ configuration: SandboxConfiguration = SandboxConfiguration(),
    drafter: @escaping @Sendable (String) -> String = { Draft(transcript: $0).text }
  ) throws(SandboxError) {
    do { try rules.replace(parsing: configuration.faults) } catch { throw .invalidFault(error) }
    let listeners = try Listener.listening(on: configuration.hosts, port: configuration.port)
    port = listeners[0].port
    url = "http://\(listeners[0].host.authority):\(port)"
    stopSignal = try StopSignal()
    let (board, rules, stopSignal) = (board, rules, stopSignal)
    let started = try SystemThread {
      let api = SandboxAPI(configuration: configuration, rules: rules, board: board, drafter: drafter)
      EventLoop(listeners: listeners, api: api, board: board, stopSignal: stopSignal).run()
    }
    thread = Mutex(started)
  }

  deinit { stop() }

  package var statistics: SandboxStatistics { board.statistics }

  /// Waits until the statistics meet `condition`; throws when the task is cancelled or the server stops first.
  @discardableResult
  package func wait(
    for condition: @escaping @Sendable (SandboxStatistics) -> Bool
  ) async throws(CancellationError) -> SandboxStatistics {
    try await board.wait(for: condition)
  }

  /// Replaces the standing faults: one rule a line, or between `|`; an empty text clears them.
  package func setFaults(_ text: String) throws(FaultError) { try rules.replace(parsing: text) }

  /// Closes every connection and ends the thread; returns when that is done.
  package func stop() {
    let running = thread.withLock { thread -> SystemThread? in
      defer { thread = nil }
      return thread
    }
    guard let running else { return }
    stopSignal.raise()
    running.join()
    board.close()
  }
}
