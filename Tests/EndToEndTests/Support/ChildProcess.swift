import Foundation
import Synchronization

/// A process of the built program with pipes on its standard streams, and nothing else inherited.
struct ChildProcess: Sendable {
  struct CannotStart: Error { let code: Int32 }

  enum Exit: Equatable, Sendable {
    case status(Int32)
    case signal(Int32)
  }

  let id: pid_t
  /// The ends of this process.
  let input: Int32
  let output: Int32
  let errors: Int32

  /// Starts `executable`; `environment` is all that it gets.
  init(_ executable: String, _ arguments: [String], environment: [String: String]) throws {
    // One at a time: a process must not be started between the making of another's pipes and their being marked.
    self = try Self.turn.withLock { _ in try Self(starting: executable, arguments, environment) }
  }

  private static let turn = Mutex(())

  private init(starting executable: String, _ arguments: [String], _ environment: [String: String]) throws {
    let pipes = try (0..<3).map { _ in try Self.pipe() }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, pipes[0].read, 0)
    posix_spawn_file_actions_adddup2(&actions, pipes[1].write, 1)
    posix_spawn_file_actions_adddup2(&actions, pipes[2].write, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // What this process ignores the child must see as anyone would start it: SIGPIPE deadly, SIGINT not ignored, none
    // blocked.
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    #if canImport(Darwin)
      let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_CLOEXEC_DEFAULT
    #else
      let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    #endif
    posix_spawnattr_setflags(&attributes, Int16(flags))
    let words = ([executable] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in words + variables { free(pointer) } }
    var id: pid_t = 0
    let code = posix_spawn(&id, executable, &actions, &attributes, words, variables)
    for end in [pipes[0].read, pipes[1].write, pipes[2].write] { close(end) }
    (self.id, input, output, errors) = (id, pipes[0].write, pipes[1].read, pipes[2].read)
    guard code == 0 else {
      for end in [input, output, errors] { close(end) }
      throw CannotStart(code: code)
    }
  }

  /// Blocks until the process has ended; it stays a zombie until `reap`.
  func waitForEnd() {
    var information = siginfo_t()
    while waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) != 0 && errno == EINTR {}
  }

  /// How the process ended.
  func reap() -> Exit {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0 && errno == EINTR {}
    return status & 0x7F == 0 ? .status((status >> 8) & 0xFF) : .signal(status & 0x7F)
  }

  /// A pipe that no other child inherits.
  private static func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    guard Foundation.pipe(&ends) == 0 else { throw CannotStart(code: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}
