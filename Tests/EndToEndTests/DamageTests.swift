import Foundation
import Testing

/// Bytes that nobody would write on purpose, the same in each run: no crash, no hang, no note out of nothing.
@Suite(.crowd, .timeLimit(.minutes(5)))
struct DamageTests {
  private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  /// `bytes` with some of them changed, removed, doubled or put in.
  private static func damaged(_ bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...6, using: &dice) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &dice)
      let tempting = Array("{}[]\",:\\\r\n0u/".utf8) + [0, 0x7F, 0x80, 0xC3, 0xED, 0xF4, 0xFF]
      switch Int.random(in: 0..<5, using: &dice) {
      case 0: bytes[place] = .random(in: 0...255, using: &dice)
      case 1: bytes[place] = tempting.randomElement(using: &dice)!
      case 2: bytes.remove(at: place)
      case 3: bytes.insert(tempting.randomElement(using: &dice)!, at: place)
      default:
        let end = Int.random(in: place..<bytes.count, using: &dice)
        bytes.insert(contentsOf: bytes[place...end], at: place)
      }
    }
    return bytes
  }

  private static let messages = [
    #"{"jsonrpc":"2.0","id":1,"method":"soapNote/generate","params":{"transcript":"Cough.","partialResultToken":"t"}}"#,
    #"{"jsonrpc":"2.0","id":"2","method":"soapNote/status","params":{"probe":false}}"#,
    #"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1}}"#,
    #"{"jsonrpc":"2.0","method":"workspace/didChangeConfiguration","params":{"settings":{"soapNote":{"retry":{}}}}}"#,
    #"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"a","text":"𝕏\n","version":1}}}"#,
    #"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"a","version":2},"#
      + #""contentChanges":[{"range":{"start":{"line":0,"character":1},"end":{"line":9,"character":-1}},"text":"b"}]}}"#,
    #"[{"jsonrpc":"2.0","id":3,"method":"initialize","params":{"processId":null,"capabilities":{}}},7]"#,
  ]

  @Test(arguments: 0..<8)
  func `damaged messages do not end a session of lines`(seed: Int) async throws {
    var dice = Dice(state: UInt64(seed))
    let server = try ServerProcess(environment: ["SOAPNOTE_ENGINE": "offline"])
    for _ in 0..<400 {
      server.write(Self.damaged(Array(Self.messages.randomElement(using: &dice)!.utf8), &dice) + [0x0A])
    }
    server.request("soapNote/reload", id: "still there")
    // `exit` does not lie within the reach of the damage, nor does `shutdown`.
    #expect(try await server.finish() == .status(0))
    server.checkOutput()
    #expect(server.messages.contains { $0["id"] == "still there" })
  }

  @Test(arguments: 0..<40)
  func `damaged frames are answered or end the session in order`(seed: Int) async throws {
    var dice = Dice(state: UInt64(seed) << 20)
    let server = try ServerProcess(environment: ["SOAPNOTE_ENGINE": "offline"], framing: .headers)
    let wire = Self.messages.shuffled(using: &dice).flatMap(Framing.headers.frame)
    // The first byte chooses the framing.
    server.write([UInt8(ascii: "C")] + Self.damaged(Array(wire.dropFirst()), &dice))
    #expect(try await server.finish() == .status(1))
    server.checkOutput()
  }

  /// Each request gets another damaged stream; whatever it says, there is one answer, and a note only after `[DONE]`.
  @Test(arguments: 0..<4)
  func `damaged streams are answered`(seed: Int) async throws {
    let stream = """
      : hello\r\n\r\ndata: {"content":"Subjective:\\n\\ud835\\udd4f é"}\n\nevent: message\nid: 7\ndata: {"section":"plan",\r
      data: "content":"rest"}\r\n\r\ndata: {"error":null,"content":"x"}\n\ndata: [DONE]\n\n
      """
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nX-Filler: 1\r\n\r\n"
    let bodies = Board<[Int: [UInt8]]>([:])
    let upstream = try ScriptedUpstream { peer, number in
      var dice = Dice(state: UInt64(seed * 1000 + number))
      var bytes = Array(head.utf8) + Self.damaged(Array(stream.utf8), &dice)
      if number % 5 == 0 { bytes = Self.damaged(bytes, &dice) }
      bodies.update { $0[number] = bytes }
      peer.send(bytes)
    }
    let server = try ServerProcess(environment: upstream.environment)
    let settings: JSON = ["retry": ["maxAttempts": 1], "timeouts": ["firstChunkMs": 2000, "totalMs": 4000]]
    _ = try await server.call("initialize", ["capabilities": [:], "initializationOptions": settings])
    for number in 1...150 {
      let token = JSON.string("t\(number)")
      let id = server.request("soapNote/generate", ["transcript": "x", "partialResultToken": token])
      _ = try await server.response(to: id)
      let relay = try Relay(server.messages, id: id, partialToken: token)
      if relay.result != nil {
        let sent = bodies.state[number] ?? []
        #expect(String(decoding: sent, as: UTF8.self).contains("[DONE]"))
      } else {
        #expect(relay.error?["code"] == -32803)
      }
    }
    #expect(try await server.finish() == .status(0))
    server.checkOutput()
  }
}
