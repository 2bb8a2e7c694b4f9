internal import CCurl

/// The transfer thread: runs all transfers of a client, and sleeps when none has anything to do.
///
/// Everything here, the transfers and their callbacks included, happens on that one thread and needs no locks.
@safe final class TransferLoop {
  private let multi: OpaquePointer
  private let mailbox: Mailbox
  private var transfers: [UInt64: Transfer] = [:]
  /// Transfers whose exchange is over but which libcurl is still looking up a name for: taking them away now would
  /// wait for the resolver. They are let to fail at their next step.
  private var abandoned: [ObjectIdentifier: Transfer] = [:]
  private let pass: Pass
  /// No clock can run out before this.
  private var nextCheck: ContinuousClock.Instant?
  private var isStopping = false
  /// A transfer was ended from here, and the servers are to know.
  private var hasEndedAny = false

  /// Works off the mailbox until its client is gone; ends early, with word to each waiting receiver, when there is no
  /// libcurl to work with.
  static func serve(_ mailbox: Mailbox) {
    do throws(HTTPFailure) {
      try mailbox.library.load()
    } catch {
      return mailbox.refuseAll(error)
    }
    guard let multi = unsafe ccurl_multi_new() else {
      return mailbox.refuseAll(.unavailable("libcurl could not be initialised"))
    }
    unsafe mailbox.attach(multi)
    unsafe TransferLoop(multi, mailbox).run()
    mailbox.detach()
    unsafe ccurl_multi_free(multi)
  }

  private init(_ multi: OpaquePointer, _ mailbox: Mailbox) {
    unsafe self.multi = unsafe multi
    self.mailbox = mailbox
    pass = Pass(linger: mailbox.linger)
  }

  private func run() {
    while true {
      pass.now = .now
      for command in mailbox.take() { obey(command) }
      pass.number += 1
      unsafe ccurl_multi_act(multi)
      endPass()
      collectDone()
      if let nextCheck, nextCheck <= pass.now { checkClocks() }
      if isStopping { break }
      if hasEndedAny { flushConnections() }
      unsafe ccurl_multi_wait(multi, sleep())
    }
    for transfer in abandoned.values { unsafe ccurl_multi_remove(multi, transfer.easy) }
  }

  private func obey(_ command: Command) {
    switch command {
    case .start(let id, let request, let receiver):
      do throws(HTTPFailure) {
        let transfer = try Transfer(id, request, receiver, pass)
        guard unsafe ccurl_multi_add(multi, transfer.easy) == 0 else {
          throw .unavailable("libcurl could not take another transfer")
        }
        transfers[id] = transfer
        look(at: transfer)
      } catch {
        receiver.finished(.failure(error))
      }
    case .cancel(let id):
      if let transfer = transfers[id] { end(transfer, .failure(.cancelled)) }
    case .resume(let id):
      if let transfer = transfers[id], transfer.resume() { look(at: transfer) }
    case .warmUp: break
    case .stop:
      isStopping = true
      for transfer in transfers.values { end(transfer, .failure(.cancelled)) }
    }
  }

  /// Lets each receiver that got something in this pass say how to go on.
  private func endPass() {
    for transfer in pass.touched where transfer.passEnded() { look(at: transfer) }
    pass.touched.removeAll(keepingCapacity: true)
  }

  private func collectDone() {
    var result: CInt = 0
    while let easy = unsafe ccurl_multi_next_done(multi, &result) {
      guard let transfer = unsafe Transfer.of(easy) else { continue }
      unsafe ccurl_multi_remove(multi, easy)
      if abandoned.removeValue(forKey: ObjectIdentifier(transfer)) != nil { continue }
      transfers[transfer.id] = nil
      transfer.finish(transfer.outcome(of: result))
    }
  }

  private func end(_ transfer: Transfer, _ result: Result<Void, HTTPFailure>) {
    transfers[transfer.id] = nil
    if transfer.isResolving {
      transfer.abandon()
      abandoned[ObjectIdentifier(transfer)] = transfer
    } else {
      transfer.closeConnection()
      unsafe ccurl_multi_remove(multi, transfer.easy)
      hasEndedAny = true
    }
    transfer.finish(result)
  }

  private func flushConnections() {
    hasEndedAny = false
    for transfer in transfers.values { transfer.flushConnection() }
  }

  private func checkClocks() {
    nextCheck = nil
    for transfer in transfers.values { look(at: transfer) }
  }

  /// Ends the transfer if one of its clocks has run out, and notes when to look again if not.
  private func look(at transfer: Transfer) {
    switch transfer.deadline() {
    case .none: break
    case .at(let instant): nextCheck = nextCheck.map { min($0, instant) } ?? instant
    case .passed(let clock): end(transfer, .failure(.timedOut(clock)))
    case .lingered: end(transfer, .success(()))
    }
  }

  /// Milliseconds until the nearest clock may run out, rounded up; libcurl minds its own timers.
  private func sleep() -> CInt {
    guard let nextCheck else { return .max }
    let left = (nextCheck - pass.now).components
    let milliseconds = Double(left.seconds) * 1e3 + Double(left.attoseconds) / 1e15
    return CInt(max(0, min(milliseconds.rounded(.up), Double(CInt.max))))
  }
}

/// What one run round the loop has seen.
final class Pass {
  /// See `CurlClient.init`.
  let linger: Duration
  /// Rises when libcurl gets to work.
  var number = 0
  var now = ContinuousClock.now
  /// The transfers that received something, each once.
  var touched: [Transfer] = []

  init(linger: Duration) { self.linger = linger }
}
