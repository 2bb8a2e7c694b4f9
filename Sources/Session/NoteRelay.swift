internal import EditorProtocol
internal import JSONRPC
internal import Notes
internal import Synchronization

/// Relays a note from an engine to the client, as progress of one request.
///
/// Text takes the short way: from the engine's thread through the builder into the request's channel.
final class NoteRelay: NoteSink {
  private struct State {
    var builder: NoteBuilder
    var delivery: Delivery
    /// The text of the last attempt but this one that had any.
    var earlierText: [UInt8] = []
  }

  /// What has been handed to the channel.
  private struct Delivery {
    var work: WorkDoneReporter?
    var firstText: ContinuousClock.Instant?
    /// Text of this attempt is among it.
    var hasText = false
    /// What was reported last.
    var stage = "Waiting for the first words"
  }

  private let partialToken: ProgressToken?
  private let workDoneToken: ProgressToken?
  private let allowRestart: Bool
  private let channel: ProgressChannel?
  private let sections: SectionFeed?
  private let start = ContinuousClock.now
  private let state: Mutex<State>

  /// Opens the request's channel where the client gave a token to report under.
  init(
    _ context: RequestContext, builder: NoteBuilder, allowRestart: Bool, coalesce: Duration,
    background: Background? = nil
  ) {
    partialToken = context.partialResultToken
    workDoneToken = background?.workDoneToken ?? context.workDoneToken
    sections = background?.sections
    self.allowRestart = allowRestart
    if let token = partialToken ?? workDoneToken {
      channel = context.channel(encoder: NoteChunkEncoder(token: token), coalesce: coalesce)
    } else {
      channel = nil
    }
    state = Mutex(
      State(builder: builder, delivery: Delivery(work: workDoneToken.map { WorkDoneReporter(token: $0) })))
    // Once a cancel is read no more text goes out, whatever the engine still has on its way.
    context.onCancel { [channel] in channel?.discardText() }
  }

  /// Says that the work begins, in the client's own progress display.
  func begin(title: String, percentage: UInt? = nil) {
    guard let token = workDoneToken else { return }
    channel?.post(WorkDoneProgress.begin(title: title, message: nil, percentage: percentage), under: token)
  }

  /// Says how far the work on a recording is.
  func report(_ stage: Recording.Stage) {
    state.withLock { state in
      switch stage {
      case .uploading(let percent):
        report("Uploading", &state.delivery, percentage: percent, always: percent == 100)
      case .working(let status):
        let stage = status.prefix(1).uppercased() + status.dropFirst()
        report(stage, &state.delivery, always: stage != state.delivery.stage)
      }
    }
  }

  /// Says how it ended; called once, on every way out.
  func end(_ message: String) {
    state.withLock { $0.delivery.work = nil }
    if let token = workDoneToken { channel?.post(WorkDoneProgress.end(message: message), under: token) }
  }

  func append(escaped: Span<UInt8>, section: SectionName?) -> Acceptance {
    state.withLock { $0.builder.append(escaped: escaped, section: section) }
  }

  func append(plain: Span<UInt8>, section: SectionName?) -> Acceptance {
    state.withLock { $0.builder.append(plain: plain, section: section) }
  }

  func append(_ text: Span<UInt8>, section: SectionName?) -> Acceptance {
    state.withLock { $0.builder.append(text, section: section) }
  }

  func commit() -> Demand {
    state.withLock { state in
      guard state.builder.hasOutgoing else { return }
      if state.delivery.firstText == nil { state.delivery.firstText = .now }
      handOver(&state)
      sections?.take(state.builder.note)
    }
    guard let channel else { return .more }
    return channel.commit() ? .more : .wait
  }

  var allowsRestart: Bool {
    allowRestart || !state.withLock(\.delivery.hasText)
  }

  func restart(attempt: Int, maxAttempts: Int, reason: Reason, delay: Duration) {
    let milliseconds = delay.wholeMilliseconds
    state.withLock { state in
      if partialToken == nil, !state.builder.text.isEmpty { state.earlierText = state.builder.text }
      state.builder.reset()
      if let partialToken {
        let news = NoteProgress.restart(
          attempt: attempt, maxAttempts: maxAttempts, reason: reason, delayMs: milliseconds)
        channel?.restart(state.delivery.hasText ? Progress(token: partialToken, value: news).message : nil)
      }
      state.delivery.hasText = false
      report(
        "Trying again (\(attempt) of \(maxAttempts))", &state.delivery, always: delay >= WorkDoneReporter.leastInterval)
    }
    _ = channel?.commit()
  }

  func onDemand(_ resume: (@Sendable () -> Void)?) { channel?.onDemand(resume) }

  /// A note at its end.
  struct Note {
    var text: NoteText
    var replacedCharacters: Int
    /// See `NoteBuilder`.
    var otherParts: [String]
  }

  /// The end of the text: hands over what is left and returns the note.
  func finish() -> Note {
    let note = state.withLock { state in
      state.builder.finish()
      handOver(&state)
      sections?.take(state.builder.note)
      return Note(
        text: state.builder.note, replacedCharacters: state.builder.replacedCharacters,
        otherParts: state.builder.otherParts)
    }
    _ = channel?.commit()
    return note
  }

  /// Returns once all text has gone out, as far as the client takes it, or was dropped by a cancel.
  func drained() async { await channel?.drained() }

  /// What the client has got of a note that is not complete; known once it is `drained`.
  var partial: NoteFailure.Partial {
    guard partialToken != nil, let sent = channel?.sent else { return .init(chunks: 0, characters: 0) }
    return .init(chunks: sent.chunks, characters: sent.units)
  }

  /// The text of a note that is not complete, where it went to the client in no other way.
  var partialText: String? {
    guard partialToken == nil else { return nil }
    let text = state.withLock { $0.builder.text.isEmpty ? $0.earlierText : $0.builder.text }
    return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
  }

  var timing: NoteDetails.Timing {
    let first = state.withLock(\.delivery.firstText)
    return .init(
      firstChunkMs: first.map { start.duration(to: $0).wholeMilliseconds },
      totalMs: start.duration(to: .now).wholeMilliseconds)
  }

  private func handOver(_ state: inout State) {
    state.builder.drain { piece in
      switch piece {
      case .text(let escaped, let units, let section):
        state.delivery.hasText = true
        guard partialToken != nil else { return }
        channel?.append(escaped: escaped.span, units: units, tag: NoteChunkEncoder.tag(section))
      case .section(let section, let offset):
        if let partialToken {
          let news = NoteProgress.section(section, offset: offset)
          channel?.post(news, under: partialToken, belongsToText: true)
        }
        report(section.heading, &state.delivery)
      }
    }
  }

  /// Says every now and then how long it has taken so far, until it is cancelled.
  func tick(every interval: Duration) async {
    while true {
      do { try await Task.sleep(for: interval) } catch { return }
      state.withLock { report($0.delivery.stage, &$0.delivery) }
    }
  }

  private func report(
    _ what: String, _ delivery: inout Delivery, percentage: UInt? = nil, always: Bool = false
  ) {
    delivery.stage = what
    let elapsed = start.duration(to: .now)
    guard let token = workDoneToken,
      let report = delivery.work?.report(what, after: elapsed, percentage: percentage, always: always)
    else { return }
    channel?.post(report, under: token)
  }
}

extension Duration {
  /// In milliseconds, fractions dropped.
  var wholeMilliseconds: Int { Int(self / .milliseconds(1)) }
}
