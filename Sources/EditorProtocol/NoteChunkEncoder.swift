package import JSONRPC
package import Notes

/// Writes chunk notifications from text that is escaped already: the last step of the journey of a chunk.
package struct NoteChunkEncoder: ChunkEncoder {
  private let head: [UInt8]

  package init(token: ProgressToken) {
    var head = Array(#"{"jsonrpc":"2.0","method":"$/progress","params":{"token":"#.utf8)
    switch token {
    case .number(let number): head.append(contentsOf: String(number).utf8)
    case .string(let string):
      head.append(UInt8(ascii: "\""))
      JSONString.escape(Array(string.utf8).span, into: &head)
      head.append(UInt8(ascii: "\""))
    }
    head.append(contentsOf: #","value":{"kind":"chunk","seq":"#.utf8)
    self.head = head
  }

  /// The tag that stands for `section` in the channel.
  package static func tag(_ section: Section?) -> UInt8 {
    switch section {
    case nil: 0
    case .subjective: 1
    case .objective: 2
    case .assessment: 3
    case .plan: 4
    }
  }

  private static let tails = [nil, Section.subjective, .objective, .assessment, .plan].map { section in
    Array((section.map { #"","section":"\#($0.rawValue)"}}}"# } ?? #""}}}"#).utf8)
  }

  package func encode(seq: Int, tag: UInt8, text: Span<UInt8>, into buffer: inout [UInt8]) {
    buffer.append(contentsOf: head)
    buffer.append(contentsOf: String(seq).utf8)
    buffer.append(contentsOf: #","text":""#.utf8)
    unsafe text.withUnsafeBytes { unsafe buffer.append(contentsOf: $0) }
    buffer.append(contentsOf: Self.tails[Int(tag)])
  }
}
