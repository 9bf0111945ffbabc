/// When something of a labeling config is shown: `visibleWhen` with what belongs to it.
package enum ConfigCondition: Hashable, Sendable {
  /// A choice is made: in the control of that name, or in any; one of `values`, or any.
  case choice(control: String?, values: [String])
  /// No such choice is made.
  case noChoice(control: String?, values: [String])
  /// The selected span carries one of `labels`, or any, of the control of that name, or of any.
  case region(control: String?, labels: [String])
  /// No span is selected.
  case noRegion

  /// Of a tag's attributes; nil when it is always shown.
  init?(_ element: ConfigElement) {
    let control = element.option("whenTagName").flatMap { $0.isEmpty ? nil : $0 }
    let values = Self.list(element.option("whenChoiceValue"))
    let labels = Self.list(element.option("whenLabelValue"))
    switch element.option("visibleWhen") {
    case "choice-selected": self = .choice(control: control, values: values)
    case "choice-unselected": self = .noChoice(control: control, values: values)
    case "region-selected": self = .region(control: control, labels: labels)
    case "no-region-selected": self = .noRegion
    default:
      if !values.isEmpty {
        self = .choice(control: nil, values: values)
      } else if element.flag("perRegion"), control != nil || !labels.isEmpty {
        self = .region(control: control, labels: labels)
      } else {
        return nil
      }
    }
  }

  private static func list(_ attribute: String?) -> [String] {
    (attribute ?? "").split(separator: ",").map { $0.trimmingBlanks }.filter { !$0.isEmpty }
  }
}

extension StringProtocol {
  /// Without white space at both ends.
  var trimmingBlanks: String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
