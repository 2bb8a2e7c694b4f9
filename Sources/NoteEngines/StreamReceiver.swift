internal import HTTPStreaming
internal import Notes
internal import ServerSentEvents
internal import Synchronization

/// Takes in the response of one attempt: bytes to events, events to note text, and how it ended.
///
/// Called on the transfer thread; the one who made the attempt waits in `outcome()`.
final class StreamReceiver: HTTPReceiver {
  /// A complete stream, with the number of events that were skipped as malformed, or the failure.
  typealias Outcome = Result<Int, EngineError>

  private struct State {
    var head: HTTPHead?
    var isEventStream = false
    var parser: EventParser
    var stream = Stream()
    /// The body of a response that is not an event stream, as far as an error text needs it.
    var errorBody: [UInt8] = []
    var waiter: CheckedContinuation<Outcome, Never>?
    var isSettled = false
    var isCancelled = false
    var exchange: (any HTTPExchange)?
  }

  /// What the events have said so far.
  private struct Stream {
    var hasText = false
    var malformedEvents = 0
    /// Known as soon as a terminal event came, before the response has ended.
    private(set) var outcome: Outcome?
    /// Whether there is an outcome, which itself is costly to look at: this is asked at every event.
    private(set) var isOver = false

    mutating func end(_ outcome: Outcome) {
      self.outcome = outcome
      isOver = true
    }
  }

  private static let errorBodyLimit = 65_536

  private let sink: any NoteSink
  private let name: String
  private let state: Mutex<State>

  /// `eventBytes` limits one event; `name` is the upstream's, for messages.
  init(sink: any NoteSink, eventBytes: Int, name: String) {
    self.sink = sink
    self.name = name
    state = Mutex(State(parser: EventParser(limit: eventBytes)))
  }

