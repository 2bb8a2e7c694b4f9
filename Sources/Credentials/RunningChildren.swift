internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The programs that run for this process: whichever way it ends, short of SIGKILL, they end with it.
///
/// All state is atomic, so that a signal handler can read it.
enum RunningChildren {
  /// A program's place among those that run.
  struct Place {
    fileprivate let index: Int
  }

  private static let capacity = 64
  /// Process ids, 0 where there is none. Safe because it is never freed, and only ever used as atomics.
  nonisolated(unsafe) private static let ids = {
    let ids = UnsafeMutablePointer<Atomic<pid_t>>.allocate(capacity: capacity)
    for index in 0..<capacity { unsafe (ids + index).initialize(to: Atomic(0)) }
    return unsafe ids
  }()
  /// Starts that are under way: there may be a program whose id is not known yet.
  private static let starts = Atomic(0)
  private static let isOver = Atomic(false)
  /// Done once, before the first program starts.
  private static let watch: Void = {
    _ = unsafe (ids, starts.load(ordering: .relaxed), isOver.load(ordering: .relaxed))
    atexit { RunningChildren.stopAll() }
    for number in [SIGHUP, SIGINT, SIGTERM] { stopAll(before: number) }
  }()

  /// Runs `spawn`, which gives the id of a program or the number of an error, and keeps the id.
  static func start(_ spawn: () -> (id: pid_t, error: Int32)) -> (id: pid_t, error: Int32, place: Place) {
    _ = watch
    // A handler waits for starts to be over, so none may run on this thread meanwhile.
    var (all, before) = (sigset_t(), sigset_t())
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    starts.add(1, ordering: .sequentiallyConsistent)
    defer { starts.subtract(1, ordering: .sequentiallyConsistent) }
    guard !isOver.load(ordering: .sequentiallyConsistent), let place = reserve() else {
      return (0, EAGAIN, Place(index: 0))
    }
    let (id, error) = spawn()
    unsafe ids[place.index].store(error == 0 ? id : 0, ordering: .sequentiallyConsistent)
    return (id, error, place)
  }

  /// To be called before the program is reaped: its id may stand for another's after that.
  static func forget(_ place: Place) { unsafe ids[place.index].store(0, ordering: .sequentiallyConsistent) }

  private static func reserve() -> Place? {
    for index in 0..<capacity {
      // An id that is no process's: the place is taken.
      let (isFree, _) = unsafe ids[index].compareExchange(
        expected: 0, desired: -1, ordering: .sequentiallyConsistent)
      if isFree { return Place(index: index) }
    }
    return nil
  }

  /// Lets no other program start, and kills those that run with all that they have started.
  private static func stopAll() {
    isOver.store(true, ordering: .sequentiallyConsistent)
    for _ in 0..<1000 where starts.load(ordering: .sequentiallyConsistent) > 0 { _ = poll(nil, 0, 1) }
    for index in 0..<capacity {
      let id = unsafe ids[index].load(ordering: .sequentiallyConsistent)
      if id > 0 { kill(-id, SIGKILL) }
    }
  }

  /// Makes a signal that ends the process end its programs first. One that is ignored, or taken elsewhere, is left alone.
  private static func stopAll(before number: Int32) {
    var action = sigaction()
    guard unsafe sigaction(number, nil, &action) == 0, Self.isDefault(action) else { return }
    unsafe sigemptyset(&action.sa_mask)
    // Back to the default, which ends the process when the handler returns: its status tells the signal, as ever.
    action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
    let handler: @convention(c) (Int32) -> Void = { number in
      RunningChildren.stopAll()
      raise(number)
    }
    #if canImport(Glibc)
      unsafe action.__sigaction_handler.sa_handler = handler
    #elseif canImport(Musl)
      unsafe action.__sa_handler.sa_handler = handler
    #else
      unsafe action.__sigaction_u.__sa_handler = handler
    #endif
    _ = unsafe sigaction(number, &action, nil)
  }

  private static func isDefault(_ action: sigaction) -> Bool {
    // A handler is no null pointer; SIG_DFL is, and SIG_IGN is no address of a function.
    #if canImport(Glibc)
      unsafe action.__sigaction_handler.sa_handler == nil
    #elseif canImport(Musl)
      unsafe action.__sa_handler.sa_handler == nil
    #else
      unsafe action.__sigaction_u.__sa_handler == nil
    #endif
  }
}
