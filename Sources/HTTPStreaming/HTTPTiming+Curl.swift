internal import CCurl

extension HTTPTiming {
  /// What libcurl has measured of the transfer of `easy` so far.
  init(of easy: OpaquePointer) {
    func time(_ info: ccurl_info) -> Duration? {
      let microseconds = unsafe ccurl_get_size(easy, info)
      return microseconds > 0 ? .microseconds(microseconds) : nil
    }
    self.init(
      nameLookup: time(CCURLINFO_NAMELOOKUP_TIME_T), connect: time(CCURLINFO_CONNECT_TIME_T),
      tls: time(CCURLINFO_APPCONNECT_TIME_T), firstByte: time(CCURLINFO_STARTTRANSFER_TIME_T))
  }
}
