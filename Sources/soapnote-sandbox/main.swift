import Sandbox

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

// The signals are blocked before the first thread starts, so that every thread leaves them to `sigwait`.
var signals = sigset_t()
unsafe sigemptyset(&signals)
unsafe sigaddset(&signals, SIGTERM)
unsafe sigaddset(&signals, SIGINT)
unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)

do {
  let options = try Options(CommandLine.arguments.dropFirst())
  if options.showsHelp {
    write(help, to: STDOUT_FILENO)
    exit(0)
  }
  raiseDescriptorLimit()
  let server = try SandboxServer(options.configuration)
  write("soapnote-sandbox listening on \(server.url)\n", to: STDOUT_FILENO)
  if options.exitsWithInput { try exitAtEndOfInput() }
  var signal: CInt = 0
  unsafe sigwait(&signals, &signal)
  server.stop()
} catch let error as Options.Invalid {
  fail(error.message, status: 2)
} catch {
  fail("\(error)", status: 1)
}
