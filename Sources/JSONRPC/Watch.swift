/// Something that is looked at now and then while input is read.
struct Watch {
  var interval: Duration
  var due: ContinuousClock.Instant
  var check: @Sendable () -> Void

  /// Milliseconds until the next look, 0 when it is due.
  var timeout: Int32 {
    let (seconds, attoseconds) = (due - .now).components
    return Int32(clamping: max(0, seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1))
  }
}
