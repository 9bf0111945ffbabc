/// How far A and B agree about one control: sums that grow task by task, from which all figures
/// follow.
package struct ControlAgreement: Hashable, Sendable {
  package var control: String
  /// Its kind of value (`LabelValue.type`), of the first answer met.
  package var type: String
  /// Labels in the order of the config; empty without one.
  package var order: [String]
  /// Tasks labelled on both sides in which a side answered this control.
  package internal(set) var both = 0
  /// Of these, the answers that are the same.
  package internal(set) var same = 0
  /// Whole answers against each other; empty for values without categories.
  package internal(set) var matrix = ConfusionMatrix()
  /// Label by label; of a set of labels each counts by itself.
  package internal(set) var scores = LabelScores()
  /// Sum and number of the similarities that the kind of value has.
  var similarity = 0.0
  var measured = 0
  /// Sum of the distances of ratings.
  private var distance = 0.0

  package init(control: String, type: String, order: [String] = []) {
    self.control = control
    self.type = type
    self.order = order
  }

  /// Counts one task with the answers of both sides; nil where the control was left blank.
  package mutating func add(_ a: LabelValue?, _ b: LabelValue?) {
    guard a != nil || b != nil else { return }
    both += 1
    if a == b { same += 1 }
    let blank = LabelCategory([])
    let categories = (a.map(\.category) ?? blank, b.map(\.category) ?? blank)
    if let inA = categories.0, let inB = categories.1 {
      matrix.add(inA, inB)
      scores.add(inA.values, inB.values)
    }
    measure(a, b)
  }

  private mutating func measure(_ a: LabelValue?, _ b: LabelValue?) {
    guard let a, let b else {
      if type != "rating" { measured += 1 }
      return
    }
    if case .rating(let inA) = a, case .rating(let inB) = b {
      distance += (inB - inA).magnitude
      measured += 1
      return
    }
    // Equal answers need no difference, and a word diff is not cheap.
    let found = a == b ? 1 : ValueDifference(a, b).similarity
    if let found {
      similarity += found
      measured += 1
    }
  }

  /// Labels as categories, in the order of the config.
  package var categoryOrder: [LabelCategory] { order.map { LabelCategory([$0]) } }

  /// The share of answers that are the same; nil without any.
  package var percent: Double? { both == 0 ? nil : Double(same) / Double(both) }

  package var kappa: CohenKappa? { CohenKappa(matrix) }

  /// Over the two versions; for two raters without missing values.
  package var alpha: Double? {
    var alpha = KrippendorffAlpha()
    alpha.add(matrix)
    return alpha.value
  }

  /// The mean likeness of answers, 0 to 1: Jaccard index of sets, F1 of exact spans, words in
  /// common. For single choices it is `percent`; nil for ratings and without tasks.
  package var meanSimilarity: Double? {
    type == "rating" || measured == 0 ? nil : similarity / Double(measured)
  }

  /// The mean distance of ratings where both sides rate; nil for other kinds.
  package var meanDistance: Double? {
    type == "rating" && measured > 0 ? distance / Double(measured) : nil
  }

  /// B against A.
  package var swapped: ControlAgreement {
    var swapped = self
    swapped.matrix = matrix.swapped
    swapped.scores = scores.swapped
    return swapped
  }
}
