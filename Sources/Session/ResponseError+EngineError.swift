internal import EditorProtocol
internal import JSONRPC
internal import Notes

extension ResponseError {
  /// The one place where an engine's failure becomes an error of the protocol.
  init(_ error: EngineError, engine: String, partial: NoteFailure.Partial, partialText: String?) {
    let failure = NoteFailure(error, engine: engine, partial: partial, partialText: partialText)
    let code: Code = error.reason == .cancelled ? .requestCancelled : .requestFailed
    do throws(ResponseError) {
      self.init(code, error.message, data: try JSONValue(encoding: failure))
    } catch {
      self = error
    }
  }
}
