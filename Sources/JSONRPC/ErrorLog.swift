import Synchronization

/// Writes lines for a person to stderr, and never waits: a line that does not go at once is dropped, and so are lines
/// that come too thick.
package final class ErrorLog: Sendable {
  private struct State {
    var allowance = ErrorLog.burst
    var refilled: ContinuousClock.Instant
    var dropped = 0
  }

  /// Lines that may come at once, and lines a second after that.
  private static let burst = 100.0
  private static let rate = 20.0
  /// A line is cut to this many bytes, so that it is written whole or not at all.
  private static let lineLimit = 500

  private let output: OutputDescriptor
  private let now: @Sendable () -> ContinuousClock.Instant
  private let state: Mutex<State>

  /// - Parameter descriptor: must stay open; it is not closed.
  package convenience init(descriptor: Int32) { self.init(OutputDescriptor(descriptor)) { .now } }

  init(_ output: consuming OutputDescriptor, now: @escaping @Sendable () -> ContinuousClock.Instant) {
    self.output = output
    self.now = now
    state = Mutex(State(refilled: now()))
  }

  /// Writes one line; line breaks and other control characters in it become spaces.
  package func line(_ text: String) {
    state.withLock { state in
      let time = now()
      let seconds = (time - state.refilled) / .seconds(1)
      state.allowance = min(Self.burst, state.allowance + seconds * Self.rate)
      state.refilled = time
      guard state.allowance >= 1 else {
        state.dropped += 1
        return
      }
      state.allowance -= 1
      let note = state.dropped > 0 ? " (\(state.dropped) lines before this were dropped)" : ""
      state.dropped = write(text + note) ? 0 : state.dropped + 1
    }
  }

  private func write(_ text: String) -> Bool {
    var bytes = text.utf8.prefix(Self.lineLimit).map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }
    if bytes.count == Self.lineLimit {
      // Cut between characters.
      while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
    }
    bytes.append(UInt8(ascii: "\n"))
    do throws(OutputDescriptor.WriteError) {
      return try output.writeNow(bytes.span) > 0
    } catch {
      return false
    }
  }
}
