import Sandbox

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Writes at once, past any buffer: who starts the sandbox waits for its line.
func write(_ text: String, to descriptor: CInt) {
  let bytes = Array(text.utf8)
  _ = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
}

func fail(_ message: String, status: CInt) -> Never {
  write("soapnote-sandbox: \(message)\n", to: STDERR_FILENO)
  exit(status)
}

/// A thousand clients need more descriptors than a shell usually allows.
func raiseDescriptorLimit() {
  var limit = rlimit()
  guard unsafe getrlimit(descriptorLimit, &limit) == 0 else { return }
  limit.rlim_cur = min(limit.rlim_max, 65_536)
  _ = unsafe setrlimit(descriptorLimit, &limit)
}

/// Ends the process when whoever holds the other end of stdin has closed it, or died.
func exitAtEndOfInput() throws(SandboxError) {
  _ = try SystemThread {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while unsafe read(STDIN_FILENO, &buffer, buffer.count) > 0 {}
    exit(0)
  }
}

#if canImport(Glibc)
  private let descriptorLimit = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
#else
  private let descriptorLimit = RLIMIT_NOFILE
#endif
