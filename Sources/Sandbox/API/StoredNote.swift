/// A note as `GET /v1/note/{id}` gives it.
struct StoredNote: Encodable {
  struct BillingCodes: Encodable {
    var icd10: [String] = []
    var cpt: [String] = []
    var hcpcs: [String] = []
  }

  enum CodingKeys: String, CodingKey {
    case noteId, status, specialty, subjective, objective, assessment, plan, transcript
    case createdAt = "created_at"
    case expiresAt = "expires_at"
    case billingCodes = "billing_codes"
    case patientSummary = "patient_summary"
  }

  let noteId: String
  var status = "completed"
  let specialty: String
  let subjective: String
  let objective: String
  let assessment: String
  let plan: String
  let createdAt: String
  let expiresAt: String
  /// No codes are ever suggested here: a code that nobody checked must not look right.
  var billingCodes: BillingCodes?
  /// The note's plan.
  var patientSummary: String?
  var transcript: String?
}
