internal import Notes
internal import Synchronization

/// Turns the bytes of an upload into percentages, each told once and none twice, and knows whether all are on their way.
final class UploadMeter: Sendable {
  private let latest = Mutex((percent: UInt?.none, isWhole: false))
  private let progress: @Sendable (Recording.Stage) -> Void

  init(_ progress: @escaping @Sendable (Recording.Stage) -> Void) { self.progress = progress }

  /// Whether the upstream may have the whole recording.
  var isWhole: Bool { latest.withLock(\.isWhole) }

  /// A later attempt begins at zero again; the percentage goes on where it was.
  func sent(_ bytes: Int64, of size: Int64) {
    let percent = UInt(size > 0 ? bytes * 100 / size : 100)
    let isNews = latest.withLock { latest in
      latest.isWhole = bytes >= size
      guard latest.percent.map({ percent > $0 }) ?? true else { return false }
      latest.percent = percent
      return true
    }
    if isNews { progress(.uploading(percent: percent)) }
  }
}
