/// Why a sandbox could not be started.
package enum SandboxError: Error, Equatable, CustomStringConvertible {
  /// The address is taken or not to be had; `code` is the system's `errno`.
  case cannotListen(LoopbackHost, port: UInt16, code: CInt)
  /// The process may have no more threads or descriptors; `code` is the system's `errno`.
  case cannotStart(code: CInt)
  case invalidFault(FaultError)

  package var description: String {
    switch self {
    case .cannotListen(let host, let port, let code):
      "cannot listen on \(host.authority):\(port) (errno \(code)); is the port taken?"
    case .cannotStart(let code): "cannot start the server's thread (errno \(code))"
    case .invalidFault(let error): "\(error)"
    }
  }
}
