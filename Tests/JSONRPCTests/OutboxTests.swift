import Foundation
import Synchronization
import Testing

@testable import JSONRPC

@Test(.timeLimit(.minutes(1)), arguments: Output.allCases)
func `messages arrive whole and in order`(output: Output) async {
  let (reading, writing) = output.open()
  let outbox = output.outbox(writing)
  let reader = Reader(reading)
  let messages =
    (0..<300).map { "[\($0),\"\(String(repeating: "x", count: $0 * 10))\"]" } + [
      "[\"" + String(repeating: "y", count: 1 << 20) + "\"]"
    ]
  for message in messages { outbox.send(Array(message.utf8)) }
  outbox.send(Reader.end)
  #expect(await reader.messages.rest() == messages)
}

@Test func `what the output takes at once is written by the caller`() async {
  for output in Output.allCases {
    let (reading, writing) = output.open()
    let outbox = output.outbox(writing)
    let channel = outbox.channel(encoder: Chunk.Encoder())
    outbox.send([0x31])
    channel.append("a")
    #expect(channel.commit())
    channel.post([0x32])
    var bytes = [UInt8](repeating: 0, count: 100)
    let count = read(reading, &bytes, bytes.count)
    #expect(String(decoding: bytes[..<count], as: UTF8.self) == "1\n{\"seq\":0,\"tag\":0,\"text\":\"a\"}\n2\n")
    let hasThread = outbox.state.withLock(\.hasThread)
    #expect(!hasThread)
  }
}

@Test func `a file is written to`() async throws {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("outbox-\(UUID().uuidString)").path
  let descriptor = open(path, O_RDWR | O_CREAT, 0o600)
  defer { unlink(path) }
  let outbox = Output.pipe.outbox(descriptor)
  outbox.send(Array("[1]".utf8))
  outbox.send(Array("[2]".utf8))
  await outbox.drained()
  #expect(FileManager.default.contents(atPath: path) == Data("[1]\n[2]\n".utf8))
}

@Test(.timeLimit(.minutes(1)), arguments: Output.allCases)
func `no text is lost or put out of order, however it is merged`(output: Output) async throws {
  let (reading, writing) = output.open()
  let outbox = output.outbox(writing)
  let reader = Reader(reading)
  let words = ["a", "é ", "😀", "word "]
  let texts = await withTaskGroup(of: String.self) { group in
    for stream in 0..<4 {
      group.addTask {
        let channel = outbox.channel(encoder: Chunk.Encoder(), coalesce: .milliseconds(stream))
        var random = SeededGenerator(seed: UInt64(stream))
        var text = ""
        for _ in 0..<2000 {
          let word = words.randomElement(using: &random)!
          text += word
          channel.append(word, tag: UInt8(stream))
          if Int.random(in: 0..<3, using: &random) == 0 { _ = channel.commit() }
        }
        await channel.drained()
        #expect(channel.sent.units == text.utf16.count)
        outbox.send(Array("[\(stream),\(channel.sent.chunks)]".utf8))
        return text
      }
    }
    return await group.reduce(into: Set()) { $0.insert($1) }
  }
  outbox.send(Reader.end)
  var found = Array(repeating: "", count: 4)
  var counts = Array(repeating: 0, count: 4)
  for message in await reader.messages.rest() {
    if let chunk = Chunk(message) {
      #expect(chunk.seq == counts[chunk.tag])
      counts[chunk.tag] += 1
      found[chunk.tag] += chunk.text
    } else {
      let count = try JSONValue(parsing: Array(message.utf8))
      #expect(count[1]?.integer == counts[count[0]!.integer!], "an answer came before the end of its progress")
    }
  }
  #expect(Set(found) == texts)
}

