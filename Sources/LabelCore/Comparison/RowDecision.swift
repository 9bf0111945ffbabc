/// What names a row of one comparison for good: where the task lies in A and in B.
package struct RowKey: Hashable, Sendable {
  /// Path without a leading slash; nil where the side does not have the task.
  package var a: String?
  package var b: String?

  package init(a: String?, b: String?) {
    self.a = a
    self.b = b
  }
}

extension ComparisonRow {
  package var key: RowKey { RowKey(a: a?.path, b: b?.path) }
}

/// What somebody decided about a row.
package enum RowDecision: Hashable, Sendable {
  /// The new version has the task as A does: A's object byte for byte, none where A has none.
  case keepA
  case keepB
  /// Neither: the annotator's own label, as a completion of the annotator.
  case label(NewLabel)

  /// With A and B changing places.
  package var swapped: RowDecision {
    switch self {
    case .keepA: .keepB
    case .keepB: .keepA
    case .label: self
    }
  }
}

/// A label given while versions were compared.
package struct NewLabel: Hashable, Sendable {
  /// One for each control that is answered; of any kind of value.
  package var answers: [ControlLabel]
  package var annotator: String
  package var note: String
  /// Seconds spent on the row.
  package var leadTime: Double
  /// Unix seconds.
  package var at: Int

  package init(answers: [ControlLabel], annotator: String, at: Int) {
    self.answers = answers
    self.annotator = annotator
    note = ""
    leadTime = 0
    self.at = at
  }
}

extension RowDecision {
  /// Compact JSON, as a decision journal keeps it: `"a"`, `"b"`, or `{"answers": [[control, type,
  /// value]…], "annotator", "note", "lead_time", "at"}`.
  package var json: JSON {
    switch self {
    case .keepA: "a"
    case .keepB: "b"
    case .label(let label):
      [
        "answers": .array(label.answers.map(\.json)), "annotator": .string(label.annotator),
        "note": .string(label.note), "lead_time": .seconds(label.leadTime), "at": .int(label.at),
      ]
    }
  }

  /// Reads `json`; nil for anything else.
  package init?(_ json: JSON) {
    switch json.stringValue {
    case "a": self = .keepA
    case "b": self = .keepB
    case nil:
      guard let answers = json["answers"]?.arrayValue?.map(ControlLabel.init(json:)),
        !answers.contains(nil), let annotator = json["annotator"]?.stringValue,
        let at = json["at"]?.intValue
      else { return nil }
      var label = NewLabel(
        answers: answers.compactMap { $0 }, annotator: annotator, at: at)
      label.note = json["note"]?.stringValue ?? ""
      label.leadTime = json["lead_time"]?.doubleValue ?? 0
      self = .label(label)
    default: return nil
    }
  }
}
