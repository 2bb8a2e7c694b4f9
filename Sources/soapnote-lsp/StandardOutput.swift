import Dispatch
import JSONRPC
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Standard output of the commands that print. A thread of its own writes it, so that whoever has text never waits for
/// the reader; and what could not be written is known.
final class StandardOutput: Sendable {
  /// Why nothing more can be written.
  struct Failure: Error, Equatable {
    /// `errno`.
    let number: Int32

    /// Says what happened, what it means and what to do, and returns the exit status. A reader that goes away, as `head`
    /// does when it has enough, needs no telling.
    func told(isHalfNote: Bool = false) -> Int32 {
      guard number != EPIPE else { return 1 }
      let reason = number == EBADF ? "it is closed" : unsafe String(cString: strerror(number))
      StandardError.print(
        "\(isHalfNote ? "INCOMPLETE: " : "")Standard output cannot be written (\(reason)), so what stands there is not "
          + "complete\(isHalfNote ? ": do not file it" : ""). Write to another place, then try again.")
      return 1
    }
  }

  private struct State {
    /// What has been written of these bytes stands before `start`.
    var bytes: [UInt8] = []
    var start = 0
    var hasThread = false
    var failure: Failure?
    var onFailure: (@Sendable () -> Void)?
    /// Set by `wantsMore` when it says no.
    var isOwedDemand = false
    var resume: (@Sendable () -> Void)?
    var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    var lastWaiter = 0

    var waiting: Int { bytes.count - start }
  }

  /// So many bytes may wait for the reader before no more are wanted.
  private static let limit = 65_536

  private let descriptor: OutputDescriptor
  private let state: Mutex<State>

  /// To be called before any file is opened: it would take the place of a stream that is closed.
  init() {
    signal(SIGPIPE, SIG_IGN)
    let flags = fcntl(STDOUT_FILENO, F_GETFL)
    // Nothing can be read from, or written to, what takes the place of such a stream.
    for (stream, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDWR)]
    where fcntl(stream, F_GETFD) < 0 {
      _ = unsafe open("/dev/null", mode)
    }
    descriptor = OutputDescriptor(STDOUT_FILENO)
    let isWritable = flags >= 0 && flags & O_ACCMODE != O_RDONLY
    state = Mutex(State(failure: isWritable ? nil : Failure(number: EBADF)))
  }

  /// Writes `text` whole and returns the exit status: 0, or 1 after a complaint.
  func print(_ text: String) async -> Int32 {
    append(Array(text.utf8).span)
    if await settled() { return 0 }
    return failure?.told() ?? 130
  }

  /// Leaves bytes to be written, in order. After a failure they are lost.
  func append(_ bytes: Span<UInt8>) {
    let isNew = state.withLock { state in
      guard state.failure == nil, !bytes.isEmpty else { return false }
      if state.start > state.waiting {
        state.bytes.removeSubrange(..<state.start)
        state.start = 0
      }
      unsafe bytes.withUnsafeBytes { unsafe state.bytes.append(contentsOf: $0) }
      defer { state.hasThread = true }
      return !state.hasThread
    }
    if isNew { DispatchQueue(label: "output", qos: .userInteractive).async { self.runThread() } }
  }

  /// Takes back what waits for the reader, but for the rest of a character.
  func discard() {
    state.withLock { state in
      let end = state.bytes[state.start...].firstIndex { $0 & 0xC0 != 0x80 } ?? state.bytes.count
      state.bytes.removeSubrange(end...)
    }
  }

  /// Whether the source should be read further; if not, `onDemand` tells when.
  var wantsMore: Bool {
    state.withLock { state in
      if state.waiting > Self.limit { state.isOwedDemand = true }
      return !state.isOwedDemand
    }
  }

  /// Registers what is called, on any thread, once no more than half the limit waits after `wantsMore` was false.
  func onDemand(_ resume: (@Sendable () -> Void)?) {
    let demand = state.withLock { state in
      state.resume = resume
      return Self.takeDemand(&state)
    }
    demand?()
  }

  /// Why no more is written.
  var failure: Failure? { state.withLock(\.failure) }

  /// Registers what is called, on any thread, once nothing more can be written.
  func onFailure(_ action: @escaping @Sendable () -> Void) {
    let hasFailed = state.withLock { state in
      state.onFailure = action
      return state.failure != nil
    }
    if hasFailed { action() }
  }

  /// Returns once all is written or nothing more can be, or when the task is cancelled: true in the first case.
  @discardableResult
  func settled() async -> Bool {
    await wait { id in
      await withTaskCancellationHandler {
        await self.waiter(id) { Task.isCancelled }
      } onCancel: {
        self.release(id)
      }
    }
    return state.withLock { $0.waiting == 0 && $0.failure == nil }
  }

  /// The same, whether the task is cancelled or not, within `limit`.
  func settled(within limit: Duration) async {
    await wait { id in
      DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(Int(limit / .milliseconds(1)))) {
        self.release(id)
      }
      await self.waiter(id) { false }
    }
  }

  private func wait(_ body: (Int) async -> Void) async {
    await body(
      state.withLock { state in
        state.lastWaiter += 1
        return state.lastWaiter
      })
  }

  private func waiter(_ id: Int, isCancelled: () -> Bool) async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        guard state.waiting > 0, state.failure == nil, !isCancelled() else { return true }
        state.waiters[id] = continuation
        return false
      }
      if isOver { continuation.resume() }
    }
  }

  private func release(_ id: Int) { state.withLock { $0.waiters.removeValue(forKey: id) }?.resume() }

  private static func takeDemand(_ state: inout State) -> (@Sendable () -> Void)? {
    guard state.isOwedDemand, state.waiting <= limit / 2, let resume = state.resume else { return nil }
    state.isOwedDemand = false
    return resume
  }
}

/// The thread that writes.
extension StandardOutput {
  private enum Step {
    case wait, end
    case wrote(then: [@Sendable () -> Void])
  }

  private func runThread() {
    while true {
      switch writeSome() {
      case .wait: descriptor.waitUntilReady()
      case .end: return
      case .wrote(let calls): for call in calls { call() }
      }
    }
  }

  /// Writes what goes without waiting: the lock is never held for long.
  private func writeSome() -> Step {
    state.withLock { state in
      guard state.waiting > 0, state.failure == nil else {
        state.hasThread = false
        return .end
      }
      let end = min(state.start + descriptor.limitWithoutWaiting, state.bytes.count)
      do throws(OutputDescriptor.WriteError) {
        let count = try descriptor.writeNow(state.bytes.span.extracting(state.start..<end))
        guard count > 0 else { return .wait }
        state.start += count
      } catch {
        state.failure = Failure(number: error.number)
      }
      let isOver = state.waiting == 0 || state.failure != nil
      let calls = [Self.takeDemand(&state), state.failure.flatMap { _ in state.onFailure }].compactMap(\.self)
      return .wrote(then: calls + (isOver ? Self.takeWaiters(&state) : []))
    }
  }

  private static func takeWaiters(_ state: inout State) -> [@Sendable () -> Void] {
    defer { state.waiters = [:] }
    return state.waiters.values.map { waiter in { waiter.resume() } }
  }
}
