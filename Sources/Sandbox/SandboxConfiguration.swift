/// How a sandbox behaves.
package struct SandboxConfiguration: Sendable {
  /// Where to listen: nowhere but on loopback addresses; on 127.0.0.1 when none is named.
  package var hosts: [LoopbackHost] = [.ipv4]
  /// 0 lets the system choose.
  package var port: UInt16 = 0
  /// Milliseconds between the text events of a stream.
  package var chunkMilliseconds = 0
  /// The keys accepted; empty: every key that begins `snapi_sk_test_`.
  package var keys: Set<String> = []
  /// The fewest characters of a transcript.
  package var minimumTranscript = 1
  /// The largest head of a request, in bytes.
  package var headLimit = 65_536
  /// The largest JSON body, in bytes.
  package var bodyLimit = 67_108_864
  /// The largest audio upload, in bytes.
  package var uploadLimit = 524_288_000
  /// The faults that stand from the start: the text form of `FaultRules`.
  package var faults = ""
  /// Sees every request to the API, on the server's thread, before it is answered.
  package var onRequest: (@Sendable (ReceivedRequest) -> Void)?

  package init() {}
}
