#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Bytes that arrive at the end and are taken from the front, in linear time overall: a read index moves, and what lies
/// before it is dropped only when it is the larger part.
struct ReadBuffer {
  private var bytes: [UInt8] = []
  private var start = 0

  var count: Int { bytes.count - start }

  mutating func append(_ chunk: Span<UInt8>) {
    if start == bytes.count {
      // A buffer that once held a huge message is given back.
      bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 20)
      start = 0
    } else if start > bytes.count / 2 {
      bytes.removeSubrange(..<start)
      start = 0
    }
    bytes.append(chunk)
  }

  subscript(index: Int) -> UInt8 { bytes[start + index] }

  /// The distance from the front to the first line feed at or after `index`.
  func lineFeed(from index: Int) -> Int? {
    guard index < count else { return nil }
    return unsafe bytes.withUnsafeBytes { buffer in
      let from = unsafe buffer.baseAddress! + start + index
      guard let found = unsafe memchr(from, 0x0A, count - index) else { return nil }
      return unsafe index + (UnsafeRawPointer(found) - from)
    }
  }

  mutating func take(_ length: Int) -> [UInt8] {
    let taken = Array(bytes[start..<start + length])
    start += length
    return taken
  }

  mutating func skip(_ length: Int) { start += length }
}
