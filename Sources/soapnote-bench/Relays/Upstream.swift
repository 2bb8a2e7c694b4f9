/// A sandbox in a process of its own, so that its work is not in any figure, which streams the same load to whoever asks.
final class Upstream {
  let baseURL: String
  private let child: Child

  static let key = "snapi_sk_test_bench"

  /// `load`: as in the sandbox's help, such as `events:1000,perchunk:20`.
  convenience init(_ programs: Programs, load: String) throws(BenchFailure) {
    try self.init(programs, fault: "load=\(load)")
  }

  /// `fault`: as in the sandbox's help.
  init(_ programs: Programs, fault: String) throws(BenchFailure) {
    var command = Command(name: "soapnote-sandbox", executable: programs.sandbox)
    command.arguments = ["--exit-with-stdin", "--fault", fault]
    child = try Child(command)
    var line: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 256)
    while line.last != UInt8(ascii: "\n") {
      let count = try child.read(into: &buffer)
      guard count > 0 else { throw .stuck(command.name) }
      line += buffer[..<count]
    }
    baseURL = String(decoding: line.dropLast().drop { $0 != UInt8(ascii: "h") }, as: UTF8.self)
  }

  /// For relays: where to ask, and with which key.
  var environment: [String: String] {
    Command.plainEnvironment.merging(["SOAPNOTEAPI_BASE_URL": baseURL, "SOAPNOTEAPI_KEY": Self.key]) { $1 }
  }
}
