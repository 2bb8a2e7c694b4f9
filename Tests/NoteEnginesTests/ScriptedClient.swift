import HTTPStreaming
import Synchronization

/// An HTTP client that plays what it was told instead of asking anyone, one script an attempt.
final class ScriptedClient: HTTPClient {
  enum Step: Sendable {
    case head(Int, [(name: String, value: String)])
    /// One piece of the body, and the end of a pass.
    case body([UInt8])
    /// The end, and nothing after it.
    case end
    case fail(HTTPFailure)
  }

  /// What the receiver has answered and asked for, in order.
  enum Event: Equatable, Sendable { case pass(StreamState), resume, cancel }

  private struct State {
    var scripts: [[Step]]
    var requests: [HTTPRequest] = []
    var events: [Event] = []
  }

  private let state: Mutex<State>

  init(_ scripts: [Step]...) { state = Mutex(State(scripts: scripts)) }

  var requests: [HTTPRequest] { state.withLock(\.requests) }
  var events: [Event] { state.withLock(\.events) }

  func start(_ request: HTTPRequest, _ receiver: any HTTPReceiver) -> any HTTPExchange {
    let script = state.withLock { state in
      state.requests.append(request)
      return state.scripts.isEmpty ? [.fail(.broken(detail: "no script"))] : state.scripts.removeFirst()
    }
    let exchange = Exchange(self, receiver, script)
    exchange.play()
    return exchange
  }

  func warmUp() {}

  private func note(_ event: Event) { state.withLock { $0.events.append(event) } }

  private final class Exchange: HTTPExchange {
    private let client: ScriptedClient
    private let receiver: any HTTPReceiver
    private let rest: Mutex<ArraySlice<Step>>

    init(_ client: ScriptedClient, _ receiver: any HTTPReceiver, _ script: [Step]) {
      (self.client, self.receiver) = (client, receiver)
      rest = Mutex(script[...])
    }

    /// Goes on until the receiver pauses or has all it wants, or the script waits for a cancel.
    func play() {
      while let step = rest.withLock({ $0.popFirst() }) {
        switch step {
        case .head(let status, let headers): receiver.receive(head: HTTPHead(status: status, headers: headers))
        case .body(let bytes):
          receiver.receive(body: bytes.span)
          let state = receiver.passEnded()
          client.note(.pass(state))
          if state == .paused { return }
          if state == .finished { return finish(.success(())) }
        case .end: finish(.success(()))
        case .fail(let failure): finish(.failure(failure))
        }
      }
    }

    func cancel() {
      client.note(.cancel)
      finish(.failure(.cancelled))
    }

    func resume() {
      client.note(.resume)
      play()
    }

    private func finish(_ result: Result<Void, HTTPFailure>) {
      rest.withLock { $0 = [] }
      receiver.finished(result)
    }
  }
}

extension [ScriptedClient.Step] {
  /// A stream of events in these pieces, ended in order.
  static func stream(_ pieces: [[UInt8]]) -> Self {
    [.head(200, [("Content-Type", "text/event-stream")])] + pieces.map { .body($0) } + [.end]
  }

  static func stream(_ text: String) -> Self { stream([[UInt8](text.utf8)]) }
}
