internal import CCurl

/// The HTTP client on libcurl: one thread and one multi handle for all transfers, started with the first request.
///
/// A client that goes away cancels what it had under way.
package final class CurlClient: HTTPClient {
  private let mailbox: Mailbox

  package convenience init() { self.init(linger: .seconds(1)) }

  /// - Parameter linger: how long a response may take to end after its receiver has all it wants.
  init(_ library: CurlLibrary = CurlLibrary(), linger: Duration = .seconds(1)) {
    mailbox = Mailbox(library, linger: linger)
  }

  deinit { post(.stop) }

  package func start(_ request: HTTPRequest, _ receiver: any HTTPReceiver) -> any HTTPExchange {
    let exchange = CurlExchange(id: mailbox.nextID(), mailbox: mailbox)
    post(.start(exchange.id, request, receiver))
    return exchange
  }

  package func warmUp() { post(.warmUp) }

  /// Version and TLS back end of the libcurl in use, such as `libcurl 7.88.1 (OpenSSL/3.0.19)`; `nil` without one.
  /// Loads the library.
  package static var version: String? {
    do throws(HTTPFailure) { return try checkLibrary() } catch { return nil }
  }

  /// The same, or throws `.unavailable` with what to do.
  package static func checkLibrary() throws(HTTPFailure) -> String { try CurlLibrary().version() }

  private func post(_ command: Command) {
    guard mailbox.post(command) == .needsThread else { return }
    // The thread owns this reference to the mailbox, and with it everything it needs when the client is gone.
    let context = unsafe Unmanaged.passRetained(mailbox)
    let error = unsafe ccurl_start_thread(
      { context in
        guard let context = unsafe context else { return nil }
        unsafe TransferLoop.serve(Unmanaged<Mailbox>.fromOpaque(context).takeRetainedValue())
        return nil
      }, context.toOpaque())
    guard error != 0 else { return }
    unsafe context.release()
    mailbox.refuseAll(.unavailable("no thread could be started for transfers (error \(error))"))
  }
}

/// A handle on one transfer: its number, and where to send word about it.
private struct CurlExchange: HTTPExchange {
  let id: UInt64
  let mailbox: Mailbox

  func cancel() { _ = mailbox.post(.cancel(id)) }
  func resume() { _ = mailbox.post(.resume(id)) }
}
