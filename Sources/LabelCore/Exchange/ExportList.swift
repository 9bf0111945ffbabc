/// A JSON list written item by item, in the way of one of Label Studio's exports.
struct ExportList: Sendable {
  var opening = "["
  /// Before the first item, and between items.
  var lead = ""
  var separator = ","
  var closing = "]"
  /// The end of a list with nothing in it.
  var emptyClosing = "]"
  var style = JSON.Style.ujsonText
  /// Levels of indent around an item.
  var depth = 0
  private var hasItems = false

  /// - Parameter isTasks: whether the items are whole tasks, which 1.x writes in one line.
  init(_ edition: ExportEdition, isTasks: Bool) {
    switch edition {
    case .completions:
      lead = "\n  "
      separator = ",\n  "
      closing = "\n]"
      style = .indentedText
      depth = 1
    case .annotations where isTasks: break
    case .annotations:
      opening = "[\n"
      separator = ",\n"
      closing = "\n]"
      emptyClosing = "\n]"
      style = .indentedUjsonText
    }
  }

  /// The bytes of one more item.
  mutating func item(_ value: JSON) -> [UInt8] {
    defer { hasItems = true }
    return Array((hasItems ? separator : lead).utf8) + value.bytes(style, depth: depth)
  }

  var end: [UInt8] { Array((hasItems ? closing : emptyClosing).utf8) }
}

extension TaskObject {
  /// The task as an export of an edition holds it: 1.x's annotations have another name than completions, and
  /// their spans are counted in code points.
  func exportTree(_ edition: ExportEdition) -> JSON {
    guard edition == .annotations else { return tree }
    let counting = SpanCounting(data ?? .null)
    var task = self
    if counting.differs { task.completions = completions.map { $0.inCodePoints(counting) } }
    return task.tree.renaming("completions", to: "annotations")
  }
}

extension Completion {
  /// With spans as Label Studio 1.x counts them.
  fileprivate func inCodePoints(_ counting: SpanCounting) -> Completion {
    guard value["result"]?.arrayValue != nil else { return self }
    var completion = self
    completion.value["result"] = .array(result.map(counting.inCodePoints))
    return completion
  }
}

extension JSON {
  /// With a member under another name at the same place, unless that one is there.
  package func renaming(_ name: String, to other: String) -> JSON {
    guard case .object(var members) = self, self[other] == nil else { return self }
    for index in members.indices where members[index].name == name { members[index].name = other }
    return .object(members)
  }
}
