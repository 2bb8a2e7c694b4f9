package import JSONRPC

/// `soapNote/get`: a note that was made earlier.
package enum GetNote: RequestType {
  package static let method = "soapNote/get"

  package struct Params: Codable, Sendable {
    package var noteId: String
    package var workDoneToken: ProgressToken?
    package var partialResultToken: ProgressToken?
  }

  package typealias Result = NoteResult
}
