/// The program's name and version, as `--version`, `serverInfo` and `User-Agent` give it.
enum Program {
  static let name = "soapnote-lsp"
  static let version = "0.1.0"
  static let userAgent = "\(name)/\(version)"
}
