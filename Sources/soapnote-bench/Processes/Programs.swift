/// The programs that are measured, and those beside which they are.
struct Programs {
  let server: String
  let sandbox: String
  let curl: String?
  let node: String?
  /// A Python that has `requests`.
  let python: String?

  /// `beside`: the path of the bench. Both programs are built first when `builds` is set, so that no old one is measured.
  init(beside bench: String, builds: Bool) throws(BenchFailure) {
    let folder = bench.lastIndex(of: "/").map { String(bench[..<$0]) } ?? "."
    (server, sandbox) = ("\(folder)/soapnote-lsp", "\(folder)/soapnote-sandbox")
    if builds {
      for product in ["soapnote-lsp", "soapnote-sandbox"] { try Self.build(product) }
    }
    curl = programOnPath("curl")
    node = programOnPath("node")
    let candidate = programOnPath("python3")
    python = if let candidate { try Self.pythonWithRequests(candidate) } else { nil }
  }

  private static func build(_ product: String) throws(BenchFailure) {
    guard let swift = programOnPath("swift") else { throw .cannotBuild(product) }
    var command = Command(name: "swift build", executable: swift, environment: Command.plainEnvironment)
    command.arguments = ["build", "-c", "release", "--product", product]
    let run = try Child.run(command)
    guard run.status == 0 else {
      say(run.output)
      throw .cannotBuild(product)
    }
  }

  /// The interpreter itself: what stands on the `PATH` may be a script that looks for it. Nil without `requests`.
  private static func pythonWithRequests(_ python: String) throws(BenchFailure) -> String? {
    var command = Command(name: "python3", executable: python, environment: Command.plainEnvironment)
    command.arguments = ["-c", "import requests, sys; print(sys.executable)"]
    command.isSilenced = true
    let run = try Child.run(command)
    return run.status == 0 ? run.output.split(separator: "\n").first.map(String.init) : nil
  }
}
