import Dispatch
import Synchronization

/// What `work` gives, which may block its thread; nil as soon as the task is cancelled.
///
/// The thread is then left where it stands: this is for a process that is about to end.
func unlessCancelled<T: Sendable>(_ work: @escaping @Sendable () -> T) async -> T? {
  let waiter = Mutex<CheckedContinuation<T?, Never>?>(nil)
  return await withTaskCancellationHandler {
    await withCheckedContinuation { continuation in
      waiter.withLock { $0 = continuation }
      DispatchQueue.global().async {
        let value = work()
        waiter.withLock { $0.take() }?.resume(returning: value)
      }
      if Task.isCancelled { waiter.withLock { $0.take() }?.resume(returning: nil) }
    }
  } onCancel: {
    waiter.withLock { $0.take() }?.resume(returning: nil)
  }
}

/// Blocks the calling thread until `work` is done.
func waitFor<T: Sendable>(_ work: @escaping @Sendable () async -> T) -> T {
  let result = Mutex<T?>(nil)
  let isDone = DispatchSemaphore(value: 0)
  // Requests run at this priority too; any other would have threads of its own.
  Task.detached(priority: .userInitiated) {
    let value = await work()
    result.withLock { $0 = value }
    isDone.signal()
  }
  isDone.wait()
  return result.withLock { $0! }
}
