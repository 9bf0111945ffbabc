import Testing

@testable import LabelCore

@Suite struct ThreeWayTests {
  private typealias Seed = ComparisonSeed

  @Test func whatOneSideChangedIsTakenAndTheRestAsked() {
    let (x, y, z) = (Seed.summary(1, "x"), Seed.summary(1, "y"), Seed.summary(1, "z"))
    func decide(_ base: LabelSummary?, _ a: LabelSummary?, _ b: LabelSummary?) -> ThreeWay {
      ThreeWay(base: base, a: a, b: b)
    }
    #expect(decide(x, x, x) == .unchanged)
    #expect(decide(x, y, x) == .takeA)
    #expect(decide(x, x, y) == .takeB)
    #expect(decide(x, y, y) == .alike)
    #expect(decide(x, y, z) == .ask)
    #expect(decide(x, nil, x) == .takeA)
    #expect(decide(x, nil, y) == .ask)
    #expect(decide(nil, nil, y) == .takeB)
    #expect(decide(nil, x, y) == .ask)
    #expect(decide(nil, x, x) == .alike)
    // The label was made on the old text.
    #expect(decide(x, y, Seed.summary(1, "x", data: "new")) == .ask)
    #expect(decide(x, Seed.summary(1, "x", annotator: "bo"), y) == .takeB)
  }

  @Test func aPlanFindsTheBaseOfEachRow() {
    let base = (1...5).map { Seed.summary($0, "x") }
    var (a, b) = (base, base)
    a[0] = Seed.summary(1, "y")
    b[1] = Seed.summary(2, "y")
    a[2] = Seed.summary(3, "y")
    b[2] = Seed.summary(3, "z")
    a[3] = Seed.summary(4, "y")
    b[3] = Seed.summary(4, "y")
    a.append(Seed.summary(9, "new"))
    var builder = ComparisonBuilder(ComparisonOptions(keepsSame: true))
    for (left, right) in zip(a, b) { builder.add(a: Seed.task(left), b: Seed.task(right)) }
    builder.add(onlyInA: Seed.task(a[5]))
    let plan = ThreeWayPlan(builder.finished().rows, base: base.map { Seed.task($0) })
    let decisions = Dictionary(
      uniqueKeysWithValues: plan.rows.map { ($0.row.number ?? 0, $0.decision) })
    #expect(
      decisions == [1: .takeA, 2: .takeB, 3: .ask, 4: .alike, 5: .unchanged, 9: .takeA])
    #expect(plan.count(.takeA) == 2)
    #expect(plan.rows.first { $0.row.number == 9 }?.base == nil)
    #expect(plan.rows.first { $0.row.number == 3 }?.base?.summary == base[2])
  }
}
