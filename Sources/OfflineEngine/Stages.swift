/// The stages of a visit: what is told, what is found, what is thought, what is to be done.
enum Stages {
  /// The likeliest stage of each clause: the path that gathers the most points, less what its turns cost.
  static func path(_ points: [SIMD4<Int32>]) -> [Int] {
    guard !points.isEmpty else { return [] }
    var best = SIMD4<Int32>(0, -6, -8, -8)
    var came: [SIMD4<UInt8>] = []
    came.reserveCapacity(points.count)
    for point in points {
      var next = SIMD4<Int32>(repeating: .min / 2)
      var from = SIMD4<UInt8>()
      for to in 0..<4 {
        for stage in 0..<4 {
          let total = best[stage] &- costs[stage][to]
          if total > next[to] {
            next[to] = total
            from[to] = UInt8(stage)
          }
        }
      }
      next &+= point.clamped(to: 8)
      let top = next.max()
      best = next &- SIMD4(repeating: top)  // Only differences count; so the sums never overflow.
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

  /// What it costs to go from one stage (row) to another (column): visits go forward.
  private static let costs: [SIMD4<Int32>] = [
    SIMD4(0, 5, 7, 7),
    SIMD4(9, 0, 5, 6),
    SIMD4(12, 8, 0, 3),
    SIMD4(12, 9, 3, 0),
  ]
}
