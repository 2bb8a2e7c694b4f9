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

  private struct Entry {
    let note: StoredNote
    var pollsLeft: Int
    let fails: Bool
  }

  private var entries: [String: Entry] = [:]
  private var order: [String] = []
  private var made = 0

  /// The note of this id, once it is complete.
  subscript(id: String) -> StoredNote? {
    guard let entry = entries[id], entry.pollsLeft == 0, !entry.fails else { return nil }
    return entry.note
  }

  /// How the work on the note stands: `processing`, `completed` or `failed`. Each call brings the end nearer.
  mutating func poll(id: String) -> String? {
    guard let entry = entries[id] else { return nil }
    if entry.pollsLeft > 0 {
      entries[id]?.pollsLeft -= 1
      return "processing"
    }
    return entry.fails ? "failed" : "completed"
  }

  mutating func add(
    text: String, request: NoteRequest, transcript: String? = nil, job: AudioJob = AudioJob(polls: 0)
  ) -> StoredNote {
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
    note.transcript = transcript
    entries[note.noteId] = Entry(note: note, pollsLeft: job.polls, fails: job.fails)
    order.append(note.noteId)
    if order.count > 2 * Self.capacity {
      for id in order.prefix(Self.capacity) { entries[id] = nil }
      order.removeFirst(Self.capacity)
    }
    return note
  }
}
