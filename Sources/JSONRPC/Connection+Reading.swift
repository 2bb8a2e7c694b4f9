import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Connection {
  /// Reads and dispatches on the calling thread until input ends or `stop` is called.
  package func run(readingFrom descriptor: Int32, routing router: Router) -> EndOfInput {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while !isStopped {
      lookAround()
      // While too much is unanswered, only the bell and the watch are waited for.
      let isPaused = framing == .lines && isOverloaded
      guard doorbell.wait(with: isPaused ? -1 : descriptor, timeout: waitingTime) == .input else { continue }
      let count = unsafe read(descriptor, &chunk, chunk.count)
      do throws(FrameError) {
        if count > 0 {
          try receive(chunk.span.extracting(..<count), routing: router)
        } else if count == 0 {
          try endInput(routing: router)
          return isStopped ? .stopped : .complete
        } else if errno != EINTR, errno != EAGAIN {
          return .failed(errno)
        }
      } catch {
        return .broken(error)
      }
    }
    return .stopped
  }

  /// Calls `check` on the reader's thread about every `interval` while `run` reads. Replaces the one before.
  package func watch(every interval: Duration, _ check: @escaping @Sendable () -> Void) {
    state.withLock { $0.watch = Watch(interval: interval, due: .now + interval, check: check) }
    doorbell.ring()
  }

  private func lookAround() {
    let check = state.withLock { state -> (@Sendable () -> Void)? in
      guard let watch = state.watch, watch.due <= .now else { return nil }
      state.watch?.due = .now + watch.interval
      return watch.check
    }
    check?()
  }

  private var waitingTime: Int32 { state.withLock { $0.watch?.timeout ?? -1 } }

  private var isOverloaded: Bool {
    if state.withLock({ $0.isFull(limits) }) { return true }
    guard outbox.backlog >= limits.unansweredBytes else { return false }
    let isNew = state.withLock { state in
      defer { state.waitsForOutbox = true }
      return !state.waitsForOutbox
    }
    if isNew {
      outbox.whenDrained {
        self.state.withLock { $0.waitsForOutbox = false }
        self.doorbell.ring()
      }
    }
    return true
  }
}
