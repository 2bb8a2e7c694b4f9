#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A program run with nothing on its standard input, and its output and complaints in pipes.
package struct ChildProcess {
  package struct SpawnError: Error {
    let number: Int32

    var sentence: String { unsafe String(cString: strerror(number)) }
  }

  /// What the program has written, as far as that was read.
  package private(set) var output: [UInt8] = []
  private(set) var complaints: [UInt8] = []

  private let id: pid_t
  private let place: RunningChildren.Place
  private let limit: Int
  /// The ends that this process reads: output, complaints; -1 once they have ended.
  private var pipes: [Int32]
  /// Its exit status, or 128 and the number of the signal that ended it; nil while it runs.
  package private(set) var status: Int32?

  /// Starts `words[0]`, found on `PATH`, with `environment`. At most `limit` bytes of output and as many of complaints
  /// are kept.
  package init(_ words: [String], environment: [String: String], limit: Int) throws(SpawnError) {
    let output = try Pipe()
    let complaints: Pipe
    do throws(SpawnError) {
      complaints = try Pipe()
    } catch {
      output.closeBoth()
      throw error
    }
    let plan = SpawnPlan(output.writing, complaints.writing)
    let (id, number, place) = RunningChildren.start {
      var id: pid_t = 0
      let error = plan.start(&id, words, environment)
      return (id, error)
    }
    guard number == 0 else {
      output.closeBoth()
      complaints.closeBoth()
      throw SpawnError(number: number)
    }
    close(output.writing)
    close(complaints.writing)
    (self.id, self.place, self.limit, pipes) = (id, place, limit, [output.reading, complaints.reading])
  }

  /// Reads what there is, for up to `patience` milliseconds. False once the program has ended and all that it wrote is
  /// read; what it has started may still hold the pipes open.
  package mutating func goOn(patience: Int32) -> Bool {
    var polls = pipes.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let count = unsafe poll(&polls, 2, patience)
    if count > 0 {
      if polls[0].revents != 0 { pipes[0] = Self.take(pipes[0], &output, limit) }
      if polls[1].revents != 0 { pipes[1] = Self.take(pipes[1], &complaints, limit) }
      return true
    }
    var information = unsafe siginfo_t()
    guard count == 0, unsafe waitid(P_PID, id_t(id), &information, WEXITED | WNOHANG | WNOWAIT) == 0,
      unsafe information.si_signo == SIGCHLD
    else { return true }
    reap()
    return false
  }

  /// Ends the program and what it has started.
  package mutating func stop() {
    guard status == nil else { return }
    kill(-id, SIGKILL)
    reap()
  }

  private mutating func reap() {
    RunningChildren.forget(place)
    var status: Int32 = 0
    while unsafe waitpid(id, &status, 0) < 0 && errno == EINTR {}
    let signal = status & 0x7F
    self.status = signal == 0 ? status >> 8 & 0xFF : 128 + signal
    for pipe in pipes where pipe >= 0 { close(pipe) }
    pipes = [-1, -1]
  }

  /// Appends what can be read at once; returns -1 in place of a pipe that has ended.
  private static func take(_ pipe: Int32, _ bytes: inout [UInt8], _ limit: Int) -> Int32 {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = unsafe read(pipe, &buffer, buffer.count)
    if count < 0 && errno == EINTR { return pipe }
    guard count > 0 else {
      close(pipe)
      return -1
    }
    bytes.append(contentsOf: buffer[..<min(count, limit - bytes.count)])
    return pipe
  }
}

/// Both ends of a pipe; no other child inherits them.
private struct Pipe {
  let reading: Int32
  let writing: Int32

  init() throws(ChildProcess.SpawnError) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw ChildProcess.SpawnError(number: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }

  func closeBoth() {
    close(reading)
    close(writing)
  }
}
