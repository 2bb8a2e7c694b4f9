#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// `CLOCK_MONOTONIC` in nanoseconds: the clock that the sandbox writes into its events.
func monotonicNow() -> UInt64 {
  var time = timespec()
  unsafe clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

func pause(seconds: UInt32) { sleep(seconds) }

/// The value of an environment variable.
func environmentValue(_ name: String) -> String? {
  unsafe getenv(name).map { unsafe String(cString: $0) }
}

/// The first program of that name on the `PATH`.
func programOnPath(_ name: String) -> String? {
  (environmentValue("PATH") ?? "").split(separator: ":").lazy
    .map { "\($0)/\(name)" }.first { unsafe access($0, X_OK) == 0 }
}

/// The start of a small file such as those of `/proc`; nil when it cannot be read.
func contents(ofFile path: String) -> String? {
  let file = unsafe open(path, O_RDONLY)
  guard file >= 0 else { return nil }
  defer { close(file) }
  var bytes = [UInt8](repeating: 0, count: 8192)
  let count = unsafe read(file, &bytes, bytes.count)
  return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
}

/// Writes at once, past any buffer.
func say(_ text: String, on descriptor: CInt = STDERR_FILENO) {
  let bytes = Array(text.utf8)
  _ = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
}

#if DEBUG
  let isDebugBuild = true
#else
  let isDebugBuild = false
#endif
