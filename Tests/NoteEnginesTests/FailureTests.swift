import HTTPStreaming
import Notes
import Testing

@testable import NoteEngines

/// Statuses, waits and addresses: the tables that need no server.
@Suite
struct FailureTests {
  @Test(arguments: [
    (1, 0.0, nil as Int?, 50), (1, 1, nil, 100), (2, 0, nil, 100), (2, 1, nil, 200), (3, 0.5, nil, 300),
    (4, 1, nil, 800), (1, 0, 20, 50), (1, 0, 5000, 5000), (3, 1, 400, 400), (3, 1, 401, 401),
    (15, 1, nil, 30_000), (60, 0, nil, 15_000),
  ])
  func `waits double up to a limit, and Retry-After is the least`(
    attempt: Int, jitter: Double, retryAfter: Int?, milliseconds: Int
  ) {
    let policy = RetryPolicy(maxAttempts: 100, baseDelay: .milliseconds(100))
    let error = EngineError(.rateLimited, "", retryAfterMs: retryAfter)
    let delay = policy.delay(after: error, attempt: attempt, jitter: jitter, remaining: nil)
    #expect(delay == .milliseconds(milliseconds))
  }

  @Test(arguments: Reason.allCases)
  func `only what may pass is tried again`(reason: Reason) {
    let policy = RetryPolicy(maxAttempts: 3, baseDelay: .milliseconds(1))
    let delay = policy.delay(after: EngineError(reason, ""), attempt: 1, jitter: 0, remaining: .seconds(9))
    let passing: Set<Reason> = [.rateLimited, .upstreamUnavailable, .connectionLost, .timeout]
    #expect((delay != nil) == passing.contains(reason))
    #expect(policy.delay(after: EngineError(reason, ""), attempt: 3, jitter: 0, remaining: nil) == nil)
  }

  @Test
  func `a wait that the request has no time for is not begun`() {
    let policy = RetryPolicy(maxAttempts: 3, baseDelay: .seconds(2))
    let error = EngineError(.upstreamUnavailable, "")
    #expect(policy.delay(after: error, attempt: 1, jitter: 0, remaining: .seconds(1)) == nil)
    #expect(policy.delay(after: error, attempt: 1, jitter: 0, remaining: .milliseconds(1001)) != nil)
  }

  @Test(arguments: [
    ("0", 0 as Int?), ("7", 7000), ("007", 7000), ("-1", nil), ("", nil), ("soon", nil), ("1.5", 1500), ("0.0001", 1),
    ("1.5.5", nil), (".", nil), ("1e3", nil), ("+1", nil), ("inf", nil), ("٣", nil),
    ("99999999999999", 2_073_600_000), ("99999999999999999999999999", 2_073_600_000),
    ("Fri, 31 Dec 9999 23:59:59 GMT", 2_073_600_000), ("Sun, 06 Nov 1994 08:49:37 GMT", 37_000),
    ("Sun, 06 Nov 1994 08:49:00 GMT", 0), ("Sun, 06 Nov 1994 08:48:59 GMT", 0), ("Sat, 05 Nov 1994 08:49:37 GMT", 0),
    ("Sun, 06 Nov 1994 08:49:37 CET", nil), ("Sunday, 06-Nov-94 08:49:37 GMT", 37_000),
    ("Sun Nov  6 08:49:37 1994", 37_000), ("Wed Nov 16 08:49:00 1994", 864_000_000),
    // Two digits: at most 50 years ahead.
    ("Sunday, 06-Nov-44 08:49:37 GMT", 2_073_600_000), ("Sunday, 06-Nov-45 08:49:37 GMT", nil),
    ("Sunday, 06-Nov-93 08:49:37 GMT", 0),
    ("Sun, 06 Nov 1994 24:49:37 GMT", nil), ("Sun, 06 Nov 1994 08:60:37 GMT", nil), ("Sun Nov  6 08:49:37", nil),
    ("Sun, 06 Foo 1994 08:49:37 GMT", nil),
    ("Sun, 06 Nov 1994 08:49 GMT", nil),
  ])
  func `Retry-After is seconds or a date`(value: String, milliseconds: Int?) {
    // 1994-11-06 08:49:00 UTC
    #expect(RetryAfter.milliseconds(value, now: 784_111_740) == milliseconds)
  }

