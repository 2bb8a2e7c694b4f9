package import JSONRPC

/// `soapNote/createFromAudio`: a note of a recording on the server's disk.
package enum CreateNoteFromAudio: RequestType {
  package static let method = "soapNote/createFromAudio"

  package struct Params: Codable, Sendable {
    /// Absolute, or from the folder in which the server was started.
    package var path: String
    package var specialty: String?
    package var template: String?
    /// Passed through to the upstream as it is.
    package var context: [String: JSONValue]?
    package var includeBillingCodes: Bool?
    package var includeIcd11: Bool?
    package var includePatientSummary: Bool?
    /// Whether the result's `extra` is to have what was heard.
    package var includeTranscript: Bool?
    package var workDoneToken: ProgressToken?
    package var partialResultToken: ProgressToken?
  }

  package typealias Result = NoteResult
}
