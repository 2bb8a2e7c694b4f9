/// Why a sandbox could not be started.
package enum SandboxError: Error, Equatable, CustomStringConvertible {
  /// The address is taken or not to be had; `code` is the system's `errno`.
  case cannotListen(LoopbackHost, port: UInt16, code: CInt)
  case cannotStartThread(code: CInt)
  case invalidFault(FaultError)

  package var description: String {
    switch self {
    case .cannotListen(let host, let port, let code):
      "cannot listen on \(host.authority):\(port) (errno \(code)); is the port taken?"
    case .cannotStartThread(let code): "cannot start a thread (errno \(code))"
    case .invalidFault(let error): "\(error)"
    }
  }
}
