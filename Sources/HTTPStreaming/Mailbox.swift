internal import CCurl
import Synchronization

/// What the transfer thread is asked to do.
enum Command: Sendable {
  case start(UInt64, HTTPRequest, any HTTPReceiver)
  case cancel(UInt64)
  case resume(UInt64)
  case warmUp
  case stop

  /// The others have no meaning when there is no thread, and so nothing under way.
  var opens: Bool {
    switch self {
    case .start, .warmUp: true
    case .cancel, .resume, .stop: false
    }
  }
}

/// Carries commands from any thread to the transfer thread, which sleeps inside libcurl and is woken for them.
final class Mailbox: Sendable {
  enum Posted { case delivered, needsThread }

  /// A multi handle, for waking its thread. Sendable because that is the one call that libcurl allows from any thread,
  /// and the mailbox makes it only between `attach` and `detach`.
  @safe private struct Sleeper: @unchecked Sendable {
    let multi: OpaquePointer
  }

  private struct State {
    var commands: [Command] = []
    var hasThread = false
    var sleeper: Sleeper?
    var lastID: UInt64 = 0
  }

  /// What the thread loads before it looks for commands.
  let library: CurlLibrary
  private let state = Mutex(State())

  /// See `CurlClient.init`.
  let linger: Duration

  init(_ library: CurlLibrary, linger: Duration) {
    self.library = library
    self.linger = linger
  }

  func nextID() -> UInt64 {
    state.withLock {
      $0.lastID += 1
      return $0.lastID
    }
  }

  /// Leaves a command. The caller starts the thread when none is there to take it.
  func post(_ command: Command) -> Posted {
    state.withLock { state in
      guard state.hasThread || command.opens else { return .delivered }
      let wasEmpty = state.commands.isEmpty
      state.commands.append(command)
      guard state.hasThread else {
        state.hasThread = true
        return .needsThread
      }
      // One call wakes the thread for all that is posted until it looks.
      if wasEmpty, let sleeper = state.sleeper { unsafe ccurl_multi_wake(sleeper.multi) }
      return .delivered
    }
  }

  /// The commands posted since the last call.
  func take() -> [Command] {
    state.withLock { state in
      let commands = state.commands
      state.commands = []
      return commands
    }
  }

  /// Names the multi handle in which the thread is going to sleep.
  func attach(_ multi: OpaquePointer) {
    let sleeper = unsafe Sleeper(multi: multi)
    state.withLock { $0.sleeper = sleeper }
  }

  /// To be called before the multi handle is freed. Commands posted later start a new thread.
  func detach() {
    state.withLock {
      $0.sleeper = nil
      $0.hasThread = false
    }
  }

  /// Ends every exchange that waits to be started, and gives up the thread.
  func refuseAll(_ failure: HTTPFailure) {
    detach()
    for case .start(_, _, let receiver) in take() { receiver.finished(.failure(failure)) }
  }
}
