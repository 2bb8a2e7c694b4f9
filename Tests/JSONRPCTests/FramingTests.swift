import JSONRPC
import Testing

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

/// What a decoder makes of its input: the messages, `nil` for one that was too long, and how it ended.
private struct Decoded: Equatable {
  var messages: [String?] = []
  var framing: Framing?
  var error: FrameError?

  init(_ pieces: [ArraySlice<UInt8>], limit: Int = 100, headerLimit: Int = 100) {
    var decoder = MessageDecoder(limit: limit, headerLimit: headerLimit)
    do throws(FrameError) {
      for piece in pieces {
        decoder.append(piece.span)
        while let input = try decoder.next() { messages.append(Self.text(input)) }
      }
      if let input = try decoder.finish() { messages.append(Self.text(input)) }
    } catch {
      self.error = error
    }
    framing = decoder.framing
  }

  private static func text(_ input: Input) -> String? {
    guard case .message(let bytes) = input else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The whole input, one byte at a time, and cut once at every place.
private func splits(of input: [UInt8]) -> [[ArraySlice<UInt8>]] {
  [[input[...]], input.indices.map { input[$0...$0] }] + input.indices.map { [input[..<$0], input[$0...]] }
}

@Test(
  arguments: [
    ("Content-Length: 2\r\n\r\n{}", .contentLength), ("content-length:0\r\n\r\n", .contentLength),
    (" \r\n\tc", .contentLength), ("Z", .contentLength), ("{", .lines), ("\n[", .lines), ("1", .lines), ("\"", .lines),
    ("é", .lines), ("\u{0}", .lines), ("", nil), (" \t\r\n", nil),
  ] as [(String, Framing?)])
func `the first byte that is not blank tells the framing`(wire: String, framing: Framing?) {
  for pieces in splits(of: bytes(wire)) { #expect(Decoded(pieces).framing == framing) }
}

@Test(
  arguments: [
    ("Content-Length: 2\r\n\r\n{}", ["{}"]),
    ("content-length:0\r\n\r\n", [""]),
    ("\r\n  \n\tContent-Length: 2\r\n\r\n{}", ["{}"]),
    ("CONTENT-LENGTH:\t 2 \t\r\n\r\n{}", ["{}"]),
    ("Content-Length: 002\r\n\r\n{}", ["{}"]),
    ("Content-Length: 2\n\n{}", ["{}"]),
    ("Content-Length: 2\r\nContent-Type: application/vim-jsonrpc; charset=utf-8\r\n\r\n{}", ["{}"]),
    ("Content-Type: x\r\nX-Trace: a:b\r\nContent-Length: 2\r\n\r\n{}", ["{}"]),
    ("X-Empty:\r\nContent-Length: 2\r\n\r\n{}", ["{}"]),
    ("Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", ["{}"]),
    ("Content-Length: 1\r\n\r\n1Content-Length: 2\r\n\r\n22", ["1", "22"]),
    ("Content-Length: 1\r\n\r\n1\r\n\nContent-Length: 2\r\n\r\n22", ["1", "22"]),
    ("Content-Length: 12\r\n\r\n\"é\r\n\r\n😀\"", ["\"é\r\n\r\n😀\""]),
    ("Content-Length: 100\r\n\r\n" + String(repeating: "x", count: 100), [String(repeating: "x", count: 100)]),
    ("Content-Length: 101\r\n\r\n" + String(repeating: "x", count: 101) + "Content-Length: 1\r\n\r\n1", [nil, "1"]),
  ] as [(String, [String?])])
func `framed messages survive every split`(wire: String, messages: [String?]) {
  for pieces in splits(of: bytes(wire)) {
    let decoded = Decoded(pieces)
    #expect(decoded.messages == messages)
    #expect(decoded.error == nil)
  }
}

@Test(
  arguments: [
    ("Content-Length: -1\r\n\r\n", .invalidContentLength),
    ("Content-Length: +1\r\n\r\n", .invalidContentLength),
    ("Content-Length: 0x10\r\n\r\n", .invalidContentLength),
    ("Content-Length: 1 1\r\n\r\n", .invalidContentLength),
    ("Content-Length: 1.0\r\n\r\n", .invalidContentLength),
    ("Content-Length: ٣\r\n\r\n", .invalidContentLength),
    ("Content-Length:\r\n\r\n", .invalidContentLength),
    ("Content-Length: 9223372036854775808\r\n\r\n", .invalidContentLength),
    ("Content-Length: 99999999999999999999999999\r\n\r\n", .invalidContentLength),
    ("Content-Length: 1\r\nContent-Length: 2\r\n\r\n", .conflictingContentLength),
    ("Content-Type: x\r\n\r\n", .missingContentLength),
    ("Content-Length 1\r\n\r\n", .malformedHeader),
    ("Content-Length: 1\r\n: 2\r\n\r\n", .malformedHeader),
    ("Content-Length: 1\r\n folded\r\n\r\n", .malformedHeader),
    ("Content Length: 1\r\n\r\n", .malformedHeader),
    ("X: " + String(repeating: "x", count: 200), .headersTooLong(limit: 100)),
    ("X: " + String(repeating: "x", count: 200) + "\r\n", .headersTooLong(limit: 100)),
    (String(repeating: "X: 1\r\n", count: 20), .headersTooLong(limit: 100)),
    ("Content-Length: 5\r\n\r\n123", .cutShort(missing: 2)),
    ("Content-Length: 500\r\n\r\n123", .cutShort(missing: 497)),
    ("Content-Length: 5\r\n", .cutShort(missing: nil)),
    ("C", .cutShort(missing: nil)),
  ] as [(String, FrameError)])
func `input that cannot be framed is a typed error, however it is split`(wire: String, error: FrameError) {
  for pieces in splits(of: bytes(wire)) { #expect(Decoded(pieces).error == error) }
}

@Test(
  arguments: [
    ("{}\n", ["{}"]), ("{}", ["{}"]), ("{}\r\n[]\r\n", ["{}", "[]"]), ("\n\r\n \t\n{}\n\n", ["{}"]),
    ("{}\n  ", ["{}"]), ("{\r}\n", ["{\r}"]), ("\"é😀\"\n1", ["\"é😀\"", "1"]), ("", []), ("\n", []),
    ("[" + String(repeating: "x", count: 99) + "\r\n1\n", ["[" + String(repeating: "x", count: 99), "1"]),
    ("[" + String(repeating: "x", count: 100) + "\n1\n", [nil, "1"]),
    ("[" + String(repeating: "x", count: 99) + "\r\r\n1\n", [nil, "1"]),
    ("[" + String(repeating: "x", count: 300), [nil]),
  ] as [(String, [String?])])
func `lines survive every split`(wire: String, messages: [String?]) {
  for pieces in splits(of: bytes(wire)) {
    let decoded = Decoded(pieces)
    #expect(decoded.messages == messages)
    #expect(decoded.error == nil)
  }
}

@Test func `a body that was announced but has not come takes no room`() throws {
  var decoder = FrameDecoder(limit: .max)
  decoder.append(bytes("Content-Length: 9223372036854775807\r\n\r\n{").span)
  #expect(try decoder.next() == nil)
}

@Test func `a body that is too long is reported before it has come`() throws {
  var decoder = FrameDecoder(limit: 3)
  decoder.append(bytes("Content-Length: 4\r\n\r\n").span)
  #expect(try decoder.next() == .tooLong(bytes: 4))
  decoder.append(bytes("1234Content-Length: 3\r\n\r\n123").span)
  #expect(try decoder.next() == .message(bytes("123")))
}

@Test func `a frame has one header, and counts bytes`() {
  var buffer = bytes("before")
  Framing.contentLength.append(bytes("\"é\""), to: &buffer)
  Framing.lines.append(bytes("{}"), to: &buffer)
  #expect(buffer == bytes("beforeContent-Length: 4\r\n\r\n\"é\"{}\n"))
}

@Test(arguments: [Framing.contentLength, .lines])
func `decoding twice the input takes less than three times as long`(framing: Framing) {
  let times = ratio(from: 2000) { count in
    var wire: [UInt8] = []
    for _ in 0..<count { framing.append(bytes("{\"jsonrpc\":\"2.0\"}"), to: &wire) }
    var decoder = MessageDecoder(limit: 100)
    decoder.append(wire.span)
    var found = 0
    while case .message? = try? decoder.next() { found += 1 }
    precondition(found == count)
  }
  #expect(times < 3)
}

@Test(arguments: [Framing.contentLength, .lines])
func `a body that comes in twice as many pieces takes less than three times as long`(framing: Framing) {
  let times = ratio(from: 2000) { count in
    var wire: [UInt8] = []
    framing.append([UInt8](repeating: 0x7B, count: count * 1000), to: &wire)
    var decoder = MessageDecoder(limit: .max)
    for start in stride(from: 0, to: wire.count, by: 1000) {
      decoder.append(wire[start..<min(start + 1000, wire.count)].span)
      _ = try? decoder.next()
    }
  }
  #expect(times < 3)
}

@Test func `what waits behind is not moved for each message that is taken`() {
  let times = ratio(from: 1000) { count in
    var frame: [UInt8] = []
    Framing.contentLength.append([UInt8](repeating: 0x7B, count: 1000), to: &frame)
    var decoder = MessageDecoder(limit: .max)
    for _ in 0..<count { decoder.append(frame.span) }
    for _ in 0..<count {
      precondition((try? decoder.next()) != nil)
      decoder.append(frame.span)
    }
  }
  #expect(times < 3)
}

@Test(arguments: 0..<50)
func `random bytes never crash a decoder`(seed: UInt64) {
  var random = SeededGenerator(seed: seed)
  let scraps = [
    "Content-Length: ", "\r\n", "\r\n\r\n", "3", "-", ":", "{", "}", "\n", "\u{0}", "é", "99999999999999999999",
  ]
  var input: [UInt8] = []
  for _ in 0..<200 {
    if Bool.random(using: &random) {
      input += bytes(scraps.randomElement(using: &random)!)
    } else {
      input.append(.random(in: 0...255, using: &random))
    }
  }
  let whole = Decoded([input[...]])
  let apart = Decoded(input.indices.map { input[$0...$0] })
  #expect(whole == apart)
}
