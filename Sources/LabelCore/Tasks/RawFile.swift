/// Reads raw files as Label Studio 0.8.2 does, apart from stopping the whole project at a bad one.
package struct RawFile: Sendable {
  /// The key as messages name it, without a bucket.
  package var key: String
  /// Fields whose lists and objects are shown in a form of their own, so that any value will do.
  package var structuredFields: Set<String> = []

  package init(key: String) {
    self.key = key
  }

  /// The tasks in a raw file: one, as object or as a list of one.
  ///
  /// - Parameter fields: members that the labeling config needs in the data, the first one first.
  package func tasks(
    in bytes: [UInt8], fields: [String]
  ) throws(RawProblem) -> [RawTask] {
    let document: JSON
    do throws(JSONError) {
      document = try JSON(parsing: bytes)
    } catch {
      throw RawProblem(error, in: bytes, key: key, line: 1)
    }
    return try tasks(from: document, fields: fields)
  }

  /// As `tasks(in:fields:)`, from a document that was read already.
  package func tasks(
    from document: JSON, fields: [String]
  ) throws(RawProblem) -> [RawTask] {
    var item = document
    if case .array(let items) = document, items.count == 1 { item = items[0] }
    guard case .object = item else {
      let isEmpty = item.arrayValue?.isEmpty == true
      throw RawProblem(
        .notOneTask,
        isEmpty
          ? "the list in it is empty" : "there is no object in it: a task is {\"text\": \"...\"}",
        message: "Error at \(key):\nCloud storages support one task per one JSON file only. "
          + "Task must be {} or [{}] with length = 1")
    }
    return [try task(from: item, fields)]
  }

  /// The task in a piece of the file.
  package func task(of part: RawPart, fields: [String]) throws(RawProblem) -> RawTask {
    switch part.content {
    case .problem(let problem): throw problem
    case .record(let cells, let names):
      let members = zip(names, cells).map {
        JSON.Member($0, .string(String(decoding: $1, as: UTF8.self)))
      }
      return try task(from: ImportedTask.root(members), fields)
    case .json where part.start == nil: return try tasks(in: part.bytes, fields: fields)[0]
    case .json:
      let item: JSON
      do throws(JSONError) {
        item = try JSON(parsing: part.bytes)
      } catch {
        throw RawProblem(error, in: part.bytes, key: key, line: part.line)
      }
      guard case .object = item else {
        throw RawProblem(
          .notOneTask,
          "line \(part.line): a task is an object, {\"text\": \"...\"}, and this is "
            + ImportedTask.kind(item))
      }
      return try task(from: item, fields)
    }
  }

  /// The one task of a source with `use_blob_urls`.
  ///
  /// - Parameter field: `data_key` or the config's `dataKey`.
  package func blobTask(
    content: [UInt8], bucket: String, field: String
  ) throws(RawProblem) -> RawTask {
    guard !content.contains(0), let text = String(validating: content, as: UTF8.self) else {
      throw RawProblem(.notText, content.contains(0) ? "it is no text" : EncodingCheck.notUTF8)
    }
    return RawTask(address: "s3://\(bucket)/\(key)", field: field, text: text)
  }

  private func task(from item: JSON, _ fields: [String]) throws(RawProblem) -> RawTask {
    guard let data = item["data"], data != .null else {
      try check(item, in: item, fields, "[assume: item as is = task root with values] ")
      return RawTask(root: ["data": Self.defined(item, fields)], isWrapped: false)
    }
    switch data {
    case .object, .array: break
    default:
      throw problem(
        .wrongShape, "\"data\" in it is no object",
        "Task[data] must be (<class 'dict'>, <class 'list'>)", item)
    }
    try check(data, in: item, fields, "[assume: item[\"data\"] = task root with values]")
    try checkResults(of: item, "completions", "Completion")
    try checkResults(of: item, "predictions", "Prediction")
    var root = item
    root["data"] = Self.defined(data, fields)
    return RawTask(root: root, isWrapped: true)
  }

  /// `$undefined$` stands for the config's first field.
  private static func defined(_ data: JSON, _ fields: [String]) -> JSON {
    guard let value = data["$undefined$"], let field = fields.first else { return data }
    var data = data
    data["$undefined$"] = nil
    data[field] = value
    return data
  }

  private func check(
    _ data: JSON, in item: JSON, _ fields: [String], _ assumption: String
  ) throws(RawProblem) {
    if data["$undefined$"] != nil { return }
    for field in fields {
      guard let value = data[field] else {
        throw problem(
          .missingField, Self.missing(field, data),
          "\"\(field)\" key is expected in task data \(assumption)", item)
      }
      switch value {
      case .string, .escaped, .number, .bool: continue
      case .array, .object: if structuredFields.contains(field) { continue }
      case .null: break
      }
      throw problem(
        .wrongType,
        "\"\(field)\" in it is \(ImportedTask.kind(value)), where a text is expected",
        "data[\"\(field)\"]=\(PythonText.value(value)) is of type "
          + "\"\(PythonText.type(value))\", but types "
          + "\"[<class 'str'>, <class 'int'>, <class 'float'>]\" are expected \(assumption)", item)
    }
  }

  private func checkResults(
    of item: JSON, _ field: String, _ word: String
  ) throws(RawProblem) {
    guard let value = item[field] else { return }
    guard let entries = value.arrayValue else {
      throw problem(
        .wrongShape, "\"\(field)\" in it is no list", "Task[\(field)] must be <class 'list'>", item)
    }
    for entry in entries {
      guard let result = entry["result"] else {
        throw problem(
          .wrongShape, "something in \"\(field)\" has no \"result\"",
          "\(word) must have \"result\" fields", item)
      }
      guard result.arrayValue != nil else {
        throw problem(
          .wrongShape, "a \"result\" in \"\(field)\" is no list",
          "\"result\" field in \(word.lowercased()) must be list", item)
      }
    }
  }

  /// Says which members there are, so that the right one can be named.
  private static func missing(_ field: String, _ data: JSON) -> String {
    let names = (data.members ?? []).map(\.name)
    let known = names.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
    let others = names.isEmpty ? "nothing" : known + (names.count > 5 ? " and others" : "")
    return "there is no \"\(field)\" in it, which the labeling config shows; there is \(others)"
  }

  private func problem(
    _ code: RawProblem.Code, _ reason: String, _ message: String, _ item: JSON
  ) -> RawProblem {
    RawProblem(
      code, reason,
      message: "\(key) :: Error   at item 0: \(message) :: \(PythonText.value(item))")
  }
}
