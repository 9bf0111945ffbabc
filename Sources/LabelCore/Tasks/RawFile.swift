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
      throw RawProblem(.notJSON, "\(key) :: \(error)")
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
      throw RawProblem(
        .notOneTask,
        "Error at \(key):\nCloud storages support one task per one JSON file only. "
          + "Task must be {} or [{}] with length = 1")
    }
    return [try task(from: item, fields)]
  }

  /// The one task of a source with `use_blob_urls`.
  ///
  /// - Parameter field: `data_key` or the config's `dataKey`.
  package func blobTask(
    content: [UInt8], bucket: String, field: String
  ) throws(RawProblem) -> RawTask {
    guard !content.contains(0), let text = String(validating: content, as: UTF8.self) else {
      throw RawProblem(.notText, "\(key) :: not text in UTF-8")
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
    default: throw wrongShape("Task[data] must be (<class 'dict'>, <class 'list'>)", item)
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
          .missingField, "\"\(field)\" key is expected in task data \(assumption)", item)
      }
      switch value {
      case .string, .escaped, .number, .bool: continue
      case .array, .object: if structuredFields.contains(field) { continue }
      case .null: break
      }
      throw problem(
        .wrongType,
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
      throw wrongShape("Task[\(field)] must be <class 'list'>", item)
    }
    for entry in entries {
      guard let result = entry["result"] else {
        throw wrongShape("\(word) must have \"result\" fields", item)
      }
      guard result.arrayValue != nil else {
        throw wrongShape("\"result\" field in \(word.lowercased()) must be list", item)
      }
    }
  }

  private func wrongShape(_ message: String, _ item: JSON) -> RawProblem {
    problem(.wrongShape, message, item)
  }

  private func problem(_ code: RawProblem.Code, _ message: String, _ item: JSON) -> RawProblem {
    RawProblem(code, "\(key) :: Error   at item 0: \(message) :: \(PythonText.value(item))")
  }
}
