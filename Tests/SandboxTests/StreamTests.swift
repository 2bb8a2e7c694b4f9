import Foundation
import Sandbox
import Testing

@Suite(.timeLimit(.minutes(5)))
struct StreamTests {
  @Test
  func `a note comes as events that joined are the drafter's text`() throws {
    let note = "Subjective:\nBack pain, \"6/10\".\n\nPlan:\n1. Ibuprofen – 400 mg 👩‍⚕️\u{2028}\u{85}\\ \u{1}\n"
    let server = try makeServer()
    let reply = try Reply(server, request(transcript: note))
    #expect(reply.status == 200)
    #expect(reply.fields["content-type"] == "text/event-stream; charset=utf-8")
    #expect(reply.isWhole)
    #expect(reply.text.hasPrefix("data: {\"content\":\"Subjective:\\n\"}\n\n"))
    #expect(reply.text.hasSuffix("\n\ndata: [DONE]\n\n"))
    #expect(try joinedContent(of: reply.text) == note)
  }

  @Test
  func `a connection that is closed in the middle of a stream is seen and counted`() async throws {
    let server = try makeServer()
    let client = try RawClient(port: server.port)
    client.send(try request(fault: "stall=event:1", transcript: "One two three four five six."))
    _ = try client.read(until: "four \"}\n\n\r\n")
    #expect(server.statistics.streamsInFlight == 1)
    client.leave()
    let statistics = try await server.wait { $0.openConnections == 0 }
    #expect(statistics.cancelled == 1)
    #expect(statistics.streamsInFlight == 0)
    #expect(statistics.connections == 1)
  }
}

/// The texts of all `content` events, joined.
func joinedContent(of stream: String) throws -> String {
  var text = ""
  for event in stream.components(separatedBy: "\n\n") where event.hasPrefix("data: {") {
    text += try JSONDecoder().decode([String: String].self, from: Data(event.dropFirst(6).utf8))["content"] ?? ""
  }
  return text
}
