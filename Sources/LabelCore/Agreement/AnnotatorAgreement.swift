/// How the annotators of one version agree: every pair with kappa, all together with alpha, for
/// each control.
///
/// Tasks are added one by one; what is kept grows with the pairs of annotators and the labels.
package struct AnnotatorAgreement: Hashable, Sendable {
  /// Two annotators, in byte order, and how they agree about one control.
  package struct Pair: Hashable, Sendable {
    package var a: String
    package var b: String
    package var agreement: ControlAgreement
  }

  private struct Key: Hashable {
    var control: String
    var a: String
    var b: String
  }

  private var pairs: [Key: ControlAgreement] = [:]
  private var alphas: [String: KrippendorffAlpha] = [:]
  /// Tasks that each annotator labelled.
  package private(set) var labelled: [String: Int] = [:]
  /// Completions without a known annotator: they cannot be told apart and are left out.
  package private(set) var unknown = 0
  /// Tasks that two or more annotators labelled.
  package private(set) var shared = 0
  private let schema: ResultSchema?

  package init(schema: ResultSchema? = nil) {
    self.schema = schema
  }

  /// Adds a task with everybody's newest label; skips say nothing.
  package mutating func add(_ task: LabelSummary) {
    let task = task.fitted(to: schema)
    unknown += task.completions.count { $0.annotator.isEmpty && $0.outcome == .labelled }
    let labels = task.annotators.compactMap { name in
      task.only(name).label.map { (name: name, label: $0) }
    }
    for label in labels { labelled[label.name, default: 0] += 1 }
    guard labels.count > 1 else { return }
    shared += 1
    let controls = labels.flatMap { $0.label.answers.map(\.control) }.distinctInByteOrder
    for control in controls {
      let answers = labels.map { (name: $0.name, value: $0.label.value(of: control)) }
      add(answers, control)
    }
  }

  private mutating func add(_ answers: [(name: String, value: LabelValue?)], _ control: String) {
    let type = answers.lazy.compactMap(\.value).first?.type ?? ""
    let order = schema?.control(control)?.choices.map(\.stored) ?? []
    for (place, a) in answers.enumerated() {
      for b in answers[(place + 1)...] {
        pairs[
          Key(control: control, a: a.name, b: b.name),
          default: ControlAgreement(control: control, type: type, order: order)
        ]
        .add(a.value, b.value)
      }
    }
    let blank = LabelCategory([])
    let categories = answers.map { $0.value.map(\.category) ?? blank }
    guard !categories.contains(nil) else { return }
    alphas[control, default: KrippendorffAlpha()].add(categories.compactMap { $0 })
  }

  /// The controls that two annotators answered, in the order of the config, then in byte order.
  package var controls: [String] {
    let known = schema?.controls.map(\.name) ?? []
    let met = Set(pairs.keys.map(\.control))
    return known.filter(met.contains) + Array(met.subtracting(known)).distinctInByteOrder
  }

  /// The pairs that both labelled a task with `control`, in byte order.
  package func pairs(_ control: String) -> [Pair] {
    pairs.filter { $0.key.control == control }
      .map { Pair(a: $0.key.a, b: $0.key.b, agreement: $0.value) }
      .sorted { left, right in
        [left.a, left.b].lexicographicallyPrecedes([right.a, right.b]) {
          $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
      }
  }

  /// Krippendorff's alpha over all annotators; tasks that some did not label are missing values.
  package func alpha(_ control: String) -> Double? { alphas[control]?.value }

  package static func == (left: AnnotatorAgreement, right: AnnotatorAgreement) -> Bool {
    left.pairs == right.pairs && left.alphas == right.alphas && left.labelled == right.labelled
      && left.unknown == right.unknown && left.shared == right.shared
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(labelled)
    hasher.combine(shared)
  }
}
