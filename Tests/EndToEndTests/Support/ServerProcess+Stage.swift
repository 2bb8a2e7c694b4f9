extension ServerProcess {
  /// Runs `scene` in a shell, with the program in place of the @.
  static func stage(_ scene: String, _ environment: [String: String] = [:]) throws -> ServerProcess {
    try ServerProcess(
      ["-c", scene.replacing("@", with: "'\(Program.path)'")], environment: environment, executable: "/bin/bash")
  }
}