@Test(.timeLimit(.minutes(1)), arguments: Output.allCases)
func `a client that does not read stops the source, and is told all once it reads`(output: Output) async {
  let (reading, writing) = output.open()
  let outbox = output.outbox(writing)
  let reader = Reader(reading, isReading: false)
  let channel = outbox.channel(encoder: Chunk.Encoder(), limit: 10_000)
  let demands = Mailbox<Void>()
  channel.onDemand { demands.put(()) }
  var appended = 0
  repeat {
    channel.append(String(repeating: "x", count: 1000))
    appended += 1000
  } while channel.commit()
  // What the pipe or socket, the writer's hands and the limit hold.
  #expect(appended < 1 << 20)
  #expect(!channel.commit(), "it stays so until demand is told")
  reader.start()
  await demands.next()
  #expect(channel.commit())
  await channel.drained()
  #expect(channel.sent.units == appended)
  outbox.send(Reader.end)
  let chunks = await reader.messages.rest().map { Chunk($0)! }
  #expect(chunks.map(\.text.utf8.count).reduce(0, +) == appended)
  #expect(chunks.count < appended / 1000, "waiting text is merged")
  #expect(chunks.allSatisfy { $0.text.utf8.count <= ProgressChannel.chunkLimit })
  demands.close()
  #expect(await demands.rest().isEmpty, "demand is told once")
}

@Test(.timeLimit(.minutes(1)))
func `demand that came before anyone asked for it is told at once`() async {
  let (reading, writing) = Output.pipe.open()
  let outbox = Output.pipe.outbox(writing)
  let reader = Reader(reading, isReading: false)
  let channel = outbox.channel(encoder: Chunk.Encoder(), limit: 100)
  repeat { channel.append(String(repeating: "x", count: 1000)) } while channel.commit()
  reader.start()
  await channel.drained()
  let demands = Mailbox<Void>()
  channel.onDemand { demands.put(()) }
  await demands.next()
  #expect(channel.commit())
}

@Test(.timeLimit(.minutes(1)), arguments: Output.allCases)
func `messages overtake waiting text, and channels take turns`(output: Output) async {
  let (reading, writing) = output.open()
  let outbox = output.outbox(writing)
  let reader = Reader(reading, isReading: false)
  let filler = String(repeating: "[0]", count: 100_000)
  outbox.send(Array("\"\(filler)\"".utf8))
  let channels = (0..<3).map { _ in outbox.channel(encoder: Chunk.Encoder(), limit: 1 << 20) }
  for (tag, channel) in channels.enumerated() {
    channel.append(String(repeating: "x", count: 3 * ProgressChannel.chunkLimit), tag: UInt8(tag))
    #expect(channel.commit())
  }
  outbox.send(Array("\"control\"".utf8))
  reader.start()
  for channel in channels { await channel.drained() }
  outbox.send(Reader.end)
  let messages = await reader.messages.rest()
  #expect(messages[1] == "\"control\"")
  #expect(messages.dropFirst(2).map { Chunk($0)?.tag } == [0, 1, 2, 0, 1, 2, 0, 1, 2])
}

@Test(.timeLimit(.minutes(1)))
func `the first chunk goes at once, the next ones after the interval or when drained`() async {
  let (reading, writing) = Output.pipe.open()
  let outbox = Output.pipe.outbox(writing)
  let reader = Reader(reading)
  let channel = outbox.channel(encoder: Chunk.Encoder(), coalesce: .seconds(3600))
  for text in ["a", "b", "c"] {
    channel.append(text)
    #expect(channel.commit())
  }
  #expect(channel.sent == (1, 1))
  await channel.drained()
  #expect(channel.sent == (2, 3))
  await outbox.drained()
  outbox.send(Reader.end)
  #expect(await reader.messages.rest().map { Chunk($0)?.text } == ["a", "bc"])
}

