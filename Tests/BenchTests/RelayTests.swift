import Testing

@testable import soapnote_bench

/// The relays, over the programs that were built with these tests.
@Suite(.timeLimit(.minutes(2)))
struct RelayTests {
  private let programs: Programs

  init() throws { programs = try Programs(beside: CommandLine.arguments[0], builds: false) }

  @Test(arguments: [1, 20])
  func `each relay that is installed brings every event`(perChunk: Int) throws {
    let upstream = try Upstream(programs, load: "events:50,perchunk:\(perChunk)")
    let relays = [.server(programs), Relay.curl(programs, upstream), .node(programs), .python(programs)]
    for case let relay? in relays {
      let run = try RelayRun(relay, on: upstream, events: 50)
      #expect(run.latencies.count == 50)
      #expect(run.cpu > 0)
    }
  }

  @Test
  func `a relay that brings too little or fails is no measurement`() throws {
    let upstream = try Upstream(programs, load: "events:50")
    let server = Relay.server(programs)
    #expect(throws: BenchFailure.incomplete("soapnote-lsp", count: 50, expected: 51)) {
      _ = try RelayRun(server, on: upstream, events: 51)
    }
    let failing = Relay(name: "sh", executable: "/bin/sh", arguments: ["-c", "exit 3"])
    #expect(throws: BenchFailure.failed("sh", status: 3)) { _ = try RelayRun(failing, on: upstream, events: 0) }
    let missing = Relay(name: "none", executable: "/nowhere/none")
    #expect(throws: BenchFailure.cannotStart("none", error: 2)) { _ = try RelayRun(missing, on: upstream, events: 0) }
  }

  @Test
  func `streams side by side are measured together`() throws {
    let upstream = try Upstream(programs, load: "events:20")
    let run = try StreamsRun(programs, on: upstream, streams: 5, eventsEach: 20)
    #expect(run.latencies.count == 100)
    #expect(throws: BenchFailure.incomplete("soapnote-lsp", count: 100, expected: 105)) {
      _ = try StreamsRun(programs, on: upstream, streams: 5, eventsEach: 21)
    }
  }

  @Test
  func `subjects are measured by turns`() throws {
    var order: [String] = []
    let results = try alternate(2, ["a", "b"]) { subject throws(BenchFailure) in
      order.append(subject)
      return order.count
    }
    #expect(order == ["a", "b", "a", "b"])
    #expect(results == [[1, 3], [2, 4]])
  }
}
