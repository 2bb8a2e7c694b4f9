import JSONRPC

/// `soapNote/create`: a note in one piece, for batches and back ends.
package enum CreateNote: RequestType {
  package static let method = "soapNote/create"
  package typealias Params = GenerateNote.Params
  package typealias Result = NoteResult
}
