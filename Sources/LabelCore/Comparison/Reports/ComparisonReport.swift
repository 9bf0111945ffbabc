/// A comparison ready to be printed. All texts are the same for the same comparison, end with a
/// newline and hold no colour.
package struct ComparisonReport: Hashable, Sendable {
  /// One of the two versions.
  package struct Side: Hashable, Sendable {
    /// What it was called: a ref, a directory, a file.
    package var name: String
    /// The commit that this was; nil for files.
    package var commit: String?

    package init(_ name: String, commit: String? = nil) {
      self.name = name
      self.commit = commit
    }
  }

  package var a: Side
  package var b: Side
  package var comparison: Comparison

  package init(_ a: Side, _ b: Side, _ comparison: Comparison) {
    self.a = a
    self.b = b
    self.comparison = comparison
  }
}

// MARK: - Words in common

extension ComparisonCounts {
  /// `both 102   same 93 (91.2%)   flipped 9   only A 1   only B 0   text changed 2`, and what else
  /// there is.
  package var line: String {
    let share = both == 0 ? nil : Double(same) / Double(both)
    var parts = [
      "both \(both)", "same \(same) (\(ReportText.percent(share)))", "flipped \(flipped)",
      "only A \(self[.onlyA])", "only B \(self[.onlyB])", "text changed \(textChanged)",
    ]
    let rarer = [
      ("skipped in one", self[.skip]), ("skipped in both", bothSkipped),
      ("other annotator", self[.annotator]), ("open in both", open),
    ]
    parts += rarer.filter { $0.1 > 0 }.map { "\($0.0) \($0.1)" }
    return parts.joined(separator: "   ")
  }
}

extension ControlAgreement {
  /// `kappa 0.88 [0.80-0.95]   alpha 0.88   macro F1 of B against A 0.92   micro F1 0.91`, or what
  /// the control's kind of value has instead.
  package var line: String {
    if matrix.total > 0 {
      var parts = [
        "kappa \(ReportText.kappa(kappa))", "alpha \(ReportText.fixed(alpha))",
        "macro F1 of B against A \(ReportText.fixed(scores.macroF1))",
        "micro F1 \(ReportText.fixed(scores.microF1))",
      ]
      if matrix.cells().contains(where: { $0.a.values.count > 1 || $0.b.values.count > 1 }) {
        parts.append("mean Jaccard \(ReportText.fixed(meanSimilarity))")
      }
      if let meanDistance { parts.append("mean distance \(ReportText.fixed(meanDistance))") }
      return parts.joined(separator: "   ")
    }
    return "same \(same) of \(both) (\(ReportText.percent(percent)))   "
      + "likeness \(ReportText.fixed(meanSimilarity))"
  }
}

// MARK: - Figures as text

extension ComparisonReport {
  /// What `--stat` prints: both names, the counts, and for each control its agreement and its
  /// labels.
  package var stat: String {
    var text = "A \(named(a))\nB \(named(b))\n\(comparison.counts.line)\n"
    for control in comparison.controls {
      if comparison.controls.count > 1 { text += "\n\(ReportText.visible(control.control)):\n" }
      text += control.line + "\n"
      if !control.labels.rows.isEmpty { text += "\n" + control.labels.text }
    }
    return text
  }

  func named(_ side: Side) -> String {
    let name = ReportText.visible(side.name)
    return side.commit.map { "\(name)  \($0.prefix(8))" } ?? name
  }
}

extension ControlAgreement {
  /// Each label with its figures; the label comes last.
  var labels: ReportTable {
    let rows = scores.all(order: order).map { score in
      [
        String(score.inA), String(score.inB), ReportText.signed(score.shift),
        ReportText.fixed(score.precision), ReportText.fixed(score.recall),
        ReportText.fixed(score.f1), score.label,
      ]
    }
    return ReportTable(
      headings: ["A", "B", "+/-", "precision", "recall", "F1", "label"], rows: rows)
  }
}