@Test(.timeLimit(.minutes(1)))
func `an interval passes by itself, for every channel`() async {
  let (reading, writing) = Output.pipe.open()
  let outbox = Output.pipe.outbox(writing)
  let reader = Reader(reading)
  let slow = outbox.channel(encoder: Chunk.Encoder(), coalesce: .seconds(3600))
  let quick = outbox.channel(encoder: Chunk.Encoder(), coalesce: .milliseconds(20))
  let start = ContinuousClock.now
  for text in ["a", "b", "c"] {
    for channel in [slow, quick] {
      channel.append(text)
      #expect(channel.commit())
    }
  }
  var texts: [String] = []
  for _ in 0..<3 { texts.append(Chunk(await reader.messages.next()!)!.text) }
  #expect(texts == ["a", "a", "bc"])
  #expect(.now - start >= .milliseconds(20))
  #expect(quick.sent == (2, 3))
  #expect(slow.sent == (1, 1))
}

@Test(.timeLimit(.minutes(1)))
func `an interval passes while the output is busy`() async {
  let (reading, writing) = Output.pipe.open()
  let outbox = Output.pipe.outbox(writing)
  let reader = Reader(reading, isReading: false)
  let channel = outbox.channel(encoder: Chunk.Encoder(), coalesce: .milliseconds(20))
  channel.append("a", tag: 1)
  #expect(channel.commit())
  // Holds the writer up, with more behind it than is formed at once.
  outbox.send([UInt8](repeating: 0x31, count: 1 << 20))
  let busy = outbox.channel(encoder: Chunk.Encoder(), limit: 1 << 20)
  busy.append(String(repeating: "x", count: 5 * ProgressChannel.chunkLimit))
  #expect(busy.commit())
  channel.append("b", tag: 1)
  #expect(channel.commit())
  let start = ContinuousClock.now
  while .now - start < .milliseconds(25) {}
  reader.start()
  await busy.drained()
  await channel.drained()
  outbox.send(Reader.end)
  let tags = await reader.messages.rest().compactMap { Chunk($0)?.tag }
  #expect(tags == [1, 0, 1, 0, 0, 0, 0])
}

@Test(.timeLimit(.minutes(1)))
func `nothing but text waits for its time`() async {
  let (reading, writing) = Output.pipe.open()
  let outbox = Output.pipe.outbox(writing)
  let reader = Reader(reading)
  let channel = outbox.channel(encoder: Chunk.Encoder(), coalesce: .seconds(3600))
  for text in ["a", "b"] {
    channel.append(text)
    #expect(channel.commit())
  }
  channel.restart(Array("\"restart\"".utf8))
  #expect(await reader.messages.next() == #"{"seq":0,"tag":0,"text":"a"}"#)
  #expect(await reader.messages.next() == "\"restart\"")
}

@Test(.timeLimit(.minutes(1)))
func `a restart drops waiting text and counts anew`() async {
  let (reading, writing) = Output.pipe.open()
  let outbox = Output.pipe.outbox(writing)
  let reader = Reader(reading)
  let channel = outbox.channel(encoder: Chunk.Encoder(), coalesce: .seconds(3600))
  channel.append("a")
  #expect(channel.commit())
  channel.append("lost")
  channel.post(Array("\"section\"".utf8), belongsToText: true)
  channel.post(Array("\"report\"".utf8))
  channel.restart(Array("\"restart\"".utf8))
  #expect(channel.sent == (0, 0))
  channel.append("b")
  await channel.drained()
  #expect(channel.sent == (1, 1))
  outbox.send(Reader.end)
  #expect(
    await reader.messages.rest() == [
      #"{"seq":0,"tag":0,"text":"a"}"#, #""report""#, #""restart""#, #"{"seq":0,"tag":0,"text":"b"}"#,
    ])
}

