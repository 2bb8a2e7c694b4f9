internal import CCurl
import Synchronization

/// The libcurl of this machine, loaded at most once.
enum CurlLibrary {
  /// 7.68.0 brought waking a waiting loop from another thread.
  static let minimum: UInt32 = 0x07_44_00

  #if canImport(Darwin)
    static let names = ["/usr/lib/libcurl.4.dylib", "libcurl.4.dylib"]
    static let advice = "it is part of macOS as /usr/lib/libcurl.4.dylib"
  #else
    // The GnuTLS build is what Debian installs along with git.
    static let names = ["libcurl.so.4", "libcurl-gnutls.so.4"]
    static let advice = "install it, for example with: apt-get install libcurl4"
  #endif

  private static let lock = Mutex(())

  /// Loads the first of `names` that is there and fit. A failure is not remembered: the next call tries again.
  static func load(names: [String] = names, minimum: UInt32 = minimum) throws(HTTPFailure) {
    let failure = lock.withLock { _ -> HTTPFailure? in
      var reason = "libcurl was not found; \(advice)"
      for name in names {
        switch unsafe Int(ccurl_load(name, minimum)) {
        case CCURL_LOADED: return nil
        case CCURL_TOO_OLD:
          reason = unsafe "libcurl \(string(ccurl_version()) ?? "") is too old, 7.68 or later is needed; \(advice)"
        case CCURL_BROKEN: reason = "\(name) does not work as libcurl; \(advice)"
        default: continue
        }
      }
      return .unavailable(reason)
    }
    if let failure { throw failure }
  }

  /// Version and TLS back end, such as `libcurl 7.88.1 (OpenSSL/3.0.19)`. Loads the library.
  static func version() throws(HTTPFailure) -> String {
    try load()
    let version = unsafe string(ccurl_version()) ?? "?"
    let tls = unsafe string(ccurl_tls_version()) ?? "no TLS"
    return "libcurl \(version) (\(tls))"
  }

  static func string(_ characters: UnsafePointer<CChar>?) -> String? {
    unsafe characters.map { unsafe String(cString: $0) }
  }
}
