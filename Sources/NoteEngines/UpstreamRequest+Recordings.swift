internal import HTTPStreaming
internal import Notes

extension UpstreamRequest {
  /// `PUT /v1/note/audio`, still without the key. `progress` hears how many bytes of how many are on their way.
  static func upload(
    _ recording: Recording, _ file: AudioFile, _ upstream: Upstream,
    progress: @escaping @Sendable (Int64, Int64) -> Void
  ) throws(EngineError) -> HTTPRequest {
    let endpoint = try endpoint(upstream)
    var metadata: [UInt8] = [UInt8(ascii: "{")]
    appendWishes(recording.encounter, to: &metadata)
    if let wanted = recording.includeTranscript {
      metadata.append(contentsOf: ",\"include_transcript\":\(wanted)".utf8)
    }
    metadata.append(UInt8(ascii: "}"))
    // The file's own name may be a patient's.
    let audio = HTTPPart(
      name: "audio", fileName: "recording.\(file.format.rawValue)", contentType: file.format.mediaType,
      content: .file(path: file.path), progress: progress)
    let rest = HTTPPart(name: "metadata", contentType: "application/json", content: .bytes(metadata))
    var request = request(
      "PUT", endpoint.url("/v1/note/audio"), accept: "application/json", body: .multipart([audio, rest]), endpoint,
      upstream)
    // One that was kept may close while the recording is on its way, and nobody would know whether it was taken.
    request.connection.isFresh = true
    return request
  }

  /// `GET /v1/audio/status/{noteId}`, still without the key.
  static func jobStatus(_ id: String, _ upstream: Upstream) throws(EngineError) -> HTTPRequest {
    let endpoint = try endpoint(upstream)
    return request(
      "GET", endpoint.url("/v1/audio/status/" + escaped(id)), accept: "application/json", endpoint, upstream)
  }
}
