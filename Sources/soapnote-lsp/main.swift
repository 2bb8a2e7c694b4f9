import HTTPStreaming

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

CrashReports.turnOff()
let engines = Engines(environment: { ProcessInfo.processInfo.environment }, http: CurlClient())

switch Arguments(Array(CommandLine.arguments.dropFirst())) {
case .serve:
  exit(Serve(engines: engines).run())
case .generate(let options):
  exit(Generate(options: options, engines: engines, output: StandardOutput()).runUntilInterrupted())
case .doctor(let options):
  let diagnosis = Diagnosis(
    options: options, engines: engines, output: StandardOutput(), environment: ProcessInfo.processInfo.environment)
  exit(waitFor { await diagnosis.run() })
case .help:
  show(Usage().text)
case .version:
  show(Build().text + "\n")
case .completions(let shell):
  show(shell.completions)
case .manPage:
  show(ManPage().text)
case .wrong(let complaint):
  StandardError.print("\(complaint) See \(Program.name) --help.")
  exit(2)
}

/// Prints `text`, and that is all that was asked for.
func show(_ text: String) -> Never {
  let output = StandardOutput()
  exit(waitFor { await output.print(text) })
}
