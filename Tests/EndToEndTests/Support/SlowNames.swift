import Foundation

/// Makes looking up the name `slow.invalid` take for ever in a program that is started with this environment.
final class SlowNames: Sendable {
  #if os(Linux)
    static let isPossible = Helper.exists("cc")
  #else
    static let isPossible = false
  #endif

  private static let source = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <fcntl.h>
    #include <netdb.h>
    #include <stdlib.h>
    #include <string.h>
    #include <unistd.h>
    int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **list) {
      if (name && !strcmp(name, "slow.invalid")) {
        close(open(getenv("ASKED"), O_WRONLY | O_CREAT, 0600));
        sleep(300);
      }
      int (*next)(const char *, const char *, const struct addrinfo *, struct addrinfo **) =
        dlsym(RTLD_NEXT, "getaddrinfo");
      return next(name, service, hints, list);
    }
    """

  private let folder = FileManager.default.temporaryDirectory.appending(path: "names-\(UUID().uuidString)").path

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(Self.source.utf8).write(to: URL(filePath: "\(folder)/names.c"))
    let compiler = try Helper(["sh", "-c", "cd \(folder) && cc -shared -fPIC -o names.so names.c -ldl && echo made"])
    guard compiler.readLine() == "made" else { throw POSIXError(.ENOEXEC) }
  }

  deinit { _ = Result { try FileManager.default.removeItem(atPath: folder) } }

  var environment: [String: String] { ["LD_PRELOAD": "\(folder)/names.so", "ASKED": "\(folder)/asked"] }

  /// Returns once the name is being looked up.
  func waitUntilAsked() async throws {
    while !FileManager.default.fileExists(atPath: "\(folder)/asked") {
      try Task.checkCancellation()
      await Task.yield()
    }
  }
}
