import HTTPStreaming

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How this program was built, and the library that it finds at run time.
struct Build {
  /// What `--version` prints: the name and version alone on the first line.
  var text: String {
    """
    \(Program.name) \(Program.version)
    \(description)
    \(CurlClient.version ?? "no libcurl found: the offline engine works without, the SOAPNoteAPI needs it")
    """
  }

  /// `Swift 6.3, release build, Swift runtime inside`
  var description: String { "Swift \(Self.compiler), \(Self.configuration) build, \(Self.runtime)" }

  private static var compiler: String {
    #if compiler(>=6.5)
      "6.5 or later"
    #elseif compiler(>=6.4)
      "6.4"
    #elseif compiler(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }

  private static var configuration: String {
    #if DEBUG
      "debug"
    #else
      "release"
    #endif
  }

  private static var runtime: String {
    #if canImport(Darwin)
      "Swift runtime of the system"
    #else
      // The process knows best whether the library came with it or was loaded.
      unsafe dlopen("libswiftCore.so", RTLD_LAZY | RTLD_NOLOAD) == nil
        ? "Swift runtime inside" : "Swift runtime in libraries of its own"
    #endif
  }
}
