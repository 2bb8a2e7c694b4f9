internal import CCurl
import Synchronization

/// Where libcurl is to be found and how old it may be. It is loaded at most once in a process.
struct CurlLibrary: Sendable {
  var names = Self.names
  /// 7.68.0 is the oldest that this is tried with.
  var minimum: UInt32 = 0x07_44_00

  #if canImport(Darwin)
    private static let names = ["/usr/lib/libcurl.4.dylib", "libcurl.4.dylib"]
    private static let advice = "it is part of macOS as /usr/lib/libcurl.4.dylib"
  #else
    // The GnuTLS build is what Debian installs along with git.
    private static let names = ["libcurl.so.4", "libcurl-gnutls.so.4"]
    private static let advice = "install it, for example with: apt-get install libcurl4"
  #endif

  private static let lock = Mutex(())

  /// Loads the first of `names` that is there and fit. Throws `.unavailable` when none is; that is not remembered: the
  /// next call tries again.
  func load() throws(HTTPFailure) {
    let failure = Self.lock.withLock { _ -> HTTPFailure? in
      let advice = Self.advice
      var reason = "libcurl was not found; \(advice)"
      for name in names {
        switch unsafe Int(ccurl_load(name, minimum)) {
        case CCURL_LOADED: return nil
        case CCURL_TOO_OLD:
          reason = unsafe "libcurl \(Self.string(ccurl_version()) ?? "") is too old, 7.68 or later is needed; \(advice)"
        case CCURL_BROKEN: reason = "\(name) does not work as libcurl; \(advice)"
        default: continue
        }
      }
      return .unavailable(reason)
    }
    if let failure { throw failure }
  }

  /// Version and TLS back end, such as `libcurl 7.88.1 (OpenSSL/3.0.19)`. Loads the library.
  func version() throws(HTTPFailure) -> String {
    try load()
    let version = unsafe Self.string(ccurl_version()) ?? "?"
    let tls = unsafe Self.string(ccurl_tls_version()) ?? "no TLS"
    return "libcurl \(version) (\(tls))"
  }

  static func string(_ characters: UnsafePointer<CChar>?) -> String? {
    unsafe characters.map { unsafe String(cString: $0) }
  }
}
