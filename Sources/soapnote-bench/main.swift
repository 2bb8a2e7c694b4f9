#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Measures what `options` asks for; returns the exit status: 1 when something failed to run.
func report(_ options: Options) throws(BenchFailure) -> CInt {
  guard !isDebugBuild else { throw .debugBuild }
  let programs = try Programs(beside: CommandLine.arguments[0], builds: !options.isBuilt)
  let setting = Setting(programs: programs, isQuick: options.isQuick)
  var lines: [Line] = []
  var status: CInt = 0
  let before = Machine.load
  for benchmark in Benchmark.all where options.only?.contains(benchmark.name) ?? true {
    say("\(benchmark.name): \(benchmark.summary)\n")
    do throws(BenchFailure) {
      lines += try benchmark.lines(setting)
    } catch {
      say("soapnote-bench: \(benchmark.name) failed: \(error.sentence)\n")
      status = 1
    }
  }
  let table = Table(lines: lines)
  let load = before.flatMap { before in Machine.load.map { "; load average \(before) before, \($0) after" } } ?? ""
  say("\n\(options.isMarkdown ? table.markdown : table.plain)\n\(Machine.sentence)\(load)\n", on: STDOUT_FILENO)
  return status
}

// A relay that dies must not take the bench with it.
signal(SIGPIPE, SIG_IGN)
do {
  let options = try Options(CommandLine.arguments.dropFirst(), names: Benchmark.all.map(\.name))
  if options.showsHelp {
    say(Options.help(Benchmark.all), on: STDOUT_FILENO)
    exit(0)
  }
  exit(try report(options))
} catch let error as Options.Invalid {
  say("soapnote-bench: \(error.message)\n")
  exit(2)
} catch let error as BenchFailure {
  say("soapnote-bench: \(error.sentence)\n")
  exit(1)
}
