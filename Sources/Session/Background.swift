internal import EditorProtocol
internal import JSONRPC

/// How a note is told of that is made in the background, with no request to answer.
struct Background: Sendable {
  /// The token under which the client shows its progress, if it does.
  let workDoneToken: ProgressToken?
  /// Who takes its sections as they are complete.
  let sections: SectionFeed?
}
