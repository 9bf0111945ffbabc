/// Krippendorff's alpha for nominal data, two or more raters, missing values left out: K.
/// Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011); "Content Analysis", 3rd ed.
/// (2013), chapter 12.
///
/// Units are added one by one; what is kept grows with the categories and the number of raters
/// only.
package struct KrippendorffAlpha: Hashable, Sendable {
  /// Ordered pairs of differing values, by the number of values in their unit: whole numbers, so
  /// that the order of adding does not matter.
  private var disagreeing: [Int: Int] = [:]
  private var counts: [LabelCategory: Int] = [:]
  /// Values in units with at least two.
  package private(set) var pairable = 0

  package init() {}

  /// Adds a unit with the values that its raters gave; one with fewer than two says nothing.
  package mutating func add(_ values: [LabelCategory]) {
    guard values.count > 1 else { return }
    var here: [LabelCategory: Int] = [:]
    for value in values { here[value, default: 0] += 1 }
    add(here, values: values.count, units: 1)
  }

  /// Adds the tasks of a matrix, each a unit with two values.
  package mutating func add(_ matrix: ConfusionMatrix) {
    for cell in matrix.cells() {
      let here = cell.a == cell.b ? [cell.a: 2] : [cell.a: 1, cell.b: 1]
      add(here, values: 2, units: cell.count)
    }
  }

  private mutating func add(_ here: [LabelCategory: Int], values: Int, units: Int) {
    pairable += values * units
    var equal = 0
    for (category, count) in here {
      counts[category, default: 0] += count * units
      equal += count * count
    }
    disagreeing[values, default: 0] += (values * values - equal) * units
  }

  /// Nil when there is nothing to agree about: no unit with two values, or one category throughout.
  package var value: Double? {
    // As floating point: squares of counts of many tasks and raters add up.
    let total = Double(pairable)
    let equal = counts.values.reduce(0.0) { $0 + Double($1) * Double($1) }
    let expected = total * total - equal
    guard pairable > 0, counts.count > 1, expected > 0 else { return nil }
    let observed = disagreeing.sorted { $0.key < $1.key }.reduce(0.0) { sum, units in
      sum + Double(units.value) / Double(units.key - 1)
    }
    return 1 - (total - 1) * observed / expected
  }
}
