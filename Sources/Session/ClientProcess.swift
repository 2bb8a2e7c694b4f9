#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The process that started the server, watched so that the server ends with it.
///
/// In a container the client's process may not be visible: only one that was seen at first is ever found dead.
struct ClientProcess: Sendable {
  private let id: pid_t

  /// Nil when there is no such process to be seen.
  init?(_ id: Int) {
    guard let id = pid_t(exactly: id), id > 0, Self.isAlive(id) else { return nil }
    self.id = id
  }

  func hasDied() -> Bool { !Self.isAlive(id) }

  private static func isAlive(_ id: pid_t) -> Bool {
    // Not being allowed to signal a process (EPERM) proves that it is there.
    guard kill(id, 0) == 0 || errno == EPERM else { return false }
    return !isZombie(id)
  }

  /// A dead process whose parent has not asked for its end yet still takes signals.
  private static func isZombie(_ id: pid_t) -> Bool {
    #if os(Linux)
      let descriptor = unsafe open("/proc/\(id)/stat", O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return false }
      defer { close(descriptor) }
      var bytes = [UInt8](repeating: 0, count: 512)
      let count = unsafe read(descriptor, &bytes, bytes.count)
      guard count > 0, let name = bytes[..<count].lastIndex(of: UInt8(ascii: ")")), name + 2 < count else {
        return false
      }
      return [UInt8(ascii: "Z"), UInt8(ascii: "X")].contains(bytes[name + 2])
    #else
      return false
    #endif
  }
}
