/// Something that was left out of an export because Label Studio 1.x would stop at it or drop more with it.
package struct LeftOut: Hashable, Sendable {
  package enum What: Hashable, Sendable {
    case task
    /// Places from 0.
    case annotation(Int)
    case region(annotation: Int, region: Int)
    case prediction(Int)
    case rawKey
  }

  package enum Reason: Hashable, Sendable {
    case dataNotAnObject
    case notAnObject
    /// A field without which 1.x's sync, or its page, fails.
    case missing(String)
    /// A surrogate without its other half: 1.x imports it, and then no list or export of the project opens.
    case loneSurrogate
    /// A number that only Python can write, as `NaN`.
    case numberTooLarge
    /// Nothing in the object tells which raw file the task is.
    case unknownKey
  }

  package var what: What
  package var reason: Reason

  package init(_ what: What, _ reason: Reason) {
    self.what = what
    self.reason = reason
  }
}

extension LeftOut: CustomStringConvertible {
  /// `annotation 1, item 2: has no "type"`.
  package var description: String {
    let place =
      switch what {
      case .task: "the task"
      case .annotation(let place): "annotation \(place + 1)"
      case .region(let annotation, let region): "annotation \(annotation + 1), item \(region + 1)"
      case .prediction(let place): "prediction \(place + 1)"
      case .rawKey: "its key"
      }
    let words =
      switch reason {
      case .dataNotAnObject: "its data are no object"
      case .notAnObject: "it is no object"
      case .missing(let field): "has no \"\(field)\""
      case .loneSurrogate: "holds half of a character"
      case .numberTooLarge: "holds a number that is too large"
      case .unknownKey: "the label does not say which raw file it was made from"
      }
    return "\(place): \(words)"
  }
}

extension JSON {
  /// What in the value Label Studio 1.x cannot keep; nil for what it can.
  var obstacle: LeftOut.Reason? {
    switch self {
    case .null, .bool, .string: nil
    case .escaped: .loneSurrogate
    case .number(let spelling):
      // An integer of any size is kept, a float beyond a double becomes `Infinity`.
      spelling.contains(where: { ".eE".contains($0) }) && Double(spelling)?.isFinite != true
        ? .numberTooLarge : nil
    case .array(let values): values.lazy.compactMap(\.obstacle).first
    case .object(let members): members.lazy.compactMap(\.value.obstacle).first
    }
  }
}
