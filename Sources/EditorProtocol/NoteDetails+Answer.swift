package import JSONRPC
import Notes

extension NoteDetails {
  /// Adds what an upstream's answer, a JSON object, says beside the sections' texts, and the specialty where none is
  /// known. Names are read in snake and camel
  /// case; members that are not known go into `extra`. Throws `-32700` for what is not JSON.
  package mutating func add(answer: [UInt8]) throws(ResponseError) {
    var members = try JSONValue(parsing: answer).object ?? [:]
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
