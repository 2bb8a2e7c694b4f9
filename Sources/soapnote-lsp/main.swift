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
  exit(Generate(options: options, engines: engines).runUntilInterrupted())
case .doctor(let options):
  let diagnosis = Diagnosis(options: options, engines: engines, environment: ProcessInfo.processInfo.environment)
  exit(waitFor { await diagnosis.run() })
case .help:
  print(Usage().text, terminator: "")
case .version:
  print(Build().text)
case .completions(let shell):
  print(shell.completions, terminator: "")
case .manPage:
  print(ManPage().text, terminator: "")
case .wrong(let complaint):
  StandardError.print("\(complaint) See \(Program.name) --help.")
  exit(2)
}