  /// Makes the request and waits for its end; cancelling the task closes the connection first.
  func run(_ request: HTTPRequest, on client: any HTTPClient) async -> Outcome {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        state.withLock { $0.waiter = continuation }
        let exchange = client.start(request, self)
        sink.onDemand { exchange.resume() }
        let (isSettled, isCancelled) = state.withLock { state in
          if !state.isSettled { state.exchange = exchange }
          return (state.isSettled, state.isCancelled)
        }
        // All may be over before there was anything to register.
        if isSettled { sink.onDemand(nil) }
        if isCancelled { exchange.cancel() }
      }
    } onCancel: {
      let exchange = state.withLock { state in
        state.isCancelled = true
        return state.exchange
      }
      exchange?.cancel()
    }
  }

  func receive(head: HTTPHead) {
    state.withLock { state in
      state.head = head
      guard head.status == 200 else { return }
      // White space may be a tab too. (RFC 9110, section 5.6.3.)
      let type = head.first("content-type")?.prefix { $0 != ";" && $0 != " " && $0 != "\t" }.lowercased()
      state.isEventStream = type == nil || type == "text/event-stream"
      // What is JSON may say what is wrong: it is read to its end.
      let isJSON = type == "application/json" || type?.hasSuffix("+json") == true
      if !state.isEventStream, !isJSON { state.stream.end(.failure(notAnEventStream(ErrorBody()))) }
    }
  }

  func receive(body: Span<UInt8>) {
    state.withLock { state in
      guard !state.stream.isOver else { return }
      guard state.isEventStream else {
        let room = min(Self.errorBodyLimit - state.errorBody.count, body.count)
        unsafe body.extracting(..<room).withUnsafeBytes { unsafe state.errorBody.append(contentsOf: $0) }
        if room < body.count, state.head?.status == 200 { state.stream.end(.failure(notAnEventStream(ErrorBody()))) }
        return
      }
      parse(body, &state)
    }
  }

  func passEnded() -> StreamState {
    let demand = sink.commit()
    return settle { state in
      guard !state.stream.isOver else { return .finished }
      if demand == .wait { return .paused }
      return state.stream.hasText ? .flowing : .awaitingFirst
    }
  }

  func finished(_ result: Result<Void, HTTPFailure>) {
    state.withLock { state in
      if !state.stream.isOver, state.isEventStream { finishStream(&state) }
      if !state.stream.isOver { state.stream.end(.failure(failure(result, state))) }
    }
    _ = sink.commit()
    settle { state in state.exchange = nil }
  }

  /// Tells the waiter once the outcome is known and all text before it has been handed on.
  @discardableResult
  private func settle<T>(_ body: (inout State) -> T) -> T {
    let (value, waiter, outcome) = state.withLock { state in
      let value = body(&state)
      guard state.stream.isOver, !state.isSettled, let outcome = state.stream.outcome else {
        return (value, nil as CheckedContinuation<Outcome, Never>?, nil as Outcome?)
      }
      state.isSettled = true
      state.exchange = nil
      defer { state.waiter = nil }
      return (value, state.waiter, outcome)
    }
    if let waiter, let outcome {
      sink.onDemand(nil)
      waiter.resume(returning: outcome)
    }
    return value
  }

  private func parse(_ bytes: Span<UInt8>, _ state: inout State) {
    do throws(EventStreamError) {
      try state.parser.append(bytes) { data, type in
        take(data, type, &state.stream)
        return state.stream.isOver ? .stop : .more
      }
    } catch {
      state.stream.end(.failure(EngineError(.malformedStream, tooLarge("An event of the stream"))))
    }
  }

  private func take(_ data: Span<UInt8>, _ type: String, _ stream: inout Stream) {
    // The length tells most types apart from it.
    if type.utf8.count == 5, type == "error" { return end(StreamEvent.failure(typed: data), &stream) }
    if let text = PlainEvent.text(of: data) {
      return note(sink.append(plain: data.extracting(text), section: nil), isText: !text.isEmpty, &stream)
    }
    switch StreamEvent.read(data) {
    case .escapedText(let range, let section):
      note(sink.append(escaped: data.extracting(range), section: section), isText: !range.isEmpty, &stream)
    case .malformed: stream.malformedEvents += 1
    case let event: end(event, &stream)
    }
  }

  /// Ends the stream if it is with this event that it ends.
  private func end(_ event: StreamEvent, _ stream: inout Stream) {
    switch event {
    case .done: stream.end(.success(stream.malformedEvents))
    case .failure(let code, let message): stream.end(.failure(failed(code, message)))
    case .escapedText, .malformed: return
    }
  }

  private func note(_ acceptance: Acceptance, isText: Bool, _ stream: inout Stream) {
    switch acceptance {
    case .accepted: if isText { stream.hasText = true }
    case .malformed: stream.malformedEvents += 1
    case .tooLarge: stream.end(.failure(EngineError(.malformedStream, tooLarge("The note"))))
    }
  }

  /// A last event that the end of the stream cut short of its blank line counts if it ends the note.
  private func finishStream(_ state: inout State) {
    let isError = state.parser.type == "error"
    guard let data = state.parser.finish() else { return }
    end(isError ? StreamEvent.failure(typed: data.span) : StreamEvent.read(data.span), &state.stream)
  }

  private func failure(_ result: Result<Void, HTTPFailure>, _ state: State) -> EngineError {
    if case .failure(.cancelled) = result { return .cancelled }
    if let head = state.head, head.status != 200 {
      return EngineError(head: head, body: state.errorBody, name: name)
    }
    if state.head != nil, !state.isEventStream { return notAnEventStream(ErrorBody.read(state.errorBody)) }
    switch result {
    case .success: return EngineError(.connectionLost, ended)
    case .failure(let failure): return EngineError(failure, name: name, hasText: state.stream.hasText)
    }
  }

  private func failed(_ code: String?, _ message: String?) -> EngineError {
    EngineError(
      .generationFailed,
      "\(name) could not finish this note. What has come of it is incomplete: do not file it. Try again.",
      upstreamCode: code, details: message.map { [.init(field: "upstream", message: $0)] } ?? [])
  }

  private func notAnEventStream(_ said: ErrorBody) -> EngineError {
    guard said.code == nil, said.message == nil else {
      return EngineError(
        .malformedStream,
        "\(name) answered with an error in place of a note stream. Check the request and the base URL.",
        upstreamCode: said.code, details: said.details + said.remarkForDetails)
    }
    return EngineError(
      .malformedStream,
      "\(name) answered with something else than a note stream. Check the base URL, and whether a proxy or a log-in "
        + "page stands in between.")
  }

  private var ended: String {
    "\(name) ended the stream before the note was complete. What has come of it is incomplete: do not file it. "
      + "Try again."
  }

  private func tooLarge(_ what: String) -> String {
    "\(what) from \(name) was larger than the configured limit, so it was stopped. "
      + "What has come of the note is incomplete: do not file it."
  }
}
