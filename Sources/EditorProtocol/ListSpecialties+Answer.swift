package import JSONRPC

extension ListSpecialties.Result {
  /// More entries, or longer names, are no list of professions.
  private static let limit = 1000

  /// Reads an upstream's list, whose shape is not documented: a list, or an object that holds one under a usual name, of
  /// ids or of objects; or an object with an entry for each id. Nil for what is none of these.
  package init?(answer: JSONValue) {
    let specialties = Self.specialties(answer, depth: 0)
    guard !specialties.isEmpty, specialties.count <= Self.limit else { return nil }
    self.init(specialties: specialties, source: .upstream)
  }

  private static func specialties(_ value: JSONValue, depth: Int) -> [Specialty] {
    if let elements = value.array { return elements.compactMap { specialty($0) } }
    guard let members = value.object, depth < 3 else { return [] }
    for name in ["specialties", "data", "items", "results", "values"] {
      if let inner = members[name] { return specialties(inner, depth: depth + 1) }
    }
    guard depth > 0 || members.values.allSatisfy({ $0.string != nil || $0.object != nil || $0.array != nil }) else {
      return []
    }
    return members.sorted { $0.key < $1.key }.compactMap { specialty($0.value, id: $0.key) }
  }

  /// One entry; `id` where it stands as a member's name.
  private static func specialty(_ value: JSONValue, id: String? = nil) -> Specialty? {
    func text(_ names: String...) -> String? {
      names.lazy.compactMap { value[$0]?.string }.first { !$0.isEmpty }
    }
    if let templates = value.array, let id { return Specialty(id: id, name: words(id), templates: texts(templates)) }
    if let name = value.string {
      return isName(name) ? Specialty(id: id ?? name, name: id == nil ? words(name) : name) : nil
    }
    guard value.object != nil,
      let id = id ?? text("id", "value", "key", "code", "slug", "specialty", "specialty_id", "specialtyId", "name"),
      isName(id)
    else { return nil }
    let templates = [
      "templates", "template_variants", "templateVariants", "variants", "sub_templates", "subTemplates",
    ].lazy.compactMap { value[$0] }.first
    return Specialty(
      id: id, name: text("name", "label", "title", "display_name", "displayName") ?? words(id),
      templates: templates.flatMap { texts($0.array ?? $0.object?.keys.sorted().map(JSONValue.string) ?? []) })
  }

  private static func texts(_ values: [JSONValue]) -> [String]? {
    let texts = values.compactMap { value in
      value.string
        ?? ["id", "value", "key", "code", "slug", "template", "name"].lazy.compactMap { value[$0]?.string }.first
    }
    return texts.isEmpty ? nil : texts
  }

  private static func isName(_ text: String) -> Bool { !text.isEmpty && text.utf8.count <= limit }

  /// `physical_therapy` as `Physical therapy`.
  private static func words(_ id: String) -> String {
    let words = id.replacing("_", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
