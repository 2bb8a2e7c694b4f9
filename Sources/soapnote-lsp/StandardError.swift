#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Lines for people, without content or keys.
enum StandardError {
  static func print(_ line: String) {
    let bytes = Array("\(Program.name): \(line)\n".utf8)
    _ = unsafe write(STDERR_FILENO, bytes, bytes.count)
  }
}
