import Notes
import OfflineEngine

/// `generate --explain`: each sentence of an offline note with its section, its score and the rule that placed it.
struct Explain {
  let transcript: String

  /// A line a sentence, its parts separated by tabs.
  var table: String {
    let rows = Draft(transcript: transcript).explanation.map { row in
      "\(row.section.rawValue)\t\(row.score)\t\(row.rule)\t\(row.sentence)\n"
    }
    return (["section\tscore\trule\tsentence\n"] + rows).joined()
  }
}
