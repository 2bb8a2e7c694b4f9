import Foundation

/// The executables under test: those that were built with the test bundle.
enum Program {
  static let path = URL(filePath: directory).appending(path: "soapnote-lsp").path

  /// What every program gets: nothing of a key, a proxy or a setting of whoever runs the tests.
  static let environment: [String: String] = {
    var variables = ["HOME": "/", "LANG": "C.UTF-8"]
    let loader = ["LD_LIBRARY_PATH", "LD_PRELOAD", "DYLD_LIBRARY_PATH", "DYLD_FRAMEWORK_PATH"]
    for name in ["PATH", "ASAN_OPTIONS", "TSAN_OPTIONS"] + loader {
      variables[name] = ProcessInfo.processInfo.environment[name]
    }
    return variables
  }()

  /// Where the test bundle was built: a program on Linux, a folder that a helper program loads on Darwin.
  private static let directory: String = {
    #if canImport(Darwin)
      var information = Dl_info()
      dladdr(#dsohandle, &information)
      var place = URL(filePath: String(cString: information.dli_fname))
    #else
      var place = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    #endif
    repeat { place.deleteLastPathComponent() } while place.path.contains(".xctest")
    return place.path
  }()
}