  @Test(arguments: [
    (402, nil as String?, "", Reason.insufficientBalance), (429, nil, "", .insufficientBalance),
    (429, "1", "", .rateLimited), (429, nil, #"{"error":{"code":"RATE_LIMIT"}}"#, .rateLimited),
    (429, nil, #"{"error":"Too many requests"}"#, .rateLimited),
    (429, nil, #"{"error":{"code":"QUOTA","message":"Insufficient balance"}}"#, .insufficientBalance),
    (429, "1", #"{"error":{"code":"INSUFFICIENT_BALANCE"}}"#, .insufficientBalance),
    (429, "1", "<html>", .rateLimited), (429, nil, "<html>rate limit</html>", .rateLimited),
    (429, nil, "<html><title>429 Too Many Requests</title></html>", .rateLimited),
    (429, nil, "Too many requests, rate limit exceeded", .rateLimited),
    (429, nil, #"{"detail":"Rate limit exceeded"}"#, .rateLimited),
    (429, nil, #"{"type":"about:blank","title":"Too Many Requests","status":429}"#, .rateLimited),
    (429, nil, #"{"error":"slow_down","error_description":"Rate limit exceeded"}"#, .rateLimited),
    (429, nil, #"{"error":{"type":"rate_limit_error","message":"Later."}}"#, .rateLimited),
    (429, nil, "<title>429 Too Many Requests</title><p>Insufficient balance.", .insufficientBalance),
    (429, nil, "Too many requests at the load balancer", .rateLimited),
    (429, nil, #"{"title":"Payment needed"}"#, .insufficientBalance),
    (429, nil, "<html>no</html>", .insufficientBalance),
    (429, "soon", "", .rateLimited), (429, "", "", .rateLimited), (429, "1.5", "", .rateLimited),
    (429, "Sunday, 06-Nov-94 08:49:37 GMT", "", .rateLimited), (429, "Sun Nov  6 08:49:37 1994", "", .rateLimited),
    (429, "99999999999999999999999999", "", .rateLimited),
    (401, nil, "", .unauthorized), (403, nil, "", .unauthorized), (400, nil, "", .invalidRequest),
    (404, nil, "", .invalidRequest), (405, nil, "", .invalidRequest), (413, nil, "", .invalidRequest),
    (415, nil, "", .invalidRequest), (422, nil, "", .invalidRequest), (499, nil, "", .invalidRequest),
    (500, nil, "", .upstreamUnavailable), (502, nil, "", .upstreamUnavailable), (503, "1", "", .upstreamUnavailable),
    (599, nil, "", .upstreamUnavailable), (301, nil, "", .malformedStream), (204, nil, "", .malformedStream),
  ])
  func `a status has its reason`(status: Int, retryAfter: String?, body: String, reason: Reason) {
    let head = HTTPHead(status: status, headers: retryAfter.map { [("retry-AFTER", $0)] } ?? [])
    let error = EngineError(head: head, body: Array(body.utf8), name: "SOAPNoteAPI")
    #expect(error.reason == reason)
    #expect(error.httpStatus == status)
    #expect(error.message.hasSuffix("."))
  }

  @Test(arguments: [
    (#"{"error":{"code":"C","message":"M"}}"#, "C" as String?, "M" as String?, 0),
    (#"{"error":{"code":"C","details":[{"field":"f","message":"m"}]}}"#, "C", nil, 1),
    (#"{"error":{"code":"C","details":"none"}}"#, "C", nil, 0), (#"{"error":"M"}"#, nil, "M", 0),
    (#"{"error":"M","code":"C"}"#, "C", "M", 0), (#"{"status":"error","error_code":"C","message":"M"}"#, "C", "M", 0),
    (#"{"message":"M"}"#, nil, "M", 0), ("text", nil, nil, 0), ("<html>", nil, nil, 0), ("", nil, nil, 0),
    ("[]", nil, nil, 0),
    (#"{"error":{"code":7}}"#, nil, nil, 0),
  ])
  func `an error body is read in each of its forms`(text: String, code: String?, message: String?, details: Int) {
    let body = ErrorBody.read(Array(text.utf8))
    #expect(body.code == code)
    #expect(body.message == message)
    #expect(body.details.count == details)
  }

  @Test(arguments: [
    ("http://localhost", true), ("http://LOCALHOST:8080/v1", true), ("http://127.0.0.1", true),
    ("http://127.255.0.9", true), ("http://[::1]:9", true), ("https://api.soapnoteapi.com", false),
    ("http://127.0.0.1.example.com", false), ("http://127.0.0", false), ("http://127.0.0.1000", false),
    ("http://localhost.example", false), ("http://[::2]", false), ("http://10.0.0.1", false), ("http://0.0.0.0", false),
  ])
  func `only this machine is a loopback`(url: String, isLoopback: Bool) throws {
    #expect(try Endpoint(baseURL: url, name: "n", setting: "s").isLoopback == isLoopback)
  }

  @Test(arguments: [
    "", "x", "http://", "ftp://a", "//a", "http:///path", "https://u:p@a", "https://a?q", "https://a#f",
  ])
  func `what is no address is not one`(url: String) {
    #expect(throws: EngineError.self) { try Endpoint(baseURL: url, name: "n", setting: "s") }
  }
}
