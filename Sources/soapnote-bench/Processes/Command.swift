/// A program to start.
struct Command {
  /// For people.
  let name: String
  let executable: String
  var arguments: [String] = []
  /// All of its environment: nothing is inherited, since a proxy or a setting of the user's would change the figures.
  var environment: [String: String] = [:]
  /// Whether its standard error goes nowhere.
  var isSilenced = false

  /// What any program may need.
  static let plainEnvironment = ["PATH", "HOME", "TMPDIR"].reduce(into: ["LC_ALL": "C"]) {
    $0[$1] = environmentValue($1)
  }
}
