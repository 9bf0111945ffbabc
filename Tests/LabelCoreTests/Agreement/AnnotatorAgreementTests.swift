import Testing

@testable import LabelCore

@Suite struct AnnotatorAgreementTests {
  /// A task with a completion for each annotator and label given.
  private static func task(_ id: Int, _ labels: [(String, String)]) -> LabelSummary {
    var summary = LabelSummary(id: id, data: "\(id)")
    summary.completions = labels.map { annotator, label in
      ComparisonSeed.summary(id, label, annotator: annotator).completions[0]
    }
    return summary
  }

  /// The worked example of Krippendorff (2011), section C, as completions.
  private static var example: AnnotatorAgreement {
    let rows = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."].map(Array.init)
    var agreement = AnnotatorAgreement()
    for unit in 0..<12 {
      let labels = zip(["ana", "bo", "cy", "di"], rows).filter { $0.1[unit] != "." }
      agreement.add(task(unit, labels.map { ($0.0, String($0.1[unit])) }))
    }
    return agreement
  }

  @Test func alphaOverAllAndKappaOfEveryPair() {
    let agreement = Self.example
    #expect(ReportText.fixed(agreement.alpha("label"), 3) == "0.743")
    let pairs = agreement.pairs("label")
    #expect(
      pairs.map { "\($0.a)-\($0.b)" }
        == ["ana-bo", "ana-cy", "ana-di", "bo-cy", "bo-di", "cy-di"])
    #expect(pairs.map(\.agreement.both) == [9, 8, 9, 9, 10, 10])
    #expect(agreement.labelled == ["ana": 9, "bo": 11, "cy": 10, "di": 11])
    #expect(agreement.shared == 11)
  }

  @Test func skipsUnknownPeopleAndOlderLabelsSayNothing() {
    var agreement = AnnotatorAgreement()
    var task = Self.task(
      1, [("ana", "old"), ("ana", "new"), ("bo", "new"), ("", "x"), ("cy", "y")])
    task.completions[4].outcome = .skipped
    agreement.add(task)
    #expect(agreement.unknown == 1)
    #expect(agreement.labelled == ["ana": 1, "bo": 1])
    #expect(agreement.pairs("label").map(\.agreement.same) == [1])
  }

  @Test func pairsArePrintedInEveryForm() throws {
    let report = AnnotatorReport(.init("labeled_data@v1"), Self.example)
    #expect(
      report.stat.split(separator: "\n", omittingEmptySubsequences: false).prefix(6) == [
        "labeled_data@v1",
        "annotators 4   tasks that two or more labelled 11   labels by nobody known 0",
        "", "label: alpha 0.74",
        "both  same      %             kappa  annotators",
        "   9     8  88.9%  0.84 [0.56-1.00]  ana, bo",
      ])
    let json = try JSON(parsing: report.json)
    #expect(json["controls"]?.arrayValue?.first?["alpha"] == .number("0.743421"))
    #expect(report.csv.split(separator: "\n").count == 7)
    #expect(report.markdown.contains("**label**: alpha 0.74\n\n| both | same |"))
  }
}
