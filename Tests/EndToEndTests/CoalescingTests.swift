import Testing

@Suite(.crowd, .timeLimit(.minutes(5)))
struct CoalescingTests {
  private static let note = (1...60).map { "word\($0) " }.joined()

  @Test
  func `no text waits unless it was asked for`() async throws {
    let upstream = try Upstream(note: Self.note, faults: "words=1;pace=10")
    let relay = try await generate(from: upstream)
    #expect(relay.chunks.count > 30)
  }

  @Test
  func `after the first chunk there is one in so many milliseconds`() async throws {
    let upstream = try Upstream(note: Self.note, faults: "words=1;pace=10")
    let relay = try await generate(["coalesceMs": 100], from: upstream)
    let duration = try #require(relay.result?["timing"]?["totalMs"]?.int)
    #expect(relay.chunks[0]["text"] == "word1 ")
    #expect((3...duration / 100 + 3).contains(relay.chunks.count))
    #expect(relay.text == Self.note)
  }

  @Test
  func `the end waits for nothing`() async throws {
    let upstream = try Upstream(note: Self.note, faults: "words=1;pace=2")
    let start = ContinuousClock.now
    let relay = try await generate(["coalesceMs": 60_000], from: upstream)
    #expect(relay.chunks.count == 2)
    #expect(relay.text == Self.note)
    #expect(start.duration(to: .now) < .seconds(15))
  }

  @Test
  func `what waited is counted as sent when the note fails`() async throws {
    let upstream = try Upstream(note: Self.note, faults: "words=1;pace=2;cut=done")
    let relay = try await generate(["coalesceMs": 60_000], from: upstream)
    #expect(relay.reason == "connectionLost")
    // Relay compares the numbers with what came.
    #expect(relay.text == Self.note)
  }
}
