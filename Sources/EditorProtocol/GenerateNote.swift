package import JSONRPC

/// `soapNote/generate`: a note, streamed while it is made.
package enum GenerateNote: RequestType {
  package static let method = "soapNote/generate"

  /// The engines that a request may name; which of them can be used is another matter.
  package static let engines = ["soapnoteapi", "openai", "offline"]

  package struct Params: Codable, Sendable {
    /// Exactly one of `transcript` and `textDocument` is given.
    package var transcript: String?
    package var textDocument: TextDocumentIdentifier?
    /// A part of the document; the whole where it is missing.
    package var range: TextRange?
    package var specialty: String?
    package var template: String?
    /// Passed through to the upstream as it is.
    package var context: [String: JSONValue]?
    package var includeBillingCodes: Bool?
    package var includeIcd11: Bool?
    package var includePatientSummary: Bool?
    package var engine: String?
    /// The client understands `restart`.
    package var allowRestart: Bool?
    /// After the first chunk, at most one chunk in so many milliseconds.
    package var coalesceMs: Int?
    package var workDoneToken: ProgressToken?
    package var partialResultToken: ProgressToken?

    package init(transcript: String, specialty: String?, template: String?, engine: String?) {
      self.transcript = transcript
      self.specialty = specialty
      self.template = template
      self.engine = engine
    }
  }

  package typealias Result = NoteResult
}
