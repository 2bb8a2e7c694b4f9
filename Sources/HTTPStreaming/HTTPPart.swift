/// One part of a multipart body. No description shows any of it.
package struct HTTPPart: Sendable {
  package enum Content: Sendable {
    case bytes([UInt8])
    /// Read from disk while it is sent. The file must be a regular one and stay as it is until it is sent: if not, the
    /// exchange ends with `.unreadableBody`.
    case file(path: String)
  }

  package var name: String
  package var fileName: String?
  package var contentType: String?
  package var content: Content
  /// Hears, on the transfer thread and without being waited for, how many bytes of how many of a file are on their
  /// way. Starts over when the request has to be sent again.
  package var progress: (@Sendable (_ sent: Int64, _ size: Int64) -> Void)?

  package init(
    name: String, fileName: String? = nil, contentType: String? = nil, content: Content,
    progress: (@Sendable (_ sent: Int64, _ size: Int64) -> Void)? = nil
  ) {
    self.name = name
    self.fileName = fileName
    self.contentType = contentType
    self.content = content
    self.progress = progress
  }
}

extension HTTPPart: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "HTTPPart" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
