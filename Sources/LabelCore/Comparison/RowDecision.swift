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
  /// The regions that say it, as Label Studio stores them. Ids that `newRegionID` made stand for those
  /// that are given when it is written.
  package var result: [JSON]
  package var annotator: String
  package var note: String
  /// Seconds spent on the row.
  package var leadTime: Double
  /// Unix seconds.
  package var at: Int

  package init(result: [JSON], annotator: String = "", at: Int) {
    self.result = result
    self.annotator = annotator
    note = ""
    leadTime = 0
    self.at = at
  }

  /// What the label view would store for a decision. `previous` are the regions it began with: those
  /// that `schema` does not know stay.
  package init(_ decision: Decision, _ schema: ResultSchema, over previous: [JSON] = [], at: Int) {
    var count = 0
    let result = decision.result(schema, over: previous) {
      count += 1
      return Self.placeholder + String(count)
    }
    self.init(result: result, at: at)
    note = decision.note
    leadTime = decision.leadTime
  }

  /// The regions with ids of their own; regions of one span have one.
  package func result(newID: () -> String) -> [JSON] {
    var ids: [String: String] = [:]
    return result.map { region in
      guard let id = region["id"]?.stringValue, id.hasPrefix(Self.placeholder) else {
        return region
      }
      let own = ids[id] ?? newID()
      ids[id] = own
      var region = region
      region["id"] = .string(own)
      return region
    }
  }

  /// Label Studio's ids are letters and digits.
  private static let placeholder = "#"

  /// What it answers, as far as `schema` can say it.
  package func decision(_ schema: ResultSchema? = nil) -> Decision {
    var decision = Decision(result, schema)
    decision.note = note
    return decision
  }

  /// In one line.
  package var line: String { decision().summary() }
}

extension RowDecision {
  /// Compact JSON, as a decision journal keeps it: `"a"`, `"b"`, or `{"result": [region…], "annotator",
  /// "note", "lead_time", "at"}`.
  package var json: JSON {
    switch self {
    case .keepA: "a"
    case .keepB: "b"
    case .label(let label):
      [
        "result": .array(label.result), "annotator": .string(label.annotator),
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
      guard let result = json["result"]?.arrayValue, let annotator = json["annotator"]?.stringValue,
        let at = json["at"]?.intValue
      else { return nil }
      var label = NewLabel(result: result, annotator: annotator, at: at)
      label.note = json["note"]?.stringValue ?? ""
      label.leadTime = json["lead_time"]?.doubleValue ?? 0
      self = .label(label)
    default: return nil
    }
  }
}
