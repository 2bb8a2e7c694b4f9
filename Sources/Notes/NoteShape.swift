/// Where an upstream's JSON object may hold a note.
package enum NoteShape {
  /// Members under which the sections may stand instead of at the top, where the pages of the SOAPNoteAPI have them.
  package static let wrappers = ["note", "data", "result", "soap_note", "soapNote", "sections"]

  /// How many wrappers may stand inside one another.
  package static let depth = 2
}
