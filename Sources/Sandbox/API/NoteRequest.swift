#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The body of `POST /v1/note` and `POST /v1/stream/note`, and the metadata of an upload.
struct NoteRequest {
  /// What is wrong with a body, in the API's form.
  struct Invalid: Error {
    var details: [ErrorEnvelope.Detail]
  }

  let transcript: String
  let specialty: String
  let includesBillingCodes: Bool
  let includesPatientSummary: Bool
  let includesTranscript: Bool

  /// `minimumTranscript`: in characters; nil when there is no transcript, as with audio.
  init(_ body: [UInt8], minimumTranscript: Int?) throws(Invalid) {
    let fields: Fields
    do {
      fields = try JSONDecoder().decode(Fields.self, from: Data(body))
    } catch {
      throw Invalid(details: [.init(field: "body", message: "The body is not a JSON object.")])
    }
    var details = fields.problems
    let transcript = fields.transcript ?? fields.shorthandNotes ?? ""
    if let minimumTranscript, !details.contains(where: { $0.field == "transcript" }) {
      if transcript.allSatisfy(\.isWhitespace) {
        details.append(.init(field: "transcript", message: "A transcript (or shorthand_notes) is needed."))
      } else if transcript.count < minimumTranscript {
        details.append(.init(field: "transcript", message: "At least \(minimumTranscript) characters are needed."))
      }
    }
    let specialty = fields.specialty ?? fields.providerType ?? ""
    if specialty.allSatisfy(\.isWhitespace), !details.contains(where: { $0.field == "specialty" }) {
      details.append(.init(field: "specialty", message: "A specialty (or provider_type) is needed."))
    }
    guard details.isEmpty else { throw Invalid(details: details) }
    self.transcript = transcript
    self.specialty = specialty
    includesBillingCodes = fields.includeBillingCodes ?? false
    includesPatientSummary = fields.includePatientSummary ?? false
    includesTranscript = fields.includeTranscript ?? false
  }
}

/// The fields that matter here, each read for itself so that every wrong one is named.
private struct Fields: Decodable {
  enum CodingKeys: String, CodingKey {
    case transcript
    case shorthandNotes = "shorthand_notes"
    case specialty
    case providerType = "provider_type"
    case template
    case includeBillingCodes = "include_billing_codes"
    case includePatientSummary = "include_patient_summary"
    case includeTranscript = "include_transcript"
    case includeICD11 = "include_icd11"
    case context
  }

  private struct AnyObject: Decodable {
    init(from decoder: any Decoder) throws { _ = try decoder.container(keyedBy: CodingKeys.self) }
  }

  var transcript: String?
  var shorthandNotes: String?
  var specialty: String?
  var providerType: String?
  var includeBillingCodes: Bool?
  var includePatientSummary: Bool?
  var includeTranscript: Bool?
  var problems: [ErrorEnvelope.Detail] = []

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    var problems: [ErrorEnvelope.Detail] = []
    func read<Value: Decodable>(_ key: CodingKeys, as kind: String, _ type: Value.Type = Value.self) -> Value? {
      do {
        return try container.decodeIfPresent(type, forKey: key)
      } catch {
        problems.append(.init(field: key.rawValue, message: "Must be \(kind)."))
        return nil
      }
    }
    transcript = read(.transcript, as: "a string")
    shorthandNotes = read(.shorthandNotes, as: "a string")
    specialty = read(.specialty, as: "a string")
    providerType = read(.providerType, as: "a string")
    includeBillingCodes = read(.includeBillingCodes, as: "true or false")
    includePatientSummary = read(.includePatientSummary, as: "true or false")
    includeTranscript = read(.includeTranscript, as: "true or false")
    _ = read(.includeICD11, as: "true or false", Bool.self)
    _ = read(.template, as: "a string", String.self)
    _ = read(.context, as: "an object", AnyObject.self)
    self.problems = problems
  }
}
