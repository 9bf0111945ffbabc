import LabelCore

@testable import LabelUI

/// The two versions of the drawings: 102 tasks labelled in both, 93 alike, 9 flipped, one only in A,
/// two with an edited text.
enum CompareSeed {
  static let labels = ["complaint", "question", "other", "praise", "spam"]

  static let letter = """
    Hello, we would like to renew for another year but the price on the last quote was higher \
    than the one your colleague promised on the phone. Could somebody check this and send us a \
    corrected quote before Friday? Otherwise we will have to ask for other offers.

    Kind regards, R. Oberholzer
    """

  /// Id, A's label, B's label, text; the letters between bars are A's and B's words.
  private static let differing: [(id: Int, a: String, b: String?, text: String, edited: String?)] =
    [
      (27, "question", "complaint", "You charged us twice, why?", nil),
      (31, "question", "complaint", "Third time I ask for a corrected quote", nil),
      (44, "other", "complaint", "no heating since Monday", nil),
      (58, "question", "complaint", "How can I get my money back", nil),
      (61, "praise", "other", "ok thanks", nil),
      (72, "question", "complaint", "Is it normal that nobody answers", nil),
      (79, "other", "complaint", "broken again", nil),
      (87, "other", "complaint", letter, nil),
      (201, "praise", "complaint", "Thanks for the quick, great service. Not!", nil),
      (55, "spam", "spam", "Win a price in our big lottery", "Win a prize in our big lottery"),
      (90, "other", "other", "See you on Monday. Regards, Tom", "See you on Monday."),
      (64, "other", nil, "Please call me back", nil),
    ]

  private static let alike: [(label: String, count: Int)] = [
    ("complaint", 38), ("question", 27), ("other", 12), ("praise", 11), ("spam", 3),
  ]

  static func task(
    _ id: Int, _ label: String?, _ text: String, by annotator: String = "ana"
  ) -> ComparedTask {
    var summary = LabelSummary(
      id: id, data: text, sources: [SourceKey(repo: "raw_data", key: "mail/\(id).json")])
    summary.excerpt = TaskText.excerpt(of: text)
    if let label {
      var completion = CompletionSummary(
        answers: [ControlLabel(control: "topic", value: .choices([label]))])
      completion.annotator = annotator
      completion.createdAt = annotator == "ana" ? 1_794_502_860 : 1_795_077_660
      completion.leadTime = annotator == "ana" ? 22 : 7
      completion.note = id == 87 && annotator == "ana" ? "no clear topic" : ""
      summary.completions = [completion]
    }
    return ComparedTask(path: "\(id)", hash: "\(id)-\(label ?? "")", summary: summary)
  }

  /// Each task in A and in B.
  static var pairs: [(a: ComparedTask?, b: ComparedTask?)] {
    var pairs: [(a: ComparedTask?, b: ComparedTask?)] = differing.map { row in
      let inB = row.b.map {
        task(row.id, $0, row.edited ?? row.text, by: row.a == $0 ? "ana" : "bo")
      }
      return (task(row.id, row.a, row.text), inB)
    }
    var id = 1000
    for cell in alike {
      for _ in 0..<cell.count {
        let both = task(id, cell.label, "an ordinary \(cell.label)")
        pairs.append((both, both))
        id += 1
      }
    }
    return pairs
  }

  static func compared(
    _ pairs: [(a: ComparedTask?, b: ComparedTask?)], order: [String] = labels
  ) -> Comparison {
    let choices = order.map { ResultSchema.Choice(stored: $0, shown: $0) }
    let schema = ResultSchema(controls: [
      ResultSchema.Control(name: "topic", toName: "text", choices: choices)
    ])
    var builder = ComparisonBuilder(ComparisonOptions(schema: schema, keepsSame: true))
    for pair in pairs {
      switch pair {
      case (let a?, let b?) where a == b: builder.add(same: a)
      case (let a?, let b?): builder.add(a: a, b: b)
      case (let a?, nil): builder.add(onlyInA: a)
      case (nil, let b?): builder.add(onlyInB: b)
      case (nil, nil): break
      }
    }
    return builder.finished()
  }

  static let comparison = compared(pairs)
}

extension CompareSeed {
  static let alikeOnly = compared(pairs.filter { $0.a == $0.b })

  static let halfway = ComparisonProgress(
    hashes: HashCounts(same: 91, changed: 11, gone: 1), done: 43, total: 100)

  /// Three people over some of the same tasks.
  static var agreement: AnnotatorAgreement {
    var agreement = AnnotatorAgreement()
    for (id, pair) in pairs.enumerated() {
      guard let a = pair.a?.summary, let b = pair.b?.summary else { continue }
      var summary = LabelSummary(id: id, data: "\(id)")
      summary.completions = [a, b].compactMap(\.label)
      if summary.completions.count == 2 { summary.completions[1].annotator = "bo" }
      if id % 3 == 0, var third = a.label {
        third.annotator = "cy"
        summary.completions.append(third)
      }
      agreement.add(summary)
    }
    return agreement
  }
}
