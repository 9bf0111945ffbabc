import Testing

@testable import LabelCore

/// Figures against other programs on random cases, and against examples worked in print.
@Suite struct AgreementTests {
  private static let cases: [JSON] = {
    let tree = try? JSON(parsing: Fixtures.bytes("agreement/cases.json"))
    return tree?.arrayValue ?? []
  }()

  /// Labels of a rater, a letter each.
  private static func labels(_ letters: JSON?) -> [LabelCategory] {
    (letters?.stringValue ?? "").map { LabelCategory([String($0)]) }
  }

  private static func matrix(_ one: JSON) -> ConfusionMatrix {
    zip(labels(one["a"]), labels(one["b"])).reduce(into: ConfusionMatrix()) { $0.add($1.0, $1.1) }
  }

  private static func matrix(_ rows: [[Int]]) -> ConfusionMatrix {
    var matrix = ConfusionMatrix()
    for (a, row) in rows.enumerated() {
      for (b, count) in row.enumerated() where count > 0 {
        matrix.add(LabelCategory([String(a)]), LabelCategory([String(b)]), count: count)
      }
    }
    return matrix
  }

  private static func isNear(_ left: Double?, _ right: Double?, _ reach: Double = 2e-9) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return (left - right).magnitude < reach
  }

  @Test func kappaIsThatOfScikitLearnAndItsErrorThatOfStatsmodels() {
    #expect(Self.cases.count == 1_000)
    for one in Self.cases {
      let kappa = CohenKappa(Self.matrix(one))
      #expect(Self.isNear(kappa?.value, one["kappa"]?.doubleValue), "\(one.text())")
      // Where one side gives one label only the error is 0; what rounding leaves there is a hair
      // more or, below zero, no root at all.
      let error = one["se"]?.doubleValue ?? kappa.map { _ in 0 }
      #expect(Self.isNear(kappa?.standardError, error, 1e-7), "\(one.text())")
    }
  }

  @Test func alphaIsThatOfKrippendorffsPackage() {
    let blank: LabelCategory = "."
    var answered = 0
    for one in Self.cases {
      let raters = one["r"]?.arrayValue?.map(Self.labels) ?? []
      var alpha = KrippendorffAlpha()
      for unit in (raters.first ?? []).indices {
        alpha.add(raters.map { $0[unit] }.filter { $0 != blank })
      }
      #expect(Self.isNear(alpha.value, one["alpha"]?.doubleValue), "\(one.text())")
      if alpha.value != nil { answered += 1 }
    }
    #expect(answered > 600)
  }

  @Test func scoresAreThoseOfScikitLearn() {
    for one in Self.cases {
      var scores = LabelScores()
      for (a, b) in zip(Self.labels(one["a"]), Self.labels(one["b"])) {
        scores.add(a.values, b.values)
      }
      let sorted = scores.all().sorted { $0.label < $1.label }
      let expected = one["f"]?.arrayValue?.map { $0.arrayValue?.map(\.doubleValue) ?? [] } ?? []
      #expect(sorted.count == expected.count)
      for (score, figures) in zip(sorted, expected) {
        let found = [score.f1, score.precision ?? 0, score.recall ?? 0]
        #expect(zip(found, figures).allSatisfy { Self.isNear($0, $1) }, "\(one.text())")
      }
      #expect(Self.isNear(scores.macroF1, one["macro"]?.doubleValue))
      #expect(Self.isNear(scores.microF1, one["micro"]?.doubleValue))
    }
  }

  /// Fleiss, Cohen, Everitt (1969), table 1: two diagnosticians, 200 cases; kappa there is .4286.
  @Test func kappaAndItsErrorAreThoseOfTheWorkedExample() throws {
    let matrix = Self.matrix([[106, 10, 4], [22, 28, 10], [2, 12, 6]])
    let kappa = try #require(CohenKappa(matrix))
    #expect(ReportText.fixed(kappa.value, 4) == "0.4286")
    #expect(Self.isNear(kappa.standardError * kappa.standardError, 0.002885, 1e-6))
    #expect(CohenKappa(matrix.swapped)?.value == kappa.value)
  }

  /// Krippendorff (2011), section C: four observers, twelve units, five categories, missing data;
  /// .743.
  @Test func alphaIsThatOfTheWorkedExample() {
    let rows = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."].map(Array.init)
    var alpha = KrippendorffAlpha()
    for unit in 0..<12 {
      alpha.add(
        rows.map { $0[unit] }.filter { $0 != "." }.map { [String($0)] }.map(LabelCategory.init))
    }
    #expect(ReportText.fixed(alpha.value, 3) == "0.743")
  }

  @Test func withoutVarietyThereIsNoKappaAndNoAlpha() {
    #expect(CohenKappa(ConfusionMatrix()) == nil)
    #expect(CohenKappa(Self.matrix([[7]])) == nil)
    var alpha = KrippendorffAlpha()
    alpha.add(["a"])
    alpha.add(["b"])
    #expect(alpha.value == nil)
    alpha.add(["a", "a", "a"])
    #expect(alpha.value == nil)
    alpha.add(["b", "b"])
    #expect(alpha.value == 1)
  }

  @Test func orderOfAddingChangesNothing() {
    let pairs: [(LabelCategory, LabelCategory)] = [
      ("a", "b"), ("c", "c"), ("b", "b"), ("a", "a"), ("c", "a"), ("a", "b"),
    ]
    let forward = pairs.reduce(into: ConfusionMatrix()) { $0.add($1.0, $1.1) }
    let backward = pairs.reversed().reduce(into: ConfusionMatrix()) { $0.add($1.0, $1.1) }
    #expect(forward == backward)
    #expect(CohenKappa(forward) == CohenKappa(backward))
    #expect(forward.swapped != forward)
    #expect(forward.swapped.swapped == forward)
    #expect(forward.categories(order: ["c"]).map(\.text) == ["c", "a", "b"])
  }

  @Test func setsAreScoredLabelByLabel() {
    var agreement = ControlAgreement(control: "topics", type: "choices")
    agreement.add(.choices(["a", "b"]), .choices(["b", "c"]))
    agreement.add(.choices(["a"]), .choices(["a"]))
    agreement.add(.choices(["a"]), nil)
    #expect(agreement.both == 3)
    #expect(agreement.same == 1)
    #expect(agreement.meanSimilarity.map { ReportText.fixed($0, 4) } == "0.4444")
    let a = agreement.scores.all().first { $0.label == "a" }
    #expect(a == LabelScores.Score(label: "a", inA: 3, inB: 1, inBoth: 1))
    #expect(agreement.matrix.count(LabelCategory(["a"]), LabelCategory([])) == 1)
    #expect(agreement.scores.microF1 == 4.0 / 7.0)
  }

  @Test func ratingsHaveADistance() {
    var agreement = ControlAgreement(control: "stars", type: "rating")
    agreement.add(.rating(4), .rating(2))
    agreement.add(.rating(3), .rating(3))
    agreement.add(.rating(3), nil)
    #expect(agreement.meanDistance == 1)
    #expect(agreement.meanSimilarity == nil)
    #expect(agreement.matrix.total == 3)
  }
}
