import Testing

@testable import LabelCore

@Suite struct PairingTests {
  private static func task(
    _ path: String, id: Int?, data: String, source: String? = nil
  ) -> ComparedTask {
    let sources = source.map { [SourceKey(repo: "raw", key: $0)] } ?? []
    let summary = LabelSummary(id: id, data: data, sources: sources)
    return ComparedTask(path: path, hash: path + data, summary: summary)
  }

  /// `a-b rule` for each pair, `-` for nobody.
  private static func pairs(_ a: [ComparedTask], _ b: [ComparedTask]) -> [String] {
    VersionPairing(a, b).pairs.map {
      "\($0.a?.path ?? "-")~\($0.b?.path ?? "-") \($0.rule?.rawValue ?? "alone")"
    }
  }

  @Test func theRecordedRawKeyComesFirst() {
    let found = Self.pairs(
      [
        Self.task("1", id: 1, data: "x", source: "a.json"),
        Self.task("2", id: 2, data: "y", source: "b.json"),
      ],
      [
        Self.task("1", id: 1, data: "x", source: "b.json"),
        Self.task("2", id: 2, data: "rewritten", source: "a.json"),
      ])
    #expect(found == ["1~2 source", "2~1 source"])
  }

  @Test func aRenamedFileIsNotGonePlusNew() {
    let found = Self.pairs(
      [Self.task("7", id: 7, data: "x", source: "old.json")],
      [Self.task("9", id: 9, data: "x", source: "new.json")])
    #expect(found == ["7~9 data"])
  }

  @Test func anIdCountsOnlyWithEqualData() {
    let found = Self.pairs(
      [
        Self.task("1", id: 1, data: "x"), Self.task("2", id: 2, data: "x"),
        Self.task("3", id: 3, data: "z"),
      ],
      [
        Self.task("2", id: 2, data: "x"), Self.task("1", id: 1, data: "x"),
        Self.task("3", id: 3, data: "q"),
      ])
    #expect(found == ["1~1 id", "2~2 id", "3~- alone", "-~3 alone"])
  }

  @Test func equalTextsArePairedInOrder() {
    let found = Self.pairs(
      [Self.task("1", id: 1, data: "x"), Self.task("2", id: 2, data: "x")],
      [
        Self.task("21", id: 21, data: "x"), Self.task("13", id: 13, data: "x"),
        Self.task("30", id: 30, data: "x"),
      ])
    #expect(found == ["1~13 order", "2~21 order", "-~30 alone"])
  }

  @Test func theStrongerRuleHasTheTask() {
    // Both of B belong to A's one task by some rule; the recorded key is worth more than an equal
    // text.
    let found = Self.pairs(
      [Self.task("5", id: 5, data: "x", source: "k.json")],
      [Self.task("3", id: 3, data: "x"), Self.task("7", id: 7, data: "x", source: "k.json")])
    #expect(found == ["5~7 source", "-~3 alone"])
  }

  @Test func aLoserLooksAmongThoseStillFree() {
    let found = Self.pairs(
      [
        Self.task("1", id: 1, data: "x", source: "k.json"),
        Self.task("2", id: 2, data: "x", source: "l.json"),
      ],
      [
        Self.task("1", id: 1, data: "x", source: "k.json"),
        Self.task("8", id: 8, data: "x", source: "k.json"),
      ])
    #expect(found == ["1~1 source", "2~8 data"])
  }

  @Test func objectsWithoutIdsAndNumbersArePairedByText() {
    let found = Self.pairs(
      [Self.task("x.json", id: nil, data: "1"), Self.task("y.json", id: nil, data: "2")],
      [Self.task("y.json", id: nil, data: "1"), Self.task("z.json", id: nil, data: "3")])
    #expect(found == ["x.json~y.json data", "y.json~- alone", "-~z.json alone"])
  }

  @Test func pairsAtOnePathAreThoseThatTheRulesWouldFind() {
    // Every version of one object against every other, with and without the rest of the versions.
    let variants = [
      Self.task("1", id: 1, data: "x"), Self.task("1", id: 1, data: "x", source: "k.json"),
      Self.task("1", id: 1, data: "x", source: "l.json"), Self.task("1", id: 1, data: "y"),
      Self.task("1", id: 2, data: "x"), Self.task("1", id: nil, data: "x"),
      Self.task("1", id: 1, data: "y", source: "k.json"),
    ]
    let others = (
      [Self.task("4", id: 4, data: "x"), Self.task("5", id: 5, data: "y", source: "m.json")],
      [Self.task("5", id: 5, data: "y", source: "m.json"), Self.task("6", id: 6, data: "x")]
    )
    for a in variants {
      for b in variants where a.isCertainly(b) {
        let pairs = VersionPairing([a] + others.0, [b] + others.1).pairs
        #expect(pairs.contains { $0.a == a && $0.b == b }, "\(a) \(b)")
      }
    }
  }
}

/// Rows of one raw file of several tasks.
@Suite struct RowPairingTests {
  private func row(_ id: Int, _ data: String, nth: Int = 0, key: String = "a.jsonl") -> ComparedTask
  {
    let source = SourceKey(repo: "raw", key: key, nth: nth)
    let summary = LabelSummary(id: id, data: data, sources: [source])
    return ComparedTask(path: String(id), hash: "\(id) \(data)", summary: summary)
  }

  private func pairs(_ a: [ComparedTask], _ b: [ComparedTask]) -> [String] {
    VersionPairing(a, b).pairs.map { "\($0.a?.path ?? "-")=\($0.b?.path ?? "-")" }
  }

  @Test func rowsThatStandAloneInAVersionAreNotTakenForEachOther() {
    #expect(pairs([row(1, "x")], [row(2, "y")]) == ["1=-", "-=2"])
  }

  @Test func aRowIsItselfUnderAnotherNumber() {
    #expect(pairs([row(1, "x"), row(2, "y")], [row(7, "y"), row(8, "x")]) == ["1=8", "2=7"])
  }

  @Test func equalRowsAreToldApart() {
    let a = [row(1, "x", nth: 0), row(2, "x", nth: 1), row(3, "x", nth: 2)]
    let b = [row(11, "x", nth: 2), row(12, "x", nth: 1)]
    #expect(pairs(a, b) == ["1=-", "2=12", "3=11"])
  }

  @Test func anEditedRowIsItselfUnderItsNumber() {
    #expect(
      pairs([row(1, "x"), row(2, "y")], [row(1, "x, edited"), row(2, "y")]) == ["1=1", "2=2"])
    #expect(pairs([row(1, "x")], [row(1, "z", key: "b.jsonl")]) == ["1=-", "-=1"])
  }
}
