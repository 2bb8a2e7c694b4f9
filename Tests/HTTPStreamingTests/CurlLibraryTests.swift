import Foundation
import Testing

@testable import HTTPStreaming

/// What happens where libcurl is missing, too old or too new for our idea of it.
@Suite(.timeLimit(.minutes(1)))
struct CurlLibraryTests {
  @Test func `the library in use names its version and its TLS back end`() throws {
    let version = try #require(CurlClient.version)
    #expect(version.contains(/^libcurl \d+\.\d+\.\d+\S* \(\S.*\)$/))
  }

  // In processes of their own: this one may have loaded the library already.

  @Test func `a missing library is told with the remedy, to every request, and looked for again`() async {
    await #expect(processExitsWith: .success) {
      let client = CurlClient(CurlLibrary(names: ["libno-such-thing.so.4"]))
      client.warmUp()
      for _ in 0..<3 {
        let recorder = Recorder()
        let exchange = client.start(HTTPRequest(method: "GET", url: "http://127.0.0.1:1"), recorder)
        guard case .unavailable(let reason) = await recorder.end().failure else { fatalError("it went on") }
        precondition(reason.hasPrefix("libcurl was not found; "))
        // With nothing under way these must not disturb the next.
        exchange.cancel()
        exchange.resume()
      }
      precondition(CurlClient.version != nil)
    }
  }

  @Test func `an old library is told with its version`() async {
    await #expect(processExitsWith: .success) {
      for _ in 0..<2 {
        do throws(HTTPFailure) {
          try CurlLibrary(minimum: 0xFF_00_00).load()
          fatalError("it was loaded")
        } catch {
          guard case .unavailable(let reason) = error else { fatalError("\(error)") }
          let words = reason.split(separator: " ")
          precondition(words[0] == "libcurl" && words[1].split(separator: ".").count == 3)
          precondition(reason.contains(" is too old, 7.68 or later is needed; "))
        }
        precondition(CurlClient.version != nil)
      }
    }
  }

  @Test(.enabled(if: hasCurlHeaders, "needs the headers of libcurl and a C compiler"))
  func `our constants and layouts are those of curl's own headers`() throws {
    let complaints = try complaints(
      about:
        """
        #include <stddef.h>
        #include <curl/curl.h>
        #include "functions.h"
        #define SAME(name, ours, theirs) _Static_assert((long)(ours) == (long)(theirs), name);
        #define OPTION(name, value) SAME("CURLOPT_" #name, value, CURLOPT_##name)
        #define INFO(name, value) SAME("CURLINFO_" #name, value, CURLINFO_##name)
        #define RESULT(name, value) SAME("CURLE_" #name, value, CURLE_##name)
        #define MULTI(name, value) SAME("CURLMOPT_" #name, value, CURLMOPT_##name)
        #define PAUSE(name, value) SAME("CURLPAUSE_" #name, value, CURLPAUSE_##name)
        #define CONSTANT(name, value) SAME("CURL_" #name, value, CURL_##name)
        CCURL_OPTIONS(OPTION)
        CCURL_INFOS(INFO)
        CCURL_RESULTS(RESULT)
        CCURL_MULTI_OPTIONS(MULTI)
        CCURL_PAUSES(PAUSE)
        CCURL_CONSTANTS(CONSTANT)
        #if LIBCURL_VERSION_NUM >= 0x074900
        CCURL_RESULTS_7_73(RESULT)
        #endif
        #if LIBCURL_VERSION_NUM >= 0x074d00
        CCURL_RESULTS_7_77(RESULT)
        #endif
        #if LIBCURL_VERSION_NUM >= 0x075500
        CCURL_OPTIONS_7_85(OPTION)
        #endif
        SAME("CURLMSG_DONE", 1, CURLMSG_DONE)
        SAME("CURL_GLOBAL_ALL", 3, CURL_GLOBAL_ALL)
        SAME("curl_socket_t", sizeof(int), sizeof(curl_socket_t))
        SAME("curl_off_t", sizeof(int64_t), sizeof(curl_off_t))
        SAME("easy_handle", offsetof(struct message, easy), offsetof(CURLMsg, easy_handle))
        SAME("result", offsetof(struct message, data.result), offsetof(CURLMsg, data.result))
        SAME("version_num", offsetof(struct version_info, version_number), offsetof(curl_version_info_data, version_num))
        SAME("version", offsetof(struct version_info, version), offsetof(curl_version_info_data, version))
        SAME("ssl_version", offsetof(struct version_info, tls_version), offsetof(curl_version_info_data, ssl_version))
        SAME("data", offsetof(struct line, text), offsetof(struct curl_slist, data))
        SAME("next", offsetof(struct line, next), offsetof(struct curl_slist, next))
        SAME("num_of_certs", offsetof(struct certificates, count), offsetof(struct curl_certinfo, num_of_certs))
        SAME("certinfo", offsetof(struct certificates, lines), offsetof(struct curl_certinfo, certinfo))
        SAME("family", offsetof(struct socket_address, family), offsetof(struct curl_sockaddr, family))
        SAME("socktype", offsetof(struct socket_address, type), offsetof(struct curl_sockaddr, socktype))
        SAME("protocol", offsetof(struct socket_address, protocol), offsetof(struct curl_sockaddr, protocol))
        """)
    #expect(complaints.isEmpty)
  }
}

private let hasCurlHeaders: Bool = {
  do { return try complaints(about: "#include <curl/curl.h>\n").isEmpty } catch { return false }
}()

/// Has the C compiler check a source text against the headers of `CCurl`: its complaints, or nothing.
private func complaints(about source: String) throws -> String {
  let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Sources/CCurl").path
  let script = #"printf %s "$1" | cc -w -fsyntax-only "-I$0/include" "-I$0" -x c - 2>&1 || echo failed"#
  let compiler = try ChildProcess(["sh", "-c", script, sources, source])
  var lines: [String] = []
  while let line = compiler.readLine() { lines.append(line) }
  return lines.joined(separator: "\n")
}
