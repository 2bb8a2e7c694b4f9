import JSONRPC

/// `soapNote/specialties`: the professions that a note can be written for.
package enum ListSpecialties: RequestType {
  package static let method = "soapNote/specialties"
  package typealias Params = Empty

  package struct Result: Codable, Sendable, Equatable {
    package enum Source: String, Codable, Sendable { case upstream, builtin }

    package struct Specialty: Codable, Sendable, Equatable {
      package var id: String
      /// For a person.
      package var name: String
      package var templates: [String]?

      package init(id: String, name: String, templates: [String]? = nil) {
        self.id = id
        self.name = name
        self.templates = templates
      }
    }

    package var specialties: [Specialty]
    package var source: Source

    package init(specialties: [Specialty], source: Source) {
      self.specialties = specialties
      self.source = source
    }
  }
}
