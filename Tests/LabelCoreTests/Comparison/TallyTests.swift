import Testing

@testable import LabelCore

@Suite struct TallyTests {
  /// Tasks of every sort: single and several choices, ratings, free text, skips, open ones.
  private static let tasks: [LabelSummary] = (0..<200).map { id in
    var summary = ComparisonSeed.summary(
      id, id % 11 == 0 ? nil : ComparisonSeed.labels[id % 5], annotator: id % 3 == 0 ? "ana" : "bo")
    guard !summary.completions.isEmpty else { return summary }
    if id % 7 == 0 { summary.completions[0].outcome = .skipped }
    if id % 4 == 0 {
      summary.completions[0].answers[0].value = .choices(["other", "praise"])
    }
    summary.completions[0].answers.append(
      ControlLabel(control: "stars", value: .rating(Double(id % 6))))
    if id % 2 == 0 {
      summary.completions[0].answers.append(
        ControlLabel(control: "words", value: .text(["word \(id)"])))
    }
    return summary
  }

  @Test(arguments: [nil, ComparisonSeed.schema])
  func sumsOfWhatIsTheSameGiveTheFiguresOfTheTasksThemselves(_ schema: ResultSchema?) {
    var one = ComparisonBuilder(ComparisonOptions(schema: schema))
    var other = ComparisonBuilder(ComparisonOptions(schema: schema))
    var tally = VersionTally()
    for task in Self.tasks {
      one.add(same: ComparisonSeed.task(task))
      tally.add(task)
    }
    other.add(same: tally)
    #expect(one.finished() == other.finished())
  }

  @Test(arguments: [
    ([], nil), ([0], nil), ([3.25], 3.3), ([1, 2, 4], 2), ([1, 2, 4, 8], 3),
    ([0.0123, 86_432], 43_000),
  ])
  func theMiddleOfThePacesIsKnownToTwoDigits(_ seconds: [Double], _ expected: Double?) {
    var tally = VersionTally()
    for time in seconds {
      var task = LabelSummary(id: 1, data: "")
      task.completions = [CompletionSummary()]
      task.completions[0].leadTime = time
      tally.add(task)
    }
    let median = tally.medianPace
    #expect(median.map { ($0 * 10).rounded() } == expected.map { ($0 * 10).rounded() })
  }

  @Test func whatIsTakenOutIsAsIfItHadNeverBeenIn() {
    var (all, some, rest) = (VersionTally(), VersionTally(), VersionTally())
    for (place, task) in Self.tasks.enumerated() {
      all.add(task)
      if place % 3 == 0 { some.add(task) } else { rest.add(task) }
    }
    #expect(VersionTally(bytes: all.bytes) == all)
    all.add(some, count: -1)
    #expect(all == rest)
    for task in Self.tasks.enumerated() where task.offset % 3 != 0 {
      all.add(task.element, count: -1)
    }
    #expect(all == VersionTally())
  }

  @Test func rowsAreReadBackFromTheirBytes() {
    var builder = ComparisonBuilder(ComparisonOptions(keepsSame: true))
    let (a, b) = ComparisonSeed.versions
    for (left, right) in zip(a, b) {
      builder.add(a: ComparisonSeed.task(left), b: ComparisonSeed.task(right))
    }
    for alone in a[b.count...] { builder.add(onlyInA: ComparisonSeed.task(alone)) }
    let rows = builder.finished().rows
    #expect(rows.count == 103)
    for row in rows { #expect(ComparisonRow(bytes: row.bytes) == row) }
  }
}
