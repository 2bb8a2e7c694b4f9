/// The header block of one message, read line by line. (LSP 3.17, Header Part.)
struct FrameHeaders {
  /// The length of the lines so far, as sent.
  private(set) var bytes = 0
  private(set) var contentLength: Int?

  /// Reads one line, its end taken off.
  mutating func add(line: [UInt8]) throws(FrameError) {
    bytes += line.count + 1
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0, line[..<colon].allSatisfy(Self.isNameByte)
    else { throw .malformedHeader }
    guard line[..<colon].elementsEqual("content-length".utf8, by: { $0 | 0x20 == $1 }) else { return }
    let length = try Self.length(in: line[(colon + 1)...])
    if let contentLength, contentLength != length { throw .conflictingContentLength }
    contentLength = length
  }

  private static func length(in value: ArraySlice<UInt8>) throws(FrameError) -> Int {
    let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    let digits = value.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
    var length = 0
    for digit in digits {
      guard case UInt8(ascii: "0")...UInt8(ascii: "9") = digit else { throw .invalidContentLength }
      let (tens, tooMany) = length.multipliedReportingOverflow(by: 10)
      let (sum, tooLarge) = tens.addingReportingOverflow(Int(digit - UInt8(ascii: "0")))
      guard !tooMany, !tooLarge else { throw .invalidContentLength }
      length = sum
    }
    guard !digits.isEmpty else { throw .invalidContentLength }
    return length
  }

  /// Whether `byte` may stand in a header's name. (RFC 9110, section 5.6.2.)
  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
