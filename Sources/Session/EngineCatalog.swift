package import EditorProtocol
package import JSONRPC
package import Notes

/// The engines there are and the configuration in force: what a session needs to know to have a note made.
package protocol EngineCatalog: Sendable {
  /// What a request gets that names no engine, specialty or template.
  var defaults: Defaults { get }

  /// Names of the engines that can be asked for, the default one included.
  var engines: [String] { get }

  /// The engine called `name`, or the default one. Throws `notConfigured` when it has no key or address; there is no
  /// falling back to another.
  func engine(_ name: String?) throws(EngineError) -> any NoteEngine

  /// What the upstream in force does besides making notes of transcripts. Throws `notConfigured` when there is none.
  func records() throws(EngineError) -> any RecordService

  /// The settings that are wrong; those have no effect.
  var faults: [SettingFault] { get }

  /// A sentence for each setting that has its effect, but might better be another.
  var advice: [String] { get }

  /// Puts a client's settings in force, over those of `layer` below and in place of earlier ones of the same.
  func configure(_ settings: JSONValue, layer: SettingsLayer)

  /// Reads the environment and keys again.
  func reload()

  /// What is in force, and why.
  func status(probe: Bool) async -> EngineStatus

  /// Gets ready for a request that is about to come, without waiting: fetches the key and loads the HTTP library.
  func prepare()
}

extension EngineCatalog {
  /// A sentence for each setting that is wrong.
  package var problems: [String] { faults.map(\.message) }
}

/// Where a client's settings come from; the later of the two has precedence.
package enum SettingsLayer: Int, Sendable, CaseIterable {
  case initializationOptions, didChangeConfiguration
}

package struct Defaults: Sendable {
  /// The name of the engine in force, or what was configured in its place.
  package var engine: String
  package var specialty: String
  package var template: String?
  /// The longest note, in bytes.
  package var noteBytes: Int
  /// The longest message of the client, in bytes.
  package var messageBytes: Int
  /// How many notes in one piece are made at a time.
  package var concurrentRequests: Int
  /// Whether notes that commands ask for go into their document section by section.
  package var insertsBySection = false

  package init(
    engine: String, specialty: String, template: String?, noteBytes: Int, messageBytes: Int, concurrentRequests: Int
  ) {
    self.engine = engine
    self.specialty = specialty
    self.template = template
    self.noteBytes = noteBytes
    self.messageBytes = messageBytes
    self.concurrentRequests = concurrentRequests
  }
}
