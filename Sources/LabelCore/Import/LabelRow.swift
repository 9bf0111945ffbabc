/// Why rows cannot be read as tasks with labels.
package struct RowProblem: Error, Equatable, Sendable {
  package var message: String
}

/// What is known of the columns of an export from elsewhere: its labeling config, or other tasks of
/// it.
package struct RowHints: Hashable, Sendable {
  /// Tag by control; "" where the tag is not known.
  package var controls: [String: String] = [:]
  /// Members of the data.
  package var fields: Set<String> = []
  /// Whether all controls are known, so that everything else is data.
  package var knowsAllControls = false

  package init() {}

  package init(_ schema: ExportSchema) {
    knowsAllControls = true
    for control in schema.controls { controls[control.name] = control.tag }
  }

  /// Learns from a task of the same data set.
  package mutating func learn(from task: TaskObject) {
    for member in task.data?.members ?? [] { fields.insert(member.name) }
    for region in task.completions.flatMap(\.result).compactMap(Region.init) {
      if controls[region.control] == nil {
        controls[region.control] = ExportSchema.tag(ofType: region.type)
      }
    }
  }
}

/// Reads rows of Label Studio's JSON_MIN, CSV and TSV exports (0.8.2 and 1.23.2) as tasks with one
/// completion.
package struct RowReader: Sendable {
  private enum Role {
    case id, data, control, making
  }

  private let hints: RowHints
  /// Of a table whose columns stand in the order of their names, as 1.23's do, which tells nothing.
  private let isSorted: Bool

  package init(hints: RowHints) {
    self.hints = hints
    isSorted = false
  }

  /// - Throws: when nothing tells which columns of a table are labels.
  package init(columns: [String], hints: RowHints) throws(RowProblem) {
    self.hints = hints
    isSorted = columns.contains("annotation_id")
    let unknown = columns.filter { name in
      name != "id" && !ExportRow.makingNames.contains(name) && known(name) == nil
    }
    guard !isSorted || unknown.isEmpty else {
      throw RowProblem(
        message:
          "nothing tells which of the columns \(unknown.joined(separator: ", ")) are labels; "
          + "name the labeling config: --config FILE")
    }
  }

  /// The task of a row; cells of tables are strings.
  package func task(_ row: [JSON.Member], isTable: Bool) -> TaskObject? {
    let isMade = row.contains { $0.name == "annotation_id" }
    var data: [JSON.Member] = []
    var result: [JSON] = []
    var id: JSON?
    var isBehindID = false
    for member in row {
      switch role(member.name, isBehindID: isBehindID, isMade: isMade) {
      case .id:
        id = isTable ? member.value.stringValue.flatMap(Int.init).map(JSON.int) : member.value
        isBehindID = true
      case .data: data += isTable ? Self.data(member) : [member]
      case .control: result += regions(member, isTable: isTable)
      case .making: break
      }
    }
    var tree: JSON = ["data": .object(data)]
    if let id { tree["id"] = id }
    let completion = isMade ? Self.completion(of: row) : .object([])
    tree["completions"] = .array(completion.map { [$0.adding(result)] } ?? [])
    return try? TaskObject(tree)
  }

  /// Nil for a row of 1.23's files that stands for a task without an annotation.
  private static func completion(of row: [JSON.Member]) -> JSON? {
    var completion = JSON.object([])
    for (column, name) in [
      ("annotation_id", "id"), ("annotator", "completed_by"), ("created_at", "created_at"),
      ("updated_at", "updated_at"), ("lead_time", "lead_time"),
    ] {
      guard let value = row.last(where: { $0.name == column })?.value, value != .null, value != ""
      else { continue }
      // In tables numbers are text.
      let number = value.stringValue.flatMap { Double($0) == nil ? nil : JSON.number($0) }
      completion[name] = number ?? value
    }
    return completion["id"] == nil ? nil : completion
  }

  // MARK: Columns

  private func known(_ name: String) -> Role? {
    if hints.controls[name] != nil { return .control }
    let own = name.hasPrefix("_data_") ? String(name.dropFirst(6)) : name
    return hints.fields.contains(own) || hints.knowsAllControls ? .data : nil
  }

  /// Where nothing else tells: the id stands between data and labels.
  private func role(_ name: String, isBehindID: Bool, isMade: Bool) -> Role {
    if name == "id" { return .id }
    if isMade, ExportRow.makingNames.contains(name) { return .making }
    return known(name) ?? (isBehindID ? .control : .data)
  }

  // MARK: Cells

  /// A member of the data; an empty cell is none.
  private static func data(_ cell: JSON.Member) -> [JSON.Member] {
    guard let text = cell.value.stringValue, !text.isEmpty else { return [] }
    return [JSON.Member(cell.name, structure(text) ?? cell.value)]
  }

  /// The list or object that a text spells.
  private static func structure(_ text: String) -> JSON? {
    guard let first = text.utf8.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    else {
      return nil
    }
    return try? JSON(parsing: text)
  }

  private func regions(_ cell: JSON.Member, isTable: Bool) -> [JSON] {
    var answer = cell.value
    if isTable {
      guard let text = answer.stringValue, !text.isEmpty else { return [] }
      answer = Self.structure(text) ?? answer
    }
    return Self.values(of: answer, tag: hints.controls[cell.name] ?? "").map { value in
      let type = Self.type(of: value)
      return [
        "value": value, "from_name": .string(cell.name), "to_name": "text", "type": .string(type),
      ]
    }
  }

  /// The values of the regions that an answer stands for.
  private static func values(of answer: JSON, tag: String) -> [JSON] {
    switch answer {
    case .null: []
    case .object: [answer]
    case .array(let items) where items.allSatisfy { $0.members != nil }: items
    // One nested choice: the way to it.
    case .array: [["choices": [answer]]]
    default: [[tag == "TextArea" ? "text" : "choices": [answer]]]
    }
  }

  private static func type(of value: JSON) -> String {
    for name in ["labels", "choices", "taxonomy", "rating", "number", "datetime", "ranker"]
    where value[name] != nil { return name }
    if value["selected"] != nil { return "pairwise" }
    return value["text"] != nil ? "textarea" : value.members?.last?.name ?? ""
  }
}

