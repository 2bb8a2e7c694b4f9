#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A process that is measured, with pipes as its standard input and output.
final class Child {
  let name: String
  let id: pid_t
  private var input: CInt
  private var output: CInt
  private var isRunning = true

  private static let patience: CInt = 60_000

  init(_ command: Command) throws(BenchFailure) {
    name = command.name
    let (input, output) = (try Pipe(for: name), try Pipe(for: name))
    let arguments = unsafe CStrings([command.executable] + command.arguments)
    let environment = unsafe CStrings(command.environment.map { "\($0)=\($1)" })
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = unsafe posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawn_file_actions_adddup2(&actions, input.reading, STDIN_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, output.writing, STDOUT_FILENO)
    if command.isSilenced {
      unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    }
    unsafe posix_spawnattr_init(&attributes)
    // The bench ignores SIGPIPE, which a child would inherit.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    var id: pid_t = 0
    let error = unsafe posix_spawn(
      &id, command.executable, &actions, &attributes, arguments.pointers, environment.pointers)
    close(input.reading)
    close(output.writing)
    (self.id, self.input, self.output) = (id, input.writing, output.reading)
    guard error == 0 else {
      isRunning = false
      throw .cannotStart(name, error: error)
    }
  }

  deinit {
    if isRunning {
      kill(id, SIGKILL)
      var status: CInt = 0
      unsafe waitpid(id, &status, 0)
    }
    closeInput()
    close(output)
  }

  /// Writes all of `bytes`; waits for a child that does not read.
  func write(_ bytes: [UInt8]) throws(BenchFailure) {
    var start = 0
    while start < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Self.write(input, $0.baseAddress?.advanced(by: start), $0.count - start)
      }
      guard count > 0 else { throw .stuck(name) }
      start += count
    }
  }

  func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  /// Fills the front of `buffer` with what the child has written, once there is something; zero at the end.
  func read(into buffer: inout [UInt8]) throws(BenchFailure) -> Int {
    var poller = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&poller, 1, Self.patience) > 0 else { throw .stuck(name) }
    return max(0, unsafe Self.read(output, &buffer, buffer.count))
  }

  /// Waits for the end of the child; `cpu` is the processor time that it took, user and system, in seconds. The status
  /// is that of a shell: 128 and the signal that ended the child.
  func wait() -> (status: CInt, cpu: Double) {
    var usage = rusage()
    var status: CInt = 0
    unsafe wait4(id, &status, 0, &usage)
    isRunning = false
    let signal = status & 0x7F
    let cpu = [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    return (signal == 0 ? status >> 8 & 0xFF : 128 + signal, cpu)
  }

  /// Runs a program to its end; it must read all of `input` before it writes much.
  static func run(
    _ command: Command, input: String = ""
  ) throws(BenchFailure) -> (status: CInt, cpu: Double, output: String) {
    let child = try Child(command)
    try child.write(Array(input.utf8))
    child.closeInput()
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = try child.read(into: &buffer), count > 0 { output += buffer[..<count] }
    let (status, cpu) = child.wait()
    return (status, cpu, String(decoding: output, as: UTF8.self))
  }

  // The system calls, under names that the methods here do not hide.
  private static func write(_ file: CInt, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Darwin)
      unsafe Darwin.write(file, bytes, count)
    #elseif canImport(Musl)
      unsafe Musl.write(file, bytes, count)
    #else
      unsafe Glibc.write(file, bytes, count)
    #endif
  }

  private static func read(_ file: CInt, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    #if canImport(Darwin)
      unsafe Darwin.read(file, bytes, count)
    #elseif canImport(Musl)
      unsafe Musl.read(file, bytes, count)
    #else
      unsafe Glibc.read(file, bytes, count)
    #endif
  }
}

/// Both ends of a pipe; no child inherits them by accident.
private struct Pipe {
  let reading: CInt
  let writing: CInt

  init(for name: String) throws(BenchFailure) {
    var ends: [CInt] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw .cannotStart(name, error: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }
}

/// Strings as C wants them, ended by a null pointer, for as long as this lives.
@unsafe private final class CStrings {
  var pointers: [UnsafeMutablePointer<CChar>?]

  init(_ strings: [String]) { unsafe pointers = strings.map { unsafe strdup($0) } + [nil] }

  deinit {
    for index in unsafe pointers.indices { unsafe free(pointers[index]) }
  }
}
