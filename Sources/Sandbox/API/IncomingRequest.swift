/// A request whose body is arriving.
struct IncomingRequest {
  let head: RequestHead
  let fault: Fault
  let route: Route?
  /// The body, unless it is multipart.
  private(set) var body: [UInt8] = []
  private(set) var form: MultipartReader?
  private var received = 0
  private let limit: Int

  /// `limit`: the largest body, in bytes.
  init(head: RequestHead, fault: Fault, route: Route?, limit: Int) throws(RequestError) {
    self.head = head
    self.fault = fault
    self.route = route
    self.limit = limit
    if route == .createFromAudio { form = MultipartReader(contentType: head["content-type"] ?? "") }
    if case .length(let length) = head.body, length > limit { throw .bodyTooLarge }
  }

  /// Whether the answer is due although the body is not whole.
  var isAnsweredEarly: Bool { fault.answersEarlyAfter.map { received >= $0 } ?? false }

  mutating func append(_ bytes: ArraySlice<UInt8>) throws(RequestError) {
    received += bytes.count
    if received > limit { throw .bodyTooLarge }
    if form == nil { body += bytes } else { form?.append(bytes) }
  }
}
