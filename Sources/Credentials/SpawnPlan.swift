#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// How a child process is started: no input, its two outputs as given, and nothing else of this process.
struct SpawnPlan {
  private let output: Int32
  private let complaints: Int32

  /// The descriptors to become the child's standard output and standard error.
  init(_ output: Int32, _ complaints: Int32) { (self.output, self.complaints) = (output, complaints) }

  /// Starts `words[0]`; returns 0, or the number of the error.
  func start(_ id: inout pid_t, _ words: [String], _ environment: [String: String]) -> Int32 {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = unsafe posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, complaints, STDERR_FILENO)
    // A group of its own, so that what it starts is stopped with it; signals as programs expect them: SIGPIPE is not
    // ignored, and none is held back, as they are on the threads of the runtime.
    var flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    #if canImport(Darwin)
      flags |= POSIX_SPAWN_CLOEXEC_DEFAULT
    #else
      // Connections of an HTTP library may lack the close-on-exec flag, and would outlive their cancel in the child.
      for descriptor in 3..<Int32(min(1024, sysconf(Int32(_SC_OPEN_MAX)))) {
        unsafe posix_spawn_file_actions_addclose(&actions, descriptor)
      }
    #endif
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    let arguments = unsafe Self.strings(words)
    let variables = unsafe Self.strings(environment.map { "\($0.key)=\($0.value)" })
    defer {
      for index in unsafe arguments.indices { unsafe free(arguments[index]) }
      for index in unsafe variables.indices { unsafe free(variables[index]) }
    }
    return unsafe posix_spawnp(&id, words[0], &actions, &attributes, arguments, variables)
  }

  /// Strings as C wants them, ended by a null pointer; the caller frees them.
  @unsafe private static func strings(_ strings: [String]) -> [UnsafeMutablePointer<CChar>?] {
    unsafe strings.map { unsafe strdup($0) } + [nil]
  }
}
