import HTTPStreaming
import Notes
import Synchronization

@testable import NoteEngines

/// A response says the same wherever it is cut, and is a note only with `[DONE]` in it.
func fuzzStream(_ input: [UInt8]) {
  let (whole, cut) = pieces(input)
  let (one, many) = (Response.read([whole]), Response.read(cut))
  promise(one == many, "\(one) cut: \(many)")
  guard one.isNote else { return }
  let done = Array("[DONE]".utf8)
  promise(whole.indices.contains { whole[$0...].starts(with: done) }, "a note without its end: \(one)")
}

/// What an engine makes of one response.
private struct Response: Equatable {
  let isNote: Bool
  let text: [UInt8]

  static func read(_ pieces: [ArraySlice<UInt8>]) -> Response {
    let sink = Sink()
    let receiver = StreamReceiver(sink: sink, eventBytes: 256, name: "upstream")
    let outcome = wait { await receiver.run(HTTPRequest(method: "POST", url: "http://localhost/"), on: Player(pieces)) }
    return Response(isNote: (try? outcome.get()) != nil, text: sink.text)
  }
}

/// Hands over a response while it is asked for.
private struct Player: HTTPClient {
  let pieces: [ArraySlice<UInt8>]

  init(_ pieces: [ArraySlice<UInt8>]) { self.pieces = pieces }

  func start(_ request: HTTPRequest, _ receiver: any HTTPReceiver) -> any HTTPExchange {
    receiver.receive(head: HTTPHead(status: 200, headers: [("Content-Type", "text/event-stream")]))
    for piece in pieces {
      receiver.receive(body: Array(piece).span)
      if receiver.passEnded() == .finished { break }
    }
    receiver.finished(.success(()))
    return Nothing()
  }

  func warmUp() {}

  private struct Nothing: HTTPExchange {
    func cancel() {}
    func resume() {}
  }
}

private final class Sink: NoteSink {
  private let builder = Mutex(NoteBuilder(limit: 1 << 16))

  var text: [UInt8] {
    builder.withLock { builder in
      builder.finish()
      return builder.text
    }
  }
  var allowsRestart: Bool { false }

  func append(escaped: Span<UInt8>, section: SectionName?) -> Acceptance {
    builder.withLock { $0.append(escaped: escaped, section: section) }
  }
  func append(plain: Span<UInt8>, section: SectionName?) -> Acceptance {
    builder.withLock { $0.append(plain: plain, section: section) }
  }
  func append(_ text: Span<UInt8>, section: SectionName?) -> Acceptance {
    builder.withLock { $0.append(text, section: section) }
  }
  func commit() -> Demand { .more }
  func restart(attempt: Int, maxAttempts: Int, reason: Reason, delay: Duration) {}
  func onDemand(_ resume: (@Sendable () -> Void)?) {}
}
