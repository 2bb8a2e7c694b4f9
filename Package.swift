// swift-tools-version: 6.2

import Foundation
import PackageDescription

// No package dependencies: the toolchain and the system's libcurl (loaded at first use) are all that is needed.

let language: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
  .treatAllWarnings(as: .error),
]
let strict = language + [.strictMemorySafety()]

/// Release builds on Linux carry the Swift runtime: one file to install, and half the time to start.
let selfContained = BuildSettingCondition.when(platforms: [.linux], configuration: .release)
let staticRuntime = ["-static-stdlib"]
/// The C++ library under the Swift runtime comes along too, where GCC has its archive (some distributions keep that in a
/// package of its own): the folder hides the shared one from the linker.
let gcc = FileManager.default.enumerator(atPath: "/usr/lib/gcc")
let hasArchive = gcc?.contains { ($0 as? String)?.hasSuffix("/libstdc++.a") == true } ?? false
let staticSupport =
  hasArchive
  ? ["-L\(Context.packageDirectory)/.link", "-Xlinker", "-l:libstdc++.a", "-Xclang-linker", "-static-libgcc"] : []

func module(_ name: String, _ dependencies: Target.Dependency...) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict + [.unsafeFlags(staticRuntime, selfContained)])
}

func program(_ name: String, _ dependencies: Target.Dependency...) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, swiftSettings: strict + [.unsafeFlags(staticRuntime, selfContained)],
    linkerSettings: [.unsafeFlags(staticRuntime + staticSupport, selfContained)])
}

/// Tests may reach for unsafe system calls without annotating each of them.
func tests(_ name: String, _ dependencies: Target.Dependency..., exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: language)
}

let package = Package(
  name: "soapnote-lsp",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "soapnote-lsp", targets: ["soapnote-lsp"]),
    .executable(name: "soapnote-sandbox", targets: ["soapnote-sandbox"]),
    .executable(name: "soapnote-bench", targets: ["soapnote-bench"]),
  ],
  targets: [
    // Arrows point down only: a module imports modules of the lines below it.
    program(
      "soapnote-lsp", "Session", "NoteEngines", "OfflineEngine", "Credentials", "EditorProtocol", "JSONRPC",
      "HTTPStreaming", "Doctor", "Notes"),
    program("soapnote-sandbox", "Sandbox"),
    program("soapnote-bench"),
    module("Session", "Documents", "EditorProtocol", "JSONRPC", "Notes"),
    module("Sandbox", "OfflineEngine", "Notes"),
    module("NoteEngines", "HTTPStreaming", "ServerSentEvents", "Notes"),
    .target(
      name: "OfflineEngine", dependencies: ["Notes"], exclude: ["README.md"], swiftSettings: strict),
    module("Doctor", "HTTPStreaming"),
    module("Credentials", "Notes"),
    module("Documents", "Notes"),
    module("EditorProtocol", "JSONRPC", "Notes"),
    module("JSONRPC"),
    module("ServerSentEvents"),
    module("HTTPStreaming", "CCurl"),
    module("Notes"),
    .target(name: "CCurl"),

    tests("HTTPStreamingTests", "HTTPStreaming", "CCurl", "Sandbox"),
    tests("ServerSentEventsTests", "ServerSentEvents"),
    tests("NotesTests", "Notes"),
    tests("JSONRPCTests", "JSONRPC"),
    tests("OfflineEngineTests", "OfflineEngine", "Notes"),
    tests("CredentialsTests", "Credentials", "Notes"),
    tests("DoctorTests", "Doctor"),
    tests("DocumentsTests", "Documents", "Notes"),
    tests("NoteEnginesTests", "NoteEngines", "HTTPStreaming", "JSONRPC", "Notes"),
    tests("EditorProtocolTests", "EditorProtocol", "JSONRPC", "Notes"),
    tests("SessionTests", "Session", "Documents", "EditorProtocol", "JSONRPC", "Notes"),
    tests("SandboxTests", "Sandbox", "soapnote-sandbox", exclude: ["Clients"]),
    tests("BenchTests", "soapnote-bench", "soapnote-lsp", "soapnote-sandbox"),
    tests("EndToEndTests", "soapnote-lsp", "Sandbox", "soapnote-sandbox"),
    .testTarget(
      name: "EditorTests", dependencies: ["soapnote-lsp", "soapnote-sandbox"],
      exclude: [
        "README.md", "emacs", "emacs30-unpack", "install", "judge.py", "monaco.py", "nvim", "picture.py", "probe.py",
        "replay.py", "run-emacs", "run-monaco", "run-nvim", "run-vim", "run-vscode", "sandbox.py", "scenarios.json",
        "terminal.py", "vim", "vscode",
      ],
      swiftSettings: language),
  ],
  swiftLanguageModes: [.v6]
)

// The fuzzer brings a `main` of its own and wants everything instrumented: a build apart, made by Tests/Fuzz/run.
if Context.environment["SOAPNOTE_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "soapnote-fuzz",
      dependencies: [
        "Documents", "EditorProtocol", "HTTPStreaming", "JSONRPC", "NoteEngines", "Notes", "OfflineEngine",
        "ServerSentEvents", "Session",
      ],
      path: "Tests/Fuzz/Targets", swiftSettings: language + [.unsafeFlags(["-parse-as-library"])]))
}

// The sanitizers build what they run and no more: Tests/Sanitizers/run.
if Context.environment["SOAPNOTE_SANITIZE"] != nil {
  let others = ["soapnote-bench", "BenchTests", "DoctorTests", "EditorTests"]
  package.targets.removeAll { others.contains($0.name) }
  package.products.removeAll { others.contains($0.name) }
}
