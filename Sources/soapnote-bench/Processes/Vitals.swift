/// What the system says about a running process. (Linux, proc(5); nil elsewhere.)
///
/// `ru_maxrss` will not do: at first it is the peak of the process that started this one.
struct Vitals {
  /// Most memory that was resident so far, in bytes.
  let peakMemory: Int
  let threads: Int

  /// Nil when the process has ended, or the system keeps no such record.
  init?(of id: Int32) {
    guard let status = contents(ofFile: "/proc/\(id)/status") else { return nil }
    self.init(status: status)
  }

  init?(status: String) {
    var numbers: [Substring: Int] = [:]
    for line in status.split(separator: "\n") {
      let words = line.split { $0 == ":" || $0 == "\t" || $0 == " " }
      if words.count >= 2 { numbers[words[0]] = Int(words[1]) }
    }
    guard let kilobytes = numbers["VmHWM"], let threads = numbers["Threads"] else { return nil }
    peakMemory = kilobytes * 1024
    self.threads = threads
  }
}

/// Watches a process while its output is read.
struct VitalsWatch {
  private(set) var peakMemory: Int?
  private(set) var threads: Int?
  private var lastLook: UInt64 = 0

  /// So that looking costs the machine nothing that matters.
  private static let interval: UInt64 = 5_000_000

  mutating func look(at child: Child) {
    let now = monotonicNow()
    guard now - lastLook >= Self.interval, let vitals = Vitals(of: child.id) else { return }
    lastLook = now
    peakMemory = max(peakMemory ?? 0, vitals.peakMemory)
    threads = max(threads ?? 0, vitals.threads)
  }
}
