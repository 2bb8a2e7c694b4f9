import Notes

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The notes made so far, in memory and nowhere else; the oldest are forgotten.
struct NoteStore {
  private static let capacity = 1_000
  private static let retention = 30.0 * 86_400

  private var notes: [String: StoredNote] = [:]
  private var order: [String] = []
  private var made = 0

  subscript(id: String) -> StoredNote? { notes[id] }

  mutating func add(text: String, request: NoteRequest) -> StoredNote {
    let sections = SectionedText(text)
    let now = Date()
    made += 1
    let number = String(made)
    var note = StoredNote(
      noteId: "note_01sandbox" + String(repeating: "0", count: max(0, 7 - number.count)) + number,
      specialty: request.specialty,
      subjective: sections[.subjective], objective: sections[.objective],
      assessment: sections[.assessment], plan: sections[.plan],
      createdAt: now.formatted(.iso8601), expiresAt: now.addingTimeInterval(Self.retention).formatted(.iso8601))
    if request.includesBillingCodes { note.billingCodes = .init() }
    if request.includesPatientSummary { note.patientSummary = sections[.plan] }
    notes[note.noteId] = note
    order.append(note.noteId)
    if order.count > 2 * Self.capacity {
      for id in order.prefix(Self.capacity) { notes[id] = nil }
      order.removeFirst(Self.capacity)
    }
    return note
  }
}
