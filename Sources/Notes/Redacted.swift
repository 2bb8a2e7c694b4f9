/// A value that no log, error text or debugger dump can spell out: transcripts, note texts and keys travel in it.
///
/// The value is reached on purpose, through `value`, and in no other way: description, debug description and mirror
/// are blank.
package struct Redacted<Value>: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package let value: Value

  package init(_ value: Value) { self.value = value }

  package var description: String { "<redacted>" }
  package var debugDescription: String { "<redacted>" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Redacted: Sendable where Value: Sendable {}
extension Redacted: Equatable where Value: Equatable {}
