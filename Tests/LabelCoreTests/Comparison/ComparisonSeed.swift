@testable import LabelCore

/// Two versions of the same labels, made to give the figures of a known comparison: 102 tasks
/// labelled in both, 93 alike, 9 flipped, one only in A, two with an edited text.
enum ComparisonSeed {
  static let labels = ["complaint", "question", "other", "praise", "spam"]
  /// A's label, B's label, number of tasks.
  static let cells: [(a: String, b: String, count: Int)] = [
    ("complaint", "complaint", 38), ("question", "complaint", 4), ("question", "question", 27),
    ("other", "complaint", 3), ("other", "other", 13), ("praise", "complaint", 1),
    ("praise", "other", 1), ("praise", "praise", 11), ("spam", "spam", 4),
  ]

  static let schema = ResultSchema(controls: [
    ResultSchema.Control(
      name: "label", toName: "text", choices: labels.map { .init(stored: $0, shown: $0) })
  ])

  static func summary(
    _ id: Int, _ label: String?, data: String? = nil, annotator: String = "ana"
  ) -> LabelSummary {
    var summary = LabelSummary(
      id: id, data: data ?? "data-\(id)", sources: [SourceKey(repo: "raw", key: "\(id).json")])
    if let label {
      var completion = CompletionSummary(
        answers: [ControlLabel(control: "label", value: .choices([label]))])
      completion.annotator = annotator
      completion.createdAt = 1_605_000_000 + id
      summary.completions = [completion]
    }
    return summary
  }

  static func task(_ summary: LabelSummary, at path: String? = nil) -> ComparedTask {
    let path = path ?? "\(summary.id ?? 0)"
    return ComparedTask(path: path, hash: String(summary.hashValue), summary: summary)
  }

  /// Both versions, by id.
  static var versions: (a: [LabelSummary], b: [LabelSummary]) {
    var sides: (a: [LabelSummary], b: [LabelSummary]) = ([], [])
    for cell in cells {
      for place in 0..<cell.count {
        let id = sides.a.count
        let isEdited = cell.a == cell.b && cell.a == "other" && place < 2
        sides.a.append(summary(id, cell.a))
        sides.b.append(
          summary(
            id, cell.b, data: isEdited ? "edited-\(id)" : nil,
            annotator: cell.a == cell.b ? "ana" : "bo"))
      }
    }
    sides.a.append(summary(200, "other"))
    return sides
  }

  /// The comparison as a listing of both sides would build it.
  static func compared(_ options: ComparisonOptions = .init(schema: schema)) -> Comparison {
    let (a, b) = versions
    var builder = ComparisonBuilder(options)
    for (left, right) in zip(a, b) {
      if left == right {
        builder.add(same: task(left))
      } else {
        builder.add(a: task(left), b: task(right))
      }
    }
    for alone in a[b.count...] { builder.add(onlyInA: task(alone)) }
    return builder.finished()
  }
}
