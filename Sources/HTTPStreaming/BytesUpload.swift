internal import CCurl

/// A body that is handed to libcurl piece by piece while it sends it; to be kept until the transfer is over.
///
/// libcurl could be given the bytes as a whole. But then it sends them again by itself, and nobody learns of it, when a
/// connection that was kept closes without an answer: a note would be made, and charged for, twice.
final class BytesUpload {
  private let bytes: [UInt8]
  private var offset = 0

  /// Sets the body of `easy`.
  init(_ bytes: [UInt8], for easy: OpaquePointer) throws(HTTPFailure) {
    self.bytes = bytes
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    for result in unsafe [
      ccurl_set_long(easy, CCURLOPT_POST, 1),
      ccurl_set_size(easy, CCURLOPT_POSTFIELDSIZE_LARGE, Int64(bytes.count)),
      ccurl_set_data_callback(easy, CCURLOPT_READFUNCTION, readBytes),
      ccurl_set_pointer(easy, CCURLOPT_READDATA, context),
      ccurl_set_seek_callback(easy, CCURLOPT_SEEKFUNCTION, seekBytes),
      ccurl_set_pointer(easy, CCURLOPT_SEEKDATA, context),
    ] where result != 0 {
      throw .unavailable("libcurl cannot send a body that is read while it is sent")
    }
  }

  fileprivate func read(into room: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(room.count, bytes.count - offset)
    unsafe bytes.withUnsafeBytes {
      unsafe room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + count]))
    }
    offset += count
    return count
  }

  /// Begins again, unless the server may have got all of it: whether that is sent again is not for libcurl to say.
  fileprivate func rewind() -> Bool {
    guard offset < bytes.count else { return false }
    offset = 0
    return true
  }
}

private func readBytes(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let context = unsafe context else { return Int(CCURL_READFUNC_ABORT) }
  let room = unsafe UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
  return unsafe Unmanaged<BytesUpload>.fromOpaque(context).takeUnretainedValue().read(into: room)
}

private func seekBytes(_ context: UnsafeMutableRawPointer?, _ offset: Int64, _ origin: CInt) -> CInt {
  guard let context = unsafe context, origin == 0, offset == 0 else { return CInt(CCURL_SEEKFUNC_FAIL) }
  let isRewound = unsafe Unmanaged<BytesUpload>.fromOpaque(context).takeUnretainedValue().rewind()
  return CInt(isRewound ? CCURL_SEEKFUNC_OK : CCURL_SEEKFUNC_FAIL)
}
