import Credentials
import Doctor
import HTTPStreaming
import JSONRPC
import Notes
import Session

/// `soapnote-lsp doctor`: all checks, one after the other, and what they have found.
struct Diagnosis {
  let options: Arguments.DoctorOptions
  let engines: Engines
  let output: StandardOutput
  let environment: [String: String]

  /// Prints the report; returns the exit status.
  func run() async -> Int32 {
    var file: JSONValue?
    var findings: [Finding] = []
    if let path = options.settings {
      switch await SettingsFile(path).read(limit: engines.settings.messageBytes) {
      case .success(let settings):
        engines.configure(settings, layer: .initializationOptions)
        file = settings
      case .failure(let error): findings.append(Finding("settings", .problem, saying: error.sentence))
      case nil: return 130
      }
    }
    if let endpoint = options.endpoint {
      engines.configure(["soapnoteapi": ["baseURL": .string(endpoint)]], layer: .didChangeConfiguration)
    }
    let settings = engines.settings
    let table = SettingsTable(settings: settings, file: file, options: options, environment: environment)
    findings += settings.faults.map {
      Finding("settings", .problem, $0.message, nextStep: "Correct the setting; protocol.md lists them.")
    }
    findings.append(EngineCheck(settings: settings).finding)
    let isOnline = settings.choice.engine == "soapnoteapi" || options.endpoint != nil
    let key = await KeyCheck(engines: engines, environment: environment, isNeeded: isOnline).finding
    findings.append(key)
    findings += await NetworkCheck(
      engines: engines, environment: environment, source: table.source("soapnoteapi.baseURL"),
      hasKey: settings.soapnoteapiKey != nil && key.level != .problem, isAsked: options.stream, isNeeded: isOnline
    ).findings()
    findings += EditorSearch(environment: environment, output: printed).findings
    let report = Report(
      program: "\(Program.name) \(Program.version) (\(Build().description))", settings: table.rows, findings: findings)
    let status = await output.print((options.json ? report.json : report.text) + "\n")
    return report.hasProblem ? 1 : status
  }

  /// What a program prints, within 3 s; it does not get the key.
  private func printed(_ words: [String]) -> String? {
    let environment = environment.filter { !Settings.keyVariables.contains($0.key) }
    let deadline = ContinuousClock.now + .seconds(3)
    do throws(ChildProcess.SpawnError) {
      var child = try ChildProcess(words, environment: environment, limit: 65_536)
      while child.goOn(patience: 20) {
        guard ContinuousClock.now < deadline else {
          child.stop()
          return nil
        }
      }
      return String(decoding: child.output, as: UTF8.self)
    } catch {
      // A program that cannot be started tells no version, and that is said.
      return nil
    }
  }
}