extension JSON {
  fileprivate func adding(_ result: [JSON]) -> JSON {
    var completion = self
    completion["result"] = .array(result)
    return completion
  }
}

// MARK: - The same task elsewhere

extension TaskObject {
  /// Whether a row's data say the same as another task's: a table keeps no types and no empty
  /// members.
  package func saysTheSameData(as other: TaskObject) -> Bool {
    let (own, others) = (data?.members ?? [], other.data?.members ?? [])
    let isKnown = own.allSatisfy { member in
      others.contains { $0.name == member.name || "_data_\($0.name)" == member.name }
    }
    return isKnown
      && others.allSatisfy { member in
        // There the task's id has its place.
        if member.name == "id" { return true }
        let cell = own.last { $0.name == member.name || $0.name == "_data_\(member.name)" }
        return member.value.isCell(cell?.value)
      }
  }
}

extension JSON {
  /// Whether a cell of a table may be this value.
  fileprivate func isCell(_ cell: JSON?) -> Bool {
    switch self {
    case .null: cell == nil || cell == .null
    case .string, .escaped: (cell?.stringValue ?? "") == stringValue || cell == self
    case .bool(let value): cell == self || cell?.stringValue?.lowercased() == String(value)
    case .number: cell?.cellNumber == doubleValue && cell != nil
    case .array, .object:
      // pandas writes Python, which is not read.
      cell?.canonical == canonical
        || cell?.stringValue?.utf8.first.map { "{[".utf8.contains($0) } == true
    }
  }

  private var cellNumber: Double? { doubleValue ?? stringValue.flatMap(Double.init) }
}
