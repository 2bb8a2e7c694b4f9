import EditorProtocol
import JSONRPC
import Notes

extension ProgressChannel {
  /// Posts `value` under `token`. One that `belongsToText` is dropped with the text.
  func post<Value: Codable & Sendable>(_ value: Value, under token: ProgressToken, belongsToText: Bool = false) {
    guard let message = Progress(token: token, value: value).message else { return }
    post(message, belongsToText: belongsToText)
  }
}

extension Progress {
  /// The whole notification; nil only for a value that JSON has no form for, and progress has none such.
  var message: [UInt8]? {
    do { return try OutgoingMessage.notification("$/progress", self) } catch { return nil }
  }
}
