package import JSONRPC
import Notes

extension NoteDetails {
  /// Adds what an upstream's answer, a JSON object, says beside the sections' texts, and the specialty where none is
  /// known. Names are read in snake and camel case; members that are not known go into `extra`. Throws `-32700` for what
  /// is not JSON.
  package mutating func add(answer: [UInt8]) throws(ResponseError) {
    let object = try JSONValue(parsing: answer).object ?? [:]
    var members = Self.unwrapped(object, depth: 0) ?? object
    for section in Section.allCases { members[section.rawValue] = nil }
    noteId = Self.text(["noteId", "note_id"], &members)
    createdAt = Self.text(["createdAt", "created_at"], &members)
    expiresAt = Self.text(["expiresAt", "expires_at"], &members)
    billingCodes = Self.value(["billingCodes", "billing_codes"], &members)
    patientSummary = Self.value(["patientSummary", "patient_summary"], &members)
    if specialty.isEmpty { specialty = Self.text(["specialty"], &members) ?? "" }
    if members["specialty"]?.string == specialty { members["specialty"] = nil }
    extra = members.isEmpty ? nil : members
  }

  /// The members of a note beside those of what stands around it; nil where there is no section.
  private static func unwrapped(_ members: [String: JSONValue], depth: Int) -> [String: JSONValue]? {
    if Section.allCases.contains(where: { members[$0.rawValue]?.string != nil }) { return members }
    guard depth < NoteShape.depth else { return nil }
    for wrapper in NoteShape.wrappers {
      guard let object = members[wrapper]?.object, let inner = unwrapped(object, depth: depth + 1) else { continue }
      return members.filter { $0.key != wrapper }.merging(inner) { $1 }
    }
    return nil
  }

  private static func text(_ names: [String], _ members: inout [String: JSONValue]) -> String? {
    for name in names {
      guard let text = members[name]?.string else { continue }
      members[name] = nil
      return text
    }
    return nil
  }

  private static func value(_ names: [String], _ members: inout [String: JSONValue]) -> JSONValue? {
    for name in names {
      guard let value = members.removeValue(forKey: name), !value.isNull else { continue }
      return value
    }
    return nil
  }
}
