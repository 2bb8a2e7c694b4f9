/// Why something could not be measured.
enum BenchFailure: Error, Equatable {
  case cannotStart(String, error: CInt)
  /// The program took no input or gave no output for a minute.
  case stuck(String)
  case failed(String, status: CInt)
  /// The program relayed another number of events, or answered another number of requests, than it was sent.
  case incomplete(String, count: Int, expected: Int)
  case cannotBuild(String)
  /// Whose figures would mean nothing.
  case debugBuild

  var sentence: String {
    switch self {
    case .cannotStart(let name, let error): "\(name) cannot be started (error \(error))."
    case .stuck(let name): "\(name) has said nothing for a minute."
    case .failed(let name, let status): "\(name) ended with status \(status)."
    case .incomplete(let name, let count, let expected): "\(name) relayed \(count) of \(expected)."
    case .cannotBuild(let name): "\(name) cannot be built; see above."
    case .debugBuild: "This is a debug build; run it with swift run -c release."
    }
  }
}
