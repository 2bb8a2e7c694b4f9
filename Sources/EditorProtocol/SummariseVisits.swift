package import JSONRPC

/// `soapNote/visitSummary`: one summary of several visits.
package enum SummariseVisits: RequestType {
  package static let method = "soapNote/visitSummary"

  package struct Params: Codable, Sendable {
    package struct Visit: Codable, Sendable {
      /// ISO 8601.
      package var visitDate: String
      package var provider: String?
      /// The note's sections, such as `{"assessment": "…"}`; passed through to the upstream as it is.
      package var soapNote: [String: JSONValue]?
      package var summary: String?
    }

    package var visits: [Visit]
    /// Passed through to the upstream as it is.
    package var patientInfo: [String: JSONValue]?
    package var focus: String?
    package var workDoneToken: ProgressToken?
  }

  /// The upstream's object, as it came.
  package typealias Result = JSONValue
}
