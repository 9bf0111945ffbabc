extension ComparisonReport {
  /// What `--json` prints, one object on one line:
  ///
  /// `{"a": {"name", "commit"}, "b": …, "same": bool, "counts": {…}, "controls": [{"control",
  /// "type", "both", "same", "percent", "kappa": {"value", "low", "high", "standard_error"} or
  /// null, "alpha", "macro_f1", "micro_f1", "similarity", "mean_distance", "shift", "labels":
  /// [{"label", "a", "b", "both", "precision", "recall", "f1"}], "matrix": [{"a": [label…], "b":
  /// [label…], "count"}]}], "differences": [{"kind", "task", "text_changed", "matched_by", "a":
  /// task or null, "b": task or null}]}`, a task being `{"path", "hash", "id", "sources": [{"repo",
  /// "key"}], "outcome", "labels": {control: value}, "annotator", "annotators", "created_at",
  /// "lead_time", "note"}`.
  package var json: String { whole(.json) }

  /// All before the differences.
  var jsonHead: String {
    let report: JSON = [
      "a": a.json, "b": b.json, "same": .bool(comparison.isSame),
      "counts": comparison.counts.json,
      "controls": .array(comparison.controls.map(\.json)),
      "differences": .array([]),
    ]
    return String(report.text(.compact).dropLast(Self.jsonTail.count - 1))
  }

  static let jsonTail = "]}\n"
}

extension ComparisonReport.Side {
  var json: JSON { ["name": .string(name), "commit": .text(commit)] }
}

extension JSON {
  fileprivate static func text(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }

  fileprivate static func strings(_ values: [String]) -> JSON { .array(values.map(JSON.string)) }
}

extension ComparisonCounts {
  fileprivate var json: JSON {
    var members = [
      JSON.Member("in_a", .int(inA)), JSON.Member("in_b", .int(inB)),
      JSON.Member("both", .int(both)), JSON.Member("same_label", .int(same)),
      JSON.Member("flipped", .int(flipped)), JSON.Member("text_changed", .int(textChanged)),
      JSON.Member("both_skipped", .int(bothSkipped)), JSON.Member("open", .int(open)),
    ]
    let kinds = DifferenceKind.allCases.map { JSON.Member($0.rawValue, .int(self[$0])) }
    members.append(JSON.Member("kinds", .object(kinds)))
    return .object(members)
  }
}

extension ControlAgreement {
  var json: JSON {
    [
      "control": .string(control), "type": .string(type), "both": .int(both), "same": .int(same),
      "percent": .figure(percent.map { $0 * 100 }), "kappa": kappa?.json ?? .null,
      "alpha": .figure(alpha), "macro_f1": .figure(scores.macroF1),
      "micro_f1": .figure(scores.microF1), "similarity": .figure(meanSimilarity),
      "mean_distance": .figure(meanDistance), "shift": .figure(scores.shift),
      "labels": .array(scores.all(order: order).map(\.json)),
      "matrix": .array(
        matrix.cells(order: categoryOrder).map { cell in
          ["a": .strings(cell.a.values), "b": .strings(cell.b.values), "count": .int(cell.count)]
        }),
    ]
  }
}

extension CohenKappa {
  fileprivate var json: JSON {
    [
      "value": .figure(value), "low": .figure(interval.lowerBound),
      "high": .figure(interval.upperBound), "standard_error": .figure(standardError),
    ]
  }
}

extension LabelScores.Score {
  fileprivate var json: JSON {
    [
      "label": .string(label), "a": .int(inA), "b": .int(inB), "both": .int(inBoth),
      "precision": .figure(precision), "recall": .figure(recall), "f1": .figure(f1),
    ]
  }
}

extension ComparisonRow {
  var report: JSON {
    [
      "kind": .string(kind.rawValue), "task": number.map(JSON.int) ?? .null,
      "text_changed": .bool(isTextChanged), "matched_by": .text(rule?.rawValue),
      "a": a?.json ?? .null, "b": b?.json ?? .null,
    ]
  }
}

extension ComparedTask {
  fileprivate var json: JSON {
    let deciding = summary.deciding
    let labels = summary.label?.answers ?? []
    return [
      "path": .string(path), "hash": .string(hash), "id": summary.id.map(JSON.int) ?? .null,
      "sources": .array(
        summary.sources.map { ["repo": .string($0.repo), "key": .string($0.key)] }),
      "outcome": .string(summary.outcome.rawValue),
      "labels": .object(labels.map { JSON.Member($0.control, $0.value.json) }),
      "annotator": .text(deciding.flatMap { $0.annotator.isEmpty ? nil : $0.annotator }),
      "annotators": .strings(summary.annotators),
      "created_at": deciding?.createdAt.map(JSON.int) ?? .null,
      "lead_time": .figure(deciding?.leadTime), "note": .string(deciding?.note ?? ""),
    ]
  }
}

extension LabelValue {
  fileprivate var json: JSON {
    switch self {
    case .choices(let values), .text(let values): .strings(values)
    case .taxonomy(let paths): .array(paths.map(JSON.strings))
    case .rating(let rating): .figure(rating)
    case .spans(let spans):
      .array(
        spans.map {
          ["start": .int($0.start), "end": .int($0.end), "labels": .strings($0.labels)]
        })
    case .other(_, let values): .string(values)
    }
  }
}
