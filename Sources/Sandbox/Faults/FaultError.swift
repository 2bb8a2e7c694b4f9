/// A fault that cannot be understood.
package enum FaultError: Error, Equatable, CustomStringConvertible {
  case unknownDirective(String)
  case invalidValue(directive: String, value: String, expected: String)

  package var description: String {
    switch self {
    case .unknownDirective(let name): "no fault is called '\(name)'"
    case .invalidValue(let directive, let value, let expected):
      "the fault '\(directive)' takes \(expected), not '\(value)'"
    }
  }
}