@Test(.timeLimit(.minutes(1)))
func `after text is discarded, only messages that stand by themselves pass`() async {
  let (reading, writing) = Output.pipe.open()
  let outbox = Output.pipe.outbox(writing)
  let reader = Reader(reading)
  let channel = outbox.channel(encoder: Chunk.Encoder(), coalesce: .seconds(3600))
  channel.append("a")
  #expect(channel.commit())
  channel.append("lost")
  #expect(channel.commit())
  channel.discardText()
  channel.append("late")
  #expect(channel.commit())
  channel.post(Array("\"section\"".utf8), belongsToText: true)
  channel.restart(Array("\"restart\"".utf8))
  channel.post(Array("\"done\"".utf8))
  channel.close()
  channel.post(Array("\"never\"".utf8))
  await channel.drained()
  outbox.send(Reader.end)
  #expect(await reader.messages.rest() == [#"{"seq":0,"tag":0,"text":"a"}"#, #""done""#])
}

@Test(.timeLimit(.minutes(1)))
func `a cancel works while the client does not read`() async {
  let (reading, writing) = Output.pipe.open()
  let outbox = Output.pipe.outbox(writing)
  let reader = Reader(reading, isReading: false)
  let channel = outbox.channel(encoder: Chunk.Encoder(), limit: 100_000)
  repeat { channel.append(String(repeating: "x", count: 1000)) } while channel.commit()
  let demands = Mailbox<Void>()
  channel.onDemand { demands.put(()) }
  let before = channel.sent
  channel.discardText()
  await demands.next()
  await channel.drained()
  #expect(channel.sent == before)
  outbox.send(Array("\"answer\"".utf8))
  outbox.send(Reader.end)
  reader.start()
  let messages = await reader.messages.rest()
  #expect(messages.last == "\"answer\"")
  #expect(messages.dropLast().map { Chunk($0)!.text.utf8.count }.reduce(0, +) == before.units)
}

@Test(.timeLimit(.minutes(1)), arguments: Output.allCases, [false, true])
func `a client that has gone is told once, and nobody waits for it`(output: Output, wasReading: Bool) async {
  let (reading, writing) = output.open()
  let failures = Mailbox<Void>()
  let outbox = output.outbox(writing) { failures.put(()) }
  let channel = outbox.channel(encoder: Chunk.Encoder(), limit: 1000)
  if !wasReading {
    repeat { channel.append(String(repeating: "x", count: 1000)) } while channel.commit()
  }
  close(reading)
  for _ in 0..<3 {
    outbox.send([0x31])
    channel.append("x")
    _ = channel.commit()
  }
  await failures.next()
  await channel.drained()
  await outbox.drained()
  outbox.send([0x31])
  channel.append(String(repeating: "x", count: 5000))
  #expect(channel.commit())
  channel.post([0x31])
  await channel.drained()
  #expect(outbox.backlog == 0)
  failures.close()
  #expect(await failures.rest().isEmpty)
}

@Test(.timeLimit(.minutes(1)))
func `draining says when it takes too long`() async {
  let (reading, writing) = Output.pipe.open()
  let outbox = Output.pipe.outbox(writing)
  let reader = Reader(reading, isReading: false)
  outbox.send([UInt8](repeating: 0x31, count: 1 << 20))
  #expect(!outbox.drain(within: .milliseconds(1)))
  reader.start()
  #expect(outbox.drain(within: .seconds(60)))
  outbox.close()
}

@Test func `what one huge message took is given back`() {
  var pending = PendingOutput()
  pending.bytes = [UInt8](repeating: 0, count: 1 << 20)
  pending.write { min($0.count, 1000) }
  #expect(pending.count == 1 << 20 - 1000)
  pending.write { $0.count }
  #expect(pending.isEmpty)
  #expect(pending.bytes.capacity == 0)
}

@Test func `sending twice as much takes less than three times as long`() {
  let times = ratio(from: 1000) { count in
    let null = open("/dev/null", O_WRONLY)
    defer { close(null) }
    let outbox = Output.pipe.outbox(null)
    let channel = outbox.channel(encoder: Chunk.Encoder())
    for _ in 0..<count {
      outbox.send([0x31])
      channel.append("x")
      _ = channel.commit()
    }
    precondition(channel.sent.units == count)
  }
  #expect(times < 3)
}
