#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The answer of `POST /v1/visit-summary`: sentences of the visits, none of its own.
struct VisitSummary: Encodable {
  enum CodingKeys: String, CodingKey {
    case summary
    case keyFindings = "key_findings"
    case activeDiagnoses = "active_diagnoses"
  }

  let summary: String
  let keyFindings: [String]
  let activeDiagnoses: [String]

  init(_ body: [UInt8]) throws(NoteRequest.Invalid) {
    let visits: [Visit]
    do {
      visits = try JSONDecoder().decode(Request.self, from: Data(body)).visits ?? []
    } catch {
      throw .init(details: [.init(field: "visits", message: "Must be a list of visits with visit_date.")])
    }
    guard !visits.isEmpty else {
      throw .init(details: [.init(field: "visits", message: "At least one visit is needed.")])
    }
    summary = visits.map { "\($0.date): \($0.summary ?? $0.note?.assessment ?? "")" }.joined(separator: "\n")
    keyFindings = visits.compactMap { $0.note?.objective }
    activeDiagnoses = visits.compactMap { $0.note?.assessment }
  }
}

private struct Request: Decodable {
  let visits: [Visit]?
}

private struct Visit: Decodable {
  struct Note: Decodable {
    let subjective: String?
    let objective: String?
    let assessment: String?
    let plan: String?
  }

  enum CodingKeys: String, CodingKey {
    case date = "visit_date"
    case provider
    case note = "soap_note"
    case summary
  }

  let date: String
  let provider: String?
  let note: Note?
  let summary: String?
}
