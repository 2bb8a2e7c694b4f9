internal import CCurl

/// One exchange on the transfer thread: its libcurl handle, its receiver and the state of its clocks.
@safe final class Transfer {
  let id: UInt64
  let easy: OpaquePointer
  private var receiver: (any HTTPReceiver)?
  private let limits: HTTPTimeouts
  private let host: String
  private let pass: Pass
  private let buffers: TransferBuffers
  private var parser = HeadParser()
  private var state = StreamState.awaitingFirst
  private var isTouched = false
  private let firstPass: Int
  private let started: ContinuousClock.Instant
  /// When the last bytes came; for a stream that is done with, when that was.
  private var latest: ContinuousClock.Instant

  init(_ id: UInt64, _ request: HTTPRequest, _ receiver: any HTTPReceiver, _ pass: Pass) throws(HTTPFailure) {
    self.id = id
    self.receiver = receiver
    self.pass = pass
    limits = request.limits
    started = pass.now
    firstPass = pass.number
    latest = pass.now
    host = try request.host()
    guard let easy = unsafe ccurl_easy_new() else { throw .unavailable("libcurl could not make a transfer") }
    unsafe self.easy = unsafe easy
    buffers = TransferBuffers()
    let setup = unsafe TransferSetup(easy: easy)
    try setup.apply(request, buffers, pass)
    try unsafe setup.connect(
      to: Unmanaged.passUnretained(self).toOpaque(), head: receiveHead, body: receiveBody, buffers)
  }

  deinit { unsafe ccurl_easy_free(easy) }

  static func of(_ easy: OpaquePointer) -> Transfer? {
    unsafe ccurl_get_pointer(easy, CCURLINFO_PRIVATE).map {
      unsafe Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue()
    }
  }

  // What libcurl delivers.

  fileprivate func receive(headLine: [UInt8]) -> Bool {
    touch()
    switch parser.append(headLine) {
    case .more: return true
    case .complete(let head):
      receiver?.receive(head: head)
      return true
    case .tooLarge: return false
    }
  }

  fileprivate func receive(body: UnsafeRawBufferPointer) {
    if case .finished = state { return }
    touch()
    unsafe body.withMemoryRebound(to: UInt8.self) { unsafe receiver?.receive(body: $0.span) }
  }

  private func touch() {
    guard !isTouched else { return }
    isTouched = true
    pass.touched.append(self)
  }

  // What the loop asks.

  /// Hears how the receiver wants to go on. True when other clocks run from here on.
  func passEnded() -> Bool {
    isTouched = false
    latest = pass.now
    guard let receiver else { return false }
    let before = state
    state = receiver.passEnded()
    switch (before, state) {
    case (.awaitingFirst, .awaitingFirst), (.flowing, .flowing), (.paused, .paused), (.finished, .finished):
      return false
    case (_, .paused):
      unsafe ccurl_pause(easy, CInt(CCURLPAUSE_RECV))
      return false
    default: return true
    }
  }

  /// Reads on after a pause; false when there was none.
  func resume() -> Bool {
    guard case .paused = state else { return false }
    state = .flowing
    latest = pass.now
    unsafe ccurl_pause(easy, CInt(CCURLPAUSE_CONT))
    return true
  }

  /// A transfer cannot be taken away while its name is being looked up without waiting for the resolver. One that
  /// libcurl has not begun with yet, or that shares a connection, has no look-up to wait for.
  var isResolving: Bool {
    unsafe pass.number > firstPass && ccurl_get_size(easy, CCURLINFO_NAMELOOKUP_TIME_T) == 0
      && ccurl_get_size(easy, CCURLINFO_PRETRANSFER_TIME_T) == 0
  }

  /// Has the connection closed with the transfer, unless others share it: a stream that is reset on a connection that
  /// goes on would be told of with the next request only.
  func closeConnection() { unsafe _ = ccurl_set_long(easy, CCURLOPT_FORBID_REUSE, 1) }

