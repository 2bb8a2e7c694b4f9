import Sandbox

/// What the command line asks for.
struct Options {
  /// A command line that cannot be followed.
  struct Invalid: Error {
    let message: String
  }

  var configuration = SandboxConfiguration()
  var exitsWithInput = false
  var showsHelp = false

  init(_ arguments: some Sequence<String>) throws(Invalid) {
    configuration.hosts = []
    var rest = Array(arguments)[...]
    while let name = rest.popFirst() {
      switch name {
      case "--help", "-h": showsHelp = true
      case "--exit-with-stdin": exitsWithInput = true
      case "--port": configuration.port = try Options.number(&rest, for: name)
      case "--host": configuration.hosts.append(try Options.host(&rest, for: name))
      case "--chunk-ms": configuration.chunkMilliseconds = try Options.number(&rest, for: name)
      case "--min-transcript": configuration.minimumTranscript = max(1, try Options.number(&rest, for: name))
      case "--key": configuration.keys.insert(try Options.key(&rest, for: name))
      case "--fault": configuration.faults += try Options.value(&rest, for: name) + "\n"
      default: throw Invalid(message: "unknown option \(name); --help names the options")
      }
    }
  }

  private static func value(_ rest: inout ArraySlice<String>, for name: String) throws(Invalid) -> String {
    guard let value = rest.popFirst() else { throw Invalid(message: "\(name) needs a value") }
    return value
  }

  private static func number<Number: FixedWidthInteger>(
    _ rest: inout ArraySlice<String>, for name: String
  ) throws(Invalid) -> Number {
    let text = try value(&rest, for: name)
    guard let number = Number(text), number >= 0 else {
      throw Invalid(message: "\(name) takes a number from 0 to \(Number.max), not '\(text)'")
    }
    return number
  }

  private static func host(_ rest: inout ArraySlice<String>, for name: String) throws(Invalid) -> LoopbackHost {
    let text = try value(&rest, for: name)
    guard let host = LoopbackHost(rawValue: text) else {
      throw Invalid(message: "\(name) takes 127.0.0.1 or ::1, not '\(text)': the sandbox is for this machine alone")
    }
    return host
  }

  private static func key(_ rest: inout ArraySlice<String>, for name: String) throws(Invalid) -> String {
    let key = try value(&rest, for: name)
    // Never echoed: it could be a real one.
    if key.hasPrefix("snapi_sk_live_") {
      throw Invalid(message: "\(name) takes made-up keys; other users of this machine can see a command line")
    }
    return key
  }
}
