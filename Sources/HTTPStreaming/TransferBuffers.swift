internal import CCurl

/// Memory that libcurl keeps pointers to for the life of a transfer: it must stay where it is.
@safe final class TransferBuffers {
  private let errorText: UnsafeMutablePointer<CChar>
  private let gate: UnsafeMutablePointer<CInt>
  private var headers: OpaquePointer?
  var form: MultipartForm?
  var bytes: BytesUpload?

  init() {
    unsafe errorText = .allocate(capacity: Int(CCURL_ERROR_SIZE))
    unsafe errorText.initialize(repeating: 0, count: Int(CCURL_ERROR_SIZE))
    unsafe gate = .allocate(capacity: 1)
    unsafe gate.initialize(to: 0)
  }

  deinit {
    unsafe errorText.deallocate()
    unsafe gate.deallocate()
    if let headers = unsafe headers { unsafe ccurl_list_free(headers) }
  }

  /// What libcurl wrote about the failure; empty when it wrote nothing.
  var error: String { unsafe String(cString: errorText) }

  /// No socket is opened any more for this transfer.
  func refuseSockets() { unsafe gate.pointee = 1 }

  func appendHeader(_ line: String) throws(HTTPFailure) {
    guard let longer = unsafe ccurl_list_append(headers, line) else { throw .unavailable("out of memory") }
    unsafe headers = unsafe longer
  }

  func attach(to easy: OpaquePointer) {
    unsafe ccurl_set_pointer(easy, CCURLOPT_ERRORBUFFER, errorText)
    unsafe ccurl_set_socket_gate(easy, gate)
    unsafe ccurl_set_list(easy, CCURLOPT_HTTPHEADER, headers)
  }
}
