import HTTPStreaming
import Testing

@testable import Doctor

/// Decisions of the doctor that need no network.
struct DoctorTests {
  @Test(arguments: [
    (["https_proxy": "http://a:1", "HTTPS_PROXY": "http://b:1"], "https_proxy names http://a:1."),
    (["HTTPS_PROXY": "http://b:1", "ALL_PROXY": "http://c:1"], "HTTPS_PROXY names http://b:1."),
    (["https_proxy": "", "all_proxy": "socks5://c:1"], "all_proxy names socks5://c:1."),
    (["HTTPS_PROXY": "http://user:pa@ss@b:1"], "HTTPS_PROXY names http://***@b:1."),
    (["HTTPS_PROXY": "user:pass@b:1"], "HTTPS_PROXY names ***@b:1."),
    (["http_proxy": "http://b:1"], "No variable names a proxy"), ([:], "No variable names a proxy"),
    (["HTTPS_PROXY": "http://b:1", "NO_PROXY": "*"], "NO_PROXY has *: the connection is direct."),
    (["HTTPS_PROXY": "http://b:1", "NO_PROXY": "x, example.ORG"], "NO_PROXY has example.ORG"),
    (["HTTPS_PROXY": "http://b:1", "NO_PROXY": ".example.org"], "NO_PROXY has .example.org"),
    (["HTTPS_PROXY": "http://b:1", "no_proxy": "api.example.org", "NO_PROXY": "*"], "no_proxy has api.example.org"),
    (["HTTPS_PROXY": "http://b:1", "NO_PROXY": "pi.example.org,org.api"], "HTTPS_PROXY names http://b:1."),
  ])
  func `the proxy is the one that libcurl takes`(environment: [String: String], words: String) {
    let route = ProxyRoute(host: "api.example.org", isEncrypted: true, environment: environment)
    #expect(route.finding.message.contains(words), "\(route.finding.message)")
    #expect(route.isProxied == words.contains(/(?i)_proxy names/))
  }

  @Test(arguments: [
    ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Nov  6 08:49:37 1994 GMT", 784_111_777),
    ("1994-11-06 08:49:37 GMT", 784_111_777), ("Feb 29 00:00:00 2000 GMT", 951_782_400),
    ("Jan  1 00:00:00 1970 GMT", 0), ("Dec 31 23:59:59 2049 GMT", 2_524_607_999), ("soon", nil), ("", nil),
    ("1994-11-06", nil),
  ])
  func `dates are read in each form`(text: String, seconds: Int?) throws {
    #expect(UTCDate(text)?.secondsSince1970 == seconds)
    guard let seconds else { return }
    let date = UTCDate(secondsSince1970: seconds)
    let again = try #require(UTCDate(date.description.replacing(" UTC", with: ":00 GMT")))
    #expect(again.secondsSince1970 == seconds - seconds % 60)
  }

  @Test(
    arguments: [
      ("Sun, 06 Nov 1994 08:49:37 GMT", "ok: This computer's clock agrees"),
      ("Sun, 06 Nov 1994 08:54:30 GMT", "ok: "),
      ("Sun, 06 Nov 1994 09:49:37 GMT", "warning: This computer's clock is 60 minutes behind"),
      ("Sun, 06 Nov 1994 08:39:37 GMT", "warning: This computer's clock is 10 minutes ahead of"), ("?", nil),
      (nil, nil),
    ] as [(String?, String?)])
  func `a wrong clock is seen by a response's date`(header: String?, words: String?) {
    let finding = ClockCheck(now: UTCDate(secondsSince1970: 784_111_777)).finding(header)
    #expect((finding == nil) == (words == nil))
    if let finding, let words { #expect("\(finding.level): \(finding.message)".hasPrefix(words)) }
  }

  @Test(arguments: [
    (Duration.microseconds(40), "0.0 ms"), (.microseconds(1460), "1.5 ms"), (.milliseconds(37), "37 ms"),
    (.milliseconds(2149), "2.1 s"),
  ])
  func `times are short to read`(time: Duration, words: String) { #expect(time.inWords == words) }
}