  /// Has what libcurl still owes the server of other streams on this connection sent, such as that one was reset: it
  /// writes when a stream has something to tell, and how much may come on this one is told here.
  func flushConnection() {
    switch state {
    case .paused, .finished: return
    case .awaitingFirst, .flowing: break
    }
    let version = unsafe ccurl_get_long(easy, CCURLINFO_HTTP_VERSION)
    // 0: no answer has come yet; 1 and 2: HTTP/1.0 and 1.1, which have no streams.
    guard version != 1 && version != 2, unsafe ccurl_get_size(easy, CCURLINFO_PRETRANSFER_TIME_T) > 0 else { return }
    unsafe ccurl_pause(easy, CInt(CCURLPAUSE_RECV))
    unsafe ccurl_pause(easy, CInt(CCURLPAUSE_CONT))
  }

  /// Lets the transfer fail as soon as it wants a socket.
  func abandon() {
    buffers.refuseSockets()
    unsafe ccurl_set_long(easy, CCURLOPT_CONNECTTIMEOUT_MS, TransferSetup.longest)
  }

  func finish(_ result: Result<Void, HTTPFailure>) {
    guard let receiver else { return }
    self.receiver = nil
    unsafe receiver.took(HTTPTiming(of: easy))
    if case .finished = state { receiver.finished(.success(())) } else { receiver.finished(result) }
  }

  func outcome(of result: CInt) -> Result<Void, HTTPFailure> {
    if result == 0 {
      // libcurl takes a connection that closes within the head for the end of a response.
      let isWhole = parser.isComplete
      return isWhole ? .success(()) : .failure(.broken(detail: "the connection was closed within the response head"))
    }
    if let failure = buffers.form?.failure { return .failure(failure) }
    let proxyStatus = unsafe ccurl_get_long(easy, CCURLINFO_HTTP_CONNECTCODE)
    return .failure(HTTPFailure(result, host: host, proxyStatus: proxyStatus, detail: buffers.error))
  }

  enum Deadline {
    case none
    case at(ContinuousClock.Instant)
    case passed(HTTPClock)
    case lingered
  }

  /// The nearest moment at which a clock of this transfer can run out, unless bytes come first.
  func deadline() -> Deadline {
    var clocks: [(HTTPClock, ContinuousClock.Instant)] = []
    if let total = limits.total { clocks.append((.total, started + total)) }
    switch state {
    case .finished:
      let end = latest + pass.linger
      return end <= pass.now ? .lingered : .at(end)
    case .paused: break
    case .flowing:
      if let idle = limits.idle { clocks.append((.idle, latest + idle)) }
    case .awaitingFirst:
      let connected = unsafe ccurl_get_size(easy, CCURLINFO_PRETRANSFER_TIME_T)
      if connected > 0 {
        // While a file is being sent, no answer is due.
        let sending = max(started + .microseconds(connected), buffers.form?.latestRead ?? started)
        if let first = limits.firstChunk { clocks.append((.firstChunk, sending + first)) }
      } else {
        if let connect = limits.connect { clocks.append((.connect, started + connect)) }
        // Nothing is sent yet, so that clock cannot run out sooner than this; then it is seen when it began.
        if let first = limits.firstChunk { clocks.append((.firstChunk, pass.now + first)) }
      }
    }
    guard let (clock, instant) = clocks.min(by: { $0.1 < $1.1 }) else { return .none }
    return instant <= pass.now ? .passed(clock) : .at(instant)
  }
}

private func receiveHead(
  _ bytes: UnsafeMutablePointer<CChar>?, _: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
)
  -> Int
{
  guard let context = unsafe context else { return 0 }
  let line = unsafe [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
  let accepted = unsafe Unmanaged<Transfer>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.receive(headLine: line) }
  return accepted ? count : 0
}

private func receiveBody(
  _ bytes: UnsafeMutablePointer<CChar>?, _: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
)
  -> Int
{
  guard let context = unsafe context else { return 0 }
  let body = unsafe UnsafeRawBufferPointer(start: bytes, count: count)
  unsafe Unmanaged<Transfer>.fromOpaque(context)._withUnsafeGuaranteedRef { unsafe $0.receive(body: body) }
  return count
}
