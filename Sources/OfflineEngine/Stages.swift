/// The stages of a visit: what is told, what is found, what is thought, what is to be done.
struct Stages {
  /// What it costs to begin in each stage.
  var start: SIMD4<Int32>
  /// What it costs to go from one stage (row) to another (column).
  var costs: [SIMD4<Int32>]

  /// Talk goes forward, and now and then back.
  static let conversation = Stages(
    start: SIMD4(0, 6, 8, 8),
    costs: [SIMD4(0, 5, 7, 7), SIMD4(9, 0, 5, 6), SIMD4(12, 8, 0, 3), SIMD4(12, 9, 3, 0)])

  /// A dictation keeps the order of a note.
  static let dictation = Stages(
    start: SIMD4(0, 8, 12, 12),
    costs: [SIMD4(0, 6, 8, 9), SIMD4(22, 0, 5, 7), SIMD4(26, 18, 0, 4), SIMD4(26, 20, 5, 0)])

  /// The likeliest stage of each clause: the path that gathers the most points, less what its turns cost.
  func path(_ points: [SIMD4<Int32>]) -> [Int] {
    guard !points.isEmpty else { return [] }
    var best = SIMD4<Int32>() &- start
    var came: [SIMD4<UInt8>] = []
    came.reserveCapacity(points.count)
    for (index, point) in points.enumerated() {
      var next = best
      var from = SIMD4<UInt8>(0, 1, 2, 3)
      if index > 0 {
        for to in 0..<4 {
          for stage in 0..<4 where best[stage] &- costs[stage][to] > next[to] {
            next[to] = best[stage] &- costs[stage][to]
            from[to] = UInt8(stage)
          }
        }
      }
      next &+= point.clamped(to: 10)
      best = next &- SIMD4(repeating: next.max())  // Only differences count; so the sums never overflow.
      came.append(from)
    }
    var stage = best.indexOfMax
    var path = Array(repeating: 0, count: points.count)
    for index in points.indices.reversed() {
      path[index] = stage
      stage = Int(came[index][stage])
    }
    return path
  }
}
