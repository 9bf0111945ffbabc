/// What one control was answered with, for comparing. Sets are kept in one order, so that equal
/// values mean equal answers.
package enum LabelValue: Hashable, Sendable {
  /// Stored values of `Choices`, each once.
  case choices([String])
  /// Paths of `Taxonomy` from the root, each once.
  case taxonomy([[String]])
  case rating(Double)
  /// Regions of `Labels` over a text, by their place.
  case spans([LabelSpan])
  /// The texts of a `TextArea`, in their order.
  case text([String])
  /// Anything else: the regions' values in canonical JSON.
  case other(type: String, values: String)
}

/// A stretch of text with its labels.
package struct LabelSpan: Hashable, Sendable {
  /// Offsets as stored, in UTF-16 code units; `end` is behind the last.
  package var start: Int
  package var end: Int
  /// Each once, in byte order.
  package var labels: [String]

  package init(start: Int, end: Int, labels: [String]) {
    self.start = start
    self.end = end
    self.labels = labels.distinctInByteOrder
  }
}

/// The answer to one control.
package struct ControlLabel: Hashable, Sendable {
  /// `from_name` of the regions.
  package var control: String
  package var value: LabelValue

  package init(control: String, value: LabelValue) {
    self.control = control
    self.value = value
  }
}

extension LabelValue {
  /// The word for the kind of value: the `type` of Label Studio's regions.
  package var type: String {
    switch self {
    case .choices: "choices"
    case .taxonomy: "taxonomy"
    case .rating: "rating"
    case .spans: "labels"
    case .text: "textarea"
    case .other(let type, _): type
    }
  }

  /// The category that agreement counts; nil for values that have no bounded set of categories.
  package var category: LabelCategory? {
    switch self {
    case .choices(let values): LabelCategory(values)
    case .taxonomy(let paths): LabelCategory(paths.map { $0.joined(separator: " > ") })
    case .rating(let rating): LabelCategory([Self.number(rating)])
    case .spans, .text, .other: nil
    }
  }

  /// The names by which a filter finds the value: what was chosen, the labels of spans.
  package var names: [String] {
    switch self {
    case .spans(let spans): spans.flatMap(\.labels).distinctInByteOrder
    case .text, .other: []
    case .choices, .taxonomy, .rating: category?.values ?? []
    }
  }

  /// The value in one line.
  package var line: String {
    switch self {
    case .choices, .taxonomy, .rating: category?.text ?? ""
    case .spans(let spans):
      spans.map { "\($0.labels.joined(separator: ", ")) \($0.start)-\($0.end)" }
        .joined(separator: "; ")
    case .text(let texts): texts.joined(separator: " ")
    case .other(_, let values): values
    }
  }

  private static func number(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? String(value)
  }
}

extension Array where Element == String {
  /// Each element once, ascending by bytes.
  package var distinctInByteOrder: [String] {
    if count < 2 { return self }
    return Set(self).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
