/// Measurements in order of size.
struct Distribution<Value: Comparable> {
  private let sorted: [Value]

  /// At least one value.
  init(_ values: [Value]) {
    precondition(!values.isEmpty)
    sorted = values.sorted()
  }

  var least: Value { sorted[0] }
  var median: Value { percentile(50) }

  /// The least value that `percent` of all do not exceed.
  func percentile(_ percent: Int) -> Value {
    let rank = (sorted.count * percent + 99) / 100
    return sorted[max(0, min(sorted.count, rank) - 1)]
  }
}
