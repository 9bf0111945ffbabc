import Testing

@testable import LabelCore

@Suite struct ComparisonTests {
  private typealias Seed = ComparisonSeed

  @Test func seedGivesTheFiguresOfTheCompareScreen() throws {
    let comparison = Seed.compared()
    #expect(
      comparison.counts.line
        == "both 102   same 93 (91.2%)   flipped 9   only A 1   only B 0   text changed 2")
    let main = try #require(comparison.main)
    #expect(ReportText.kappa(main.kappa) == "0.88 [0.80-0.95]")
    #expect(ReportText.fixed(main.alpha) == "0.88")
    #expect(ReportText.fixed(main.scores.macroF1) == "0.92")
    let f1 = main.scores.all(order: main.order).map { "\($0.label) \(ReportText.fixed($0.f1))" }
    #expect(
      f1 == ["complaint 0.90", "question 0.93", "other 0.87", "praise 0.92", "spam 1.00"])
    #expect(main.scores.all(order: main.order).map(\.shift) == [8, -4, -2, -2, 0])
    for cell in Seed.cells {
      #expect(main.matrix.count(.init([cell.a]), .init([cell.b])) == cell.count)
    }
    #expect(main.matrix.cells().count == Seed.cells.count)
    #expect(comparison.rows.count == 12)
    #expect(comparison.rows.map(\.kind).prefix(9).allSatisfy { $0 == .flip })
    #expect(comparison.rows.suffix(3).map(\.kind) == [.text, .text, .onlyA])
    #expect(!comparison.isSame)
  }

  @Test func everyTaskHasOneKind() {
    func kind(_ a: LabelSummary?, _ b: LabelSummary?) -> DifferenceKind { DifferenceKind(a, b) }
    let x = Seed.summary(1, "x")
    var skipped = Seed.summary(1, "x")
    skipped.completions[0].outcome = .skipped
    let open = Seed.summary(1, nil)
    #expect(kind(x, x) == .same)
    #expect(kind(x, Seed.summary(1, "y")) == .flip)
    #expect(kind(x, Seed.summary(1, "y", data: "new")) == .textAndLabel)
    #expect(kind(x, Seed.summary(1, "x", data: "new")) == .text)
    #expect(kind(x, Seed.summary(1, "x", annotator: "bo")) == .annotator)
    #expect(kind(x, skipped) == .skip)
    #expect(kind(skipped, x) == .skip)
    #expect(kind(skipped, skipped) == .same)
    #expect(kind(x, nil) == .onlyA)
    #expect(kind(x, open) == .onlyA)
    #expect(kind(open, x) == .onlyB)
    #expect(kind(nil, skipped) == .onlyB)
    #expect(kind(open, open) == .same)
    #expect(kind(open, Seed.summary(1, nil, data: "new")) == .text)
  }

  @Test func swappingTwiceGivesTheSameComparison() {
    let comparison = Seed.compared()
    let swapped = comparison.swapped
    #expect(swapped.counts[.onlyB] == 1)
    #expect(swapped.counts[.onlyA] == 0)
    #expect(swapped.main?.matrix.count("complaint", "question") == 4)
    #expect(swapped.rows.allSatisfy { $0.kind == DifferenceKind($0.a?.summary, $0.b?.summary) })
    #expect(swapped.swapped == comparison)
  }

  @Test func onlyRowsThatPassAreLeft() {
    let comparison = Seed.compared()
    func count(_ filter: ComparisonFilter) -> Int { comparison.filtered(filter).rows.count }
    #expect(count(ComparisonFilter()) == 12)
    #expect(count(ComparisonFilter(kinds: [.flip])) == 9)
    #expect(count(ComparisonFilter(kinds: [.text, .onlyA])) == 3)
    #expect(count(ComparisonFilter(label: "praise")) == 2)
    #expect(count(ComparisonFilter(annotator: "bo")) == 9)
    #expect(count(ComparisonFilter(kinds: [.flip], label: "other", annotator: "ana")) == 4)
    var cell = ComparisonFilter()
    cell.cell = .init(control: "label", a: "question", b: "complaint")
    #expect(count(cell) == 4)
    cell.cell = .init(control: "label", b: "other")
    // One flip to it, two with an edited text.
    #expect(count(cell) == 3)
    #expect(comparison.filtered(cell).counts == comparison.counts)
    #expect(DifferenceKind(argument: "flips") == .flip)
    #expect(DifferenceKind(argument: "only-a") == .onlyA)
    #expect(DifferenceKind(argument: "everything") == nil)
  }

  @Test func sameTasksAreForgottenUnlessAskedFor() {
    #expect(Seed.compared().rows.allSatisfy { $0.kind != .same })
    let all = Seed.compared(ComparisonOptions(schema: Seed.schema, keepsSame: true))
    #expect(all.rows.count == 103)
    #expect(all.counts == Seed.compared().counts)
  }

  @Test func anotherOrderAndAnotherPathGiveTheSameFigures() {
    let (a, b) = Seed.versions
    var builder = ComparisonBuilder(ComparisonOptions(schema: Seed.schema))
    for summary in b.reversed() {
      builder.add(onlyInB: Seed.task(summary, at: "new/\(summary.id ?? 0)"))
    }
    for summary in a { builder.add(onlyInA: Seed.task(summary)) }
    let comparison = builder.finished()
    #expect(comparison.counts == Seed.compared().counts)
    #expect(comparison.controls == Seed.compared().controls)
    #expect(comparison.rows.map(\.number) == Seed.compared().rows.map(\.number))
  }

  @Test func oneAnnotatorsDecisionsAreComparedAlone() {
    var a = Seed.summary(1, "x")
    a.completions.append(Seed.summary(1, "y", annotator: "bo").completions[0])
    var builder = ComparisonBuilder(ComparisonOptions(annotator: "ana"))
    builder.add(a: Seed.task(a), b: Seed.task(Seed.summary(1, "x")))
    #expect(builder.finished().isSame)
    #expect(DifferenceKind(a, Seed.summary(1, "x")) == .flip)
  }

  @Test func everyControlIsCountedByItself() {
    func summary(_ id: Int, _ topics: [String], _ stars: Double?) -> LabelSummary {
      var summary = LabelSummary(id: id, data: "d\(id)")
      var answers = [ControlLabel(control: "topics", value: .choices(topics))]
      if let stars { answers.append(ControlLabel(control: "stars", value: .rating(stars))) }
      summary.completions = [CompletionSummary(answers: answers)]
      return summary
    }
    var builder = ComparisonBuilder()
    builder.add(
      a: Seed.task(summary(1, ["a", "b"], 3)), b: Seed.task(summary(1, ["b"], nil)))
    builder.add(same: Seed.task(summary(2, ["a"], nil)))
    let comparison = builder.finished()
    #expect(comparison.controls.map(\.control) == ["stars", "topics"])
    #expect(comparison.controls.map(\.both) == [1, 2])
    #expect(comparison.controls[1].meanSimilarity == 0.75)
    #expect(comparison.rows.map(\.kind) == [.flip])
  }
}
