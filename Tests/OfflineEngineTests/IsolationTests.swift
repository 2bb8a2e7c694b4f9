import Foundation
import Testing

/// The promise that nothing leaves the machine, kept by what the modules can reach at all.
struct IsolationTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// What a module's sources import, and what they might call without an import.
  private static func imports(of module: String) throws -> Set<String> {
    let folder = root.appending(path: "Sources/\(module)")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
    try #require(!files.isEmpty)
    var imports: Set<String> = []
    for file in files {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      for match in text.matches(of: #/(?m)^\s*(?:@\S+ )?(?:package |internal |public )?import (?:\w+ )?(\w+)/#) {
        imports.insert(String(match.1))
      }
      #expect(!text.contains("_silgen_name") && !text.contains("@_extern"), "\(file) reaches for a symbol by its name")
    }
    return imports
  }

  @Test
  func `the offline engine and what it stands on reach no file, no process and no network`() throws {
    #expect(try Self.imports(of: "OfflineEngine") == ["Notes"])
    #expect(try Self.imports(of: "Notes").isSubset(of: ["Synchronization"]))
    let package = try String(contentsOf: Self.root.appending(path: "Package.swift"), encoding: .utf8)
    #expect(package.contains(#"name: "OfflineEngine", dependencies: ["Notes"]"#))
    #expect(package.contains(#"module("Notes")"#))
  }
}
