internal import Dispatch
internal import Notes
internal import Synchronization

/// A program that prints a key, such as a password manager's command line.
///
/// Its output is the key and goes nowhere else; its complaints (standard error) are shown when it fails.
struct KeyCommand: Sendable {
  private static let outputLimit = 65_536
  /// Milliseconds until a cancel or the time limit is seen.
  private static let patience: Int32 = 20

  let words: [String]
  let environment: [String: String]
  let timeLimit: Duration

  /// What the program prints. Blocks a thread of its own until it has ended; cancelling the task stops the program.
  func run() async throws(EngineError) -> String {
    let isCancelled = Flag()
    let result: Result<String, EngineError> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        DispatchQueue.global().async {
          do throws(EngineError) {
            continuation.resume(returning: .success(try output(unless: isCancelled)))
          } catch {
            continuation.resume(returning: .failure(error))
          }
        }
      }
    } onCancel: {
      isCancelled.raise()
    }
    return try result.get()
  }

  private final class Flag: Sendable {
    private let value = Atomic(false)

    var isRaised: Bool { value.load(ordering: .relaxed) }
    func raise() { value.store(true, ordering: .relaxed) }
  }

  private func output(unless isCancelled: Flag) throws(EngineError) -> String {
    let name = words.first ?? ""
    let deadline = ContinuousClock.now + timeLimit
    var child: ChildProcess
    do throws(ChildProcess.SpawnError) {
      child = try ChildProcess(words, environment: environment, limit: Self.outputLimit)
    } catch {
      throw EngineError(
        .notConfigured,
        "The key command \(name) cannot be started: \(error.sentence). Correct apiKeyCommand or SOAPNOTEAPI_KEY_COMMAND, then try "
          + "again.")
    }
    while child.goOn(patience: Self.patience) {
      if isCancelled.isRaised {
        child.stop()
        throw EngineError(.cancelled, "Cancelled.")
      }
      if ContinuousClock.now >= deadline {
        child.stop()
        throw EngineError(
          .notConfigured,
          "The key command \(name) was stopped: it had not ended after \(timeLimit.components.seconds) s. "
            + "Run it by hand to see what it waits for, then try again.")
      }
    }
    if let status = child.status, status != 0 {
      throw EngineError(
        .notConfigured,
        "The key command \(name) failed with status \(status)\(Self.quotation(child.complaints)). "
          + "Run it by hand, correct what is wrong, then try again.")
    }
    // What is no UTF-8 becomes U+FFFD, which no key may hold.
    return String(decoding: child.output, as: UTF8.self)
  }

  /// The program's own words, on one line and not too many.
  private static func quotation(_ complaints: [UInt8]) -> String {
    let text = String(decoding: complaints.prefix(500), as: UTF8.self)
    let words = text.split { $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } }
    return words.isEmpty ? "" : ": “\(words.joined(separator: " "))”"
  }
}
