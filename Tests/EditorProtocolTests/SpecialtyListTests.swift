import EditorProtocol
import JSONRPC
import Testing

@Suite struct `A list of specialties` {
  private typealias Specialty = ListSpecialties.Result.Specialty

  /// Each says: `physical_therapy`, with the templates `standard` and `brief` where any are given.
  @Test(arguments: [
    #"["physical_therapy"]"#,
    #"{"specialties":["physical_therapy"]}"#,
    #"{"data":{"specialties":[{"id":"physical_therapy"}]},"count":1}"#,
    #"{"items":[{"value":"physical_therapy","label":"Physical therapy"}]}"#,
    #"[{"specialty":"physical_therapy","display_name":"Physical therapy"},{"x":1},7,null]"#,
    #"[{"name":"physical_therapy","title":""}]"#,
    #"{"specialties":[{"key":"physical_therapy","templates":["standard","brief"]}]}"#,
    #"{"specialties":[{"slug":"physical_therapy","template_variants":[{"id":"standard"},{"id":"brief"}]}]}"#,
    #"{"specialties":{"physical_therapy":["standard","brief"]}}"#,
    #"{"specialties":{"physical_therapy":{"name":"Physical therapy","variants":{"standard":{},"brief":{}}}}}"#,
    #"{"physical_therapy":"Physical therapy"}"#,
  ])
  func `is read in any shape`(text: String) throws {
    let list = try #require(ListSpecialties.Result(answer: JSONValue(parsing: Array(text.utf8))))
    #expect(list.source == .upstream)
    let specialty = try #require(list.specialties.first)
    #expect(list.specialties.count == 1)
    #expect(specialty.id == "physical_therapy")
    #expect(specialty.name.lowercased().replacing("_", with: " ") == "physical therapy")
    #expect(Set(specialty.templates ?? ["standard", "brief"]) == ["standard", "brief"])
    #expect((specialty.templates != nil) == text.contains("brief"))
  }

  @Test(arguments: [
    "null", "{}", "[]", "7", #""physician""#, "[7,null,{}]", #"{"specialties":[]}"#, #"{"message":"hello","code":7}"#,
    #"{"specialties":{"data":{"items":{"results":["a"]}}}}"#,
  ])
  func `is not made up`(text: String) throws {
    #expect(ListSpecialties.Result(answer: try JSONValue(parsing: Array(text.utf8))) == nil)
  }
}
