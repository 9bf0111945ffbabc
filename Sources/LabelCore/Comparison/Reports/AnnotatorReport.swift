/// The agreement of annotators ready to be printed, as `ComparisonReport` prints versions.
package struct AnnotatorReport: Hashable, Sendable {
  package var side: ComparisonReport.Side
  package var agreement: AnnotatorAgreement

  package init(_ side: ComparisonReport.Side, _ agreement: AnnotatorAgreement) {
    self.side = side
    self.agreement = agreement
  }

  /// One object on one line: `{"version": {"name", "commit"}, "shared", "unknown", "annotators":
  /// [{"annotator", "labelled"}], "controls": [{"control", "alpha", "pairs": [{"a", "b",
  /// "agreement": as a comparison's control}]}]}`.
  package var json: String {
    let annotators = names.map { name -> JSON in
      ["annotator": .string(name), "labelled": .int(agreement.labelled[name] ?? 0)]
    }
    let controls = agreement.controls.map { control -> JSON in
      let pairs = agreement.pairs(control).map { pair -> JSON in
        ["a": .string(pair.a), "b": .string(pair.b), "agreement": pair.agreement.json]
      }
      return [
        "control": .string(control), "alpha": .figure(agreement.alpha(control)),
        "pairs": .array(pairs),
      ]
    }
    let report: JSON = [
      "version": side.json, "shared": .int(agreement.shared), "unknown": .int(agreement.unknown),
      "annotators": .array(annotators), "controls": .array(controls),
    ]
    return report.text(.compact) + "\n"
  }

  /// A line for each control and pair.
  package var csv: String {
    let rows = agreement.controls.flatMap { control in
      self.rows(control).map { [control] + $0 }
    }
    return ReportTable(
      headings: [
        "control", "both", "same", "percent", "kappa", "kappa_low", "kappa_high", "annotator_a",
        "annotator_b",
      ], rows: rows
    ).csv
  }

  package var markdown: String {
    agreement.controls.reduce("### \(ReportTable.escaped(side.name))\n\n\(line)\n") {
      text, control in
      text + "\n**\(ReportTable.escaped(control))**: alpha "
        + "\(ReportText.fixed(agreement.alpha(control)))\n\n" + table(control).markdown(words: 0)
    }
  }

  /// What `--stat` prints.
  package var stat: String {
    agreement.controls.reduce("\(ReportText.visible(side.name))\n\(line)\n") { text, control in
      text + "\n\(ReportText.visible(control)): alpha "
        + "\(ReportText.fixed(agreement.alpha(control)))\n" + table(control).text
    }
  }

  private var names: [String] { Array(agreement.labelled.keys).distinctInByteOrder }

  private var line: String {
    "annotators \(names.count)   tasks that two or more labelled \(agreement.shared)   "
      + "labels by nobody known \(agreement.unknown)"
  }

  private func rows(_ control: String) -> [[String]] {
    agreement.pairs(control).map { pair in
      let interval = pair.agreement.kappa?.interval
      return [
        String(pair.agreement.both), String(pair.agreement.same),
        JSON.figure(pair.agreement.percent.map { $0 * 100 }).text(),
        pair.agreement.kappa.map { JSON.figure($0.value).text() } ?? "",
        interval.map { JSON.figure($0.lowerBound).text() } ?? "",
        interval.map { JSON.figure($0.upperBound).text() } ?? "", pair.a, pair.b,
      ]
    }
  }

  private func table(_ control: String) -> ReportTable {
    let rows = agreement.pairs(control).map { pair in
      [
        String(pair.agreement.both), String(pair.agreement.same),
        ReportText.percent(pair.agreement.percent), ReportText.kappa(pair.agreement.kappa),
        "\(pair.a), \(pair.b)",
      ]
    }
    return ReportTable(headings: ["both", "same", "%", "kappa", "annotators"], rows: rows)
  }
}
