import Foundation
import JSONRPC
import ServerSentEvents

/// Messages are the same wherever the input is cut.
func fuzzFrames(_ input: [UInt8]) {
  func messages(_ pieces: [ArraySlice<UInt8>]) -> [String] {
    var decoder = MessageDecoder(limit: 64, headerLimit: 128)
    var found: [String] = []
    do throws(FrameError) {
      for piece in pieces {
        decoder.append(Array(piece).span)
        while let next = try decoder.next() { found.append("\(next)") }
      }
      if let last = try decoder.finish() { found.append("\(last)") }
    } catch {
      // How much of a broken frame was there depends on the cuts; that it is broken does not.
      found.append("broken")
    }
    return found
  }
  let (whole, cut) = pieces(input)
  promise(messages([whole]) == messages(cut), "frames cut at \(cut.map(\.count))")
}

/// What is read as JSON can be written, and read again.
func fuzzJSON(_ input: [UInt8]) {
  do throws(ResponseError) {
    let value = try JSONValue(parsing: input)
    let again = try JSONText.encode(value)
    promise(try JSONValue(parsing: again) == value, "\(value) read again")
  } catch {
    promise(error.code == -32700, "what was read cannot be written, or not read again")
  }
}

/// Events are the same wherever the stream is cut.
func fuzzEvents(_ input: [UInt8]) {
  func events(_ pieces: [ArraySlice<UInt8>]) -> [String] {
    var parser = EventParser(limit: 64)
    var found: [String] = []
    do throws(EventStreamError) {
      for piece in pieces {
        try parser.append(Array(piece).span) { data, type in
          found.append("\(type): \(data.indices.map { data[$0] })")
          return found.count == 20 ? .stop : .more
        }
      }
    } catch {
      found.append("too large")
    }
    found.append("\(parser.lastEventID) \(parser.retry ?? -1)")
    if let rest = parser.finish() { found.append("rest: \(rest)") }
    return found
  }
  let (whole, cut) = pieces(input)
  promise(events([whole]) == events(cut), "events cut at \(cut.map(\.count))")
}
