/// Why input cannot be cut into messages any more. Carries no input: what was taken for a header may be a patient's
/// words.
package enum FrameError: Error, Equatable, Sendable {
  case malformedHeader
  case headersTooLong(limit: Int)
  case missingContentLength
  /// Not a decimal number that fits into 63 bits.
  case invalidContentLength
  /// Two `Content-Length` headers of one message that differ.
  case conflictingContentLength
  /// Input ended inside a header block, or `missing` bytes before the end of a body.
  case cutShort(missing: Int?)
}

extension FrameError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .malformedHeader: "a header line without a name and a colon"
    case .headersTooLong(let limit): "a header block of more than \(limit) bytes"
    case .missingContentLength: "a header block without Content-Length"
    case .invalidContentLength: "a Content-Length that is not a number of bytes"
    case .conflictingContentLength: "two different Content-Length headers for one message"
    case .cutShort(let missing?): "input ended \(missing) bytes before the end of a message"
    case .cutShort(nil): "input ended inside a header block"
    }
  }
}
