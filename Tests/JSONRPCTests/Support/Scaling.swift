import Foundation

/// How many times as long `work` takes for twice the `count`, on average over two doublings, in this thread's own time.
func ratio(from count: Int, of work: (Int) -> Void) -> Double {
  func time(_ count: Int) -> Double {
    let start = threadTime()
    work(count)
    return threadTime() - start
  }
  func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }
  let times = (0..<5).map { _ in (time(count), time(4 * count)) }
  return (median(times.map(\.1)) / median(times.map(\.0))).squareRoot()
}

private func threadTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
