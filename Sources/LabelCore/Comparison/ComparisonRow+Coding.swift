extension ComparisonRow {
  /// The row as it is put aside while a comparison lasts: compact JSON, `[kind, rule, a, b]` with
  /// a task as `[path, hash, summary]`.
  package var bytes: [UInt8] {
    let list: JSON = [
      .string(kind.rawValue), rule.map { .string($0.rawValue) } ?? .null, a?.json ?? .null,
      b?.json ?? .null,
    ]
    return list.bytes(.compact)
  }

  /// Reads `bytes`; nil for anything else.
  package init?(bytes: [UInt8]) {
    guard let list = (try? JSON(parsing: bytes))?.arrayValue, list.count == 4,
      let kind = list[0].stringValue.flatMap(DifferenceKind.init(rawValue:))
    else { return nil }
    let sides = (ComparedTask(json: list[2]), ComparedTask(json: list[3]))
    let rule = list[1].stringValue.flatMap(MatchRule.init(rawValue:))
    self.init(TaskPair(a: sides.0, b: sides.1, rule: rule))
    self.kind = kind
  }
}

extension ComparedTask {
  fileprivate var json: JSON { [.string(path), .string(hash), summary.json] }

  fileprivate init?(json: JSON) {
    guard let list = json.arrayValue, list.count == 3, let path = list[0].stringValue,
      let hash = list[1].stringValue, let summary = LabelSummary(json: list[2])
    else { return nil }
    self.init(path: path, hash: hash, summary: summary)
  }
}
