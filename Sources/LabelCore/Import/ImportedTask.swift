/// Makes raw tasks of the objects and texts in somebody's JSON.
struct ImportedTask: Sendable {
  let options: ImportOptions

  /// A raw task of these data; wrapped where a member would be taken for something else.
  static func root(_ data: [JSON.Member]) -> JSON {
    let isMistakable = data.contains { $0.name == "data" || $0.name == "$undefined$" }
    return isMistakable ? .object([JSON.Member("data", .object(data))]) : .object(data)
  }

  /// A text, data, or a whole task `{"data": …}` as a raw task whose data have `text`.
  func task(_ value: JSON, line: Int?) throws(ImportError) -> JSON {
    switch value {
    case .string, .escaped: return .object([JSON.Member("text", value)])
    case .object where options.keepsWholeTasks && value["data"]?.members != nil: return value
    case .object:
      guard case .object(let data)? = value["data"] else {
        return Self.root(try data(value.members ?? [], line))
      }
      var task = value
      task["data"] = .object(try self.data(data, line))
      return task
    default:
      throw error(.damaged, "a task is an object or a text, and this is \(Self.kind(value))", line)
    }
  }

  /// The data with `text` in front, if it is not there.
  private func data(_ members: [JSON.Member], _ line: Int?) throws(ImportError) -> [JSON.Member] {
    if options.isComplete(members.map(\.name)) { return members }
    let place: Int
    if let wanted = options.textColumn {
      guard let found = members.lastIndex(where: { $0.name == wanted }) else {
        throw error(.noColumn, "there is no member \"\(wanted)\"", line)
      }
      place = found
    } else {
      if members.contains(where: { $0.name == "text" && Self.isText($0.value) }) { return members }
      let lengths = members.map { $0.value.stringValue?.utf8.count ?? 0 }
      let texts = members.indices.filter { lengths[$0] > 0 }
      guard
        let found = TextColumn.place(
          names: texts.map { members[$0].name }, lengths: texts.map { lengths[$0] })
      else { throw error(.noText, "there is no text in it", line) }
      place = texts[found]
    }
    guard Self.isText(members[place].value) else {
      throw error(.noText, "\"\(members[place].name)\" is no text", line)
    }
    var rest = members
    let text = rest.remove(at: place)
    for index in rest.indices where rest[index].name == "text" {
      // What had the name makes way.
      rest[index].name = "text_2"
    }
    return [JSON.Member("text", text.value)] + rest
  }

  private static func isText(_ value: JSON) -> Bool {
    switch value {
    case .string, .escaped, .number, .bool: true
    case .null, .array, .object: false
    }
  }

  /// What a value is, in words.
  static func kind(_ value: JSON) -> String {
    switch value {
    case .null: "null"
    case .bool, .number: value.text()
    case .string, .escaped: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }

  func error(_ code: ImportError.Code, _ message: String, _ line: Int?) -> ImportError {
    ImportError(code: code, file: options.file, line: line, message: message)
  }
}

/// JSON Lines, and any other stream of values.
struct ValueReader: TaskReader {
  private let maker: ImportedTask
  private var values = JSONStreamReader()

  init(_ options: ImportOptions) {
    maker = ImportedTask(options: options)
  }

  mutating func append(_ bytes: [UInt8]) throws(ImportError) -> [JSON] {
    try values.append(bytes).map(task)
  }

  mutating func finish() throws(ImportError) -> [JSON] {
    try values.finish().map(task)
  }

  private func task(_ value: JSONStreamReader.Value) throws(ImportError) -> JSON {
    let tree: JSON
    do throws(JSONError) {
      tree = try JSON(parsing: value.bytes)
    } catch {
      throw maker.error(.damaged, "no JSON: \(error.reason)", value.line + error.line - 1)
    }
    return try maker.task(tree, line: value.line)
  }
}

/// One JSON document: a list of tasks or a task. Several documents are read as JSON Lines.
struct DocumentReader: TaskReader {
  private let maker: ImportedTask
  private var items = JSONItemReader()
  private var count = 0

  init(_ options: ImportOptions) {
    maker = ImportedTask(options: options)
  }

  mutating func append(_ bytes: [UInt8]) throws(ImportError) -> [JSON] {
    let found = items.append(bytes)
    return try found.map { item throws(ImportError) in try task(item) }
  }

  mutating func finish() throws(ImportError) -> [JSON] {
    let tasks = try items.finish().map { item throws(ImportError) in try task(item) }
    guard !items.isCutOff else {
      throw maker.error(.damaged, "the list of tasks has no end: the file is cut off", nil)
    }
    return tasks
  }

  private mutating func task(_ item: JSONItemReader.Item) throws(ImportError) -> JSON {
    count += 1
    let tree: JSON
    do throws(JSONError) {
      tree = try JSON(parsing: item.bytes)
    } catch {
      throw maker.error(.damaged, "no JSON: \(error.reason)", item.line + error.line - 1)
    }
    do throws(ImportError) {
      return try maker.task(tree, line: item.line)
    } catch {
      guard items.isList == true else { throw error }
      throw maker.error(error.code, "task \(count): \(error.message)", error.line)
    }
  }
}
