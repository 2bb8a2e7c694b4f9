#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A thread of the system that runs one function: for what blocks, which tasks must not do.
package struct SystemThread: Sendable {
  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// The bits of the `pthread_t`, which is a number on Linux and a pointer on Darwin.
  private let handle: UInt

  package init(_ run: @escaping @Sendable () -> Void) throws(SandboxError) {
    let argument = unsafe Unmanaged.passRetained(Body(run)).toOpaque()
    #if canImport(Darwin)
      var thread: pthread_t?
      let code = unsafe pthread_create(
        &thread, nil,
        {
          unsafe Unmanaged<Body>.fromOpaque($0).takeRetainedValue().run()
          return nil
        }, argument)
      handle = UInt(bitPattern: thread)
    #else
      var thread = pthread_t()
      let code = unsafe pthread_create(
        &thread, nil,
        {
          if let body = unsafe $0 { unsafe Unmanaged<Body>.fromOpaque(body).takeRetainedValue().run() }
          return nil
        }, argument)
      handle = UInt(thread)
    #endif
    guard code == 0 else {
      unsafe Unmanaged<Body>.fromOpaque(argument).release()
      throw .cannotStart(code: code)
    }
  }

  /// Returns when the function has. To be called once.
  func join() {
    #if canImport(Darwin)
      if let thread = unsafe pthread_t(bitPattern: handle) { unsafe pthread_join(thread, nil) }
    #else
      _ = pthread_join(pthread_t(handle), nil)
    #endif
  }
}
