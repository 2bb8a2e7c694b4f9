/// The lines of a report, in columns.
struct Table {
  let lines: [Line]

  /// What the line above has said is not said again.
  private var cells: [[String]] {
    var subject = ""
    return lines.map { line in
      defer { subject = line.subject }
      return [line.subject == subject ? "" : line.subject] + line.cells
    }
  }

  /// Columns of equal width for a terminal.
  var plain: String {
    let rows = [Line.head] + cells
    let widths = Line.head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var text = ""
      for (cell, width) in zip(row, widths) {
        text += cell + String(repeating: " ", count: width - cell.count + 2)
      }
      while text.last == " " { text.removeLast() }
      return text + "\n"
    }.joined()
  }

  var markdown: String {
    let rows = [Line.head, Line.head.map { _ in "---" }] + cells
    return rows.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }
}
