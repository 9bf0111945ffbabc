/// Agreement of two raters beyond chance. J. Cohen, "A coefficient of agreement for nominal
/// scales", Educational and Psychological Measurement 20 (1960), 37-46.
package struct CohenKappa: Hashable, Sendable {
  package var value: Double
  /// Large-sample standard error, for kappa other than zero: J. L. Fleiss, J. Cohen, B. S. Everitt,
  /// "Large sample standard errors of kappa and weighted kappa", Psychological Bulletin 72 (1969),
  /// 323-327.
  package var standardError: Double

  /// Nil without tasks, and when both sides give one and the same category throughout: then chance
  /// alone explains all.
  package init?(_ matrix: ConfusionMatrix) {
    guard let observed = matrix.observed else { return nil }
    let total = Double(matrix.total)
    let cells = matrix.cells()
    var rows: [LabelCategory: Double] = [:]
    var columns: [LabelCategory: Double] = [:]
    for cell in cells {
      rows[cell.a] = Double(matrix.countInA(cell.a)) / total
      columns[cell.b] = Double(matrix.countInB(cell.b)) / total
    }
    // In a fixed order, so that rounding is the same on every run.
    let expected = matrix.categories().reduce(0) { sum, category in
      sum + (rows[category] ?? 0) * (columns[category] ?? 0)
    }
    guard expected < 1 else { return nil }
    value = (observed - expected) / (1 - expected)

    var onDiagonal = 0.0
    var offDiagonal = 0.0
    for cell in cells {
      let share = Double(cell.count) / total
      // The margins are crossed on purpose: how often B says what A said here, and A what B said.
      let margins = (columns[cell.a] ?? 0) + (rows[cell.b] ?? 0)
      if cell.a == cell.b {
        let term = 1 - expected - margins * (1 - observed)
        onDiagonal += share * term * term
      } else {
        offDiagonal += share * margins * margins
      }
    }
    let chance = observed * expected - 2 * expected + observed
    let spread = onDiagonal + (1 - observed) * (1 - observed) * offDiagonal - chance * chance
    let scale = (1 - expected) * (1 - expected)
    standardError = (max(0, spread) / total).squareRoot() / scale
  }

  /// The 95 % interval, cut at -1 and 1.
  package var interval: ClosedRange<Double> {
    let reach = 1.959_963_984_540_054 * standardError
    let low = min(max(value - reach, -1), 1)
    return low...max(low, min(value + reach, 1))
  }
}
