extension LabelSummary {
  /// The first element of `bytes`. Raised whenever reading an object gives another summary than
  /// before: what a cache keeps under an older number is then read anew.
  package static let format = 4

  /// The summary as it is kept in a cache: compact JSON, `[format, id, data, excerpt, [[repo, key, nth]…],
  /// [[outcome, annotator, created_at, lead_time, note, [[control, type, value]…]]…], annotated]`, of which the last
  /// is null, or the project and the task of 1.x, which may be missing.
  package var bytes: [UInt8] { json.bytes(.compact) }

  /// Reads `bytes`; nil when they are of another format or damaged.
  package init?(bytes: [UInt8]) {
    guard let json = try? JSON(parsing: bytes) else { return nil }
    self.init(json: json)
  }

  /// What `bytes` holds, for values that hold summaries.
  var json: JSON {
    let sources = sources.map {
      JSON.array([.string($0.repo), .string($0.key), .optional($0.nth)])
    }
    let list: [JSON] = [
      .int(Self.format), .optional(id), .string(data), .string(excerpt), .array(sources),
      .array(completions.map(\.json)),
      annotated.map { .array(($0.name.map { [$0.project, $0.task] } ?? []).map(JSON.int)) }
        ?? .null,
    ]
    return .array(list)
  }

  init?(json: JSON) {
    guard let list = json.arrayValue, list.count == 7,
      list[0].intValue == Self.format, let data = list[2].stringValue,
      let excerpt = list[3].stringValue,
      let sources = list[4].arrayValue?.map(SourceKey.init(json:)),
      let completions = list[5].arrayValue?.map(CompletionSummary.init(json:)),
      !sources.contains(nil), !completions.contains(nil)
    else { return nil }
    self.init(id: list[1].intValue, data: data, sources: sources.compactMap { $0 })
    self.completions = completions.compactMap { $0 }
    self.excerpt = excerpt
    annotated = list[6].arrayValue.map { parts in
      let numbers = parts.compactMap(\.intValue)
      guard numbers.count == 2 else { return Annotated(nil) }
      return Annotated(AnnotatedTask.Name(project: numbers[0], task: numbers[1]))
    }
  }
}

extension JSON {
  fileprivate static func optional(_ value: Int?) -> JSON { value.map(JSON.int) ?? .null }

  fileprivate static func strings(_ values: [String]) -> JSON { .array(values.map(JSON.string)) }

  fileprivate var strings: [String]? {
    guard let values = arrayValue?.map(\.stringValue), !values.contains(nil) else { return nil }
    return values.compactMap { $0 }
  }
}

extension SourceKey {
  fileprivate init?(json: JSON) {
    guard let parts = json.arrayValue, parts.count == 3, let repo = parts[0].stringValue,
      let key = parts[1].stringValue
    else { return nil }
    self.init(repo: repo, key: key, nth: parts[2].intValue)
  }
}

extension CompletionSummary {
  fileprivate var json: JSON {
    [
      .string(outcome.rawValue), .string(annotator), .optional(createdAt),
      leadTime.map { .number(String($0)) } ?? .null, .string(note),
      .array(
        answers.map(\.json)),
    ]
  }

  fileprivate init?(json: JSON) {
    guard let list = json.arrayValue, list.count == 6,
      let outcome = list[0].stringValue.flatMap(Decision.Outcome.init),
      let annotator = list[1].stringValue, let note = list[4].stringValue,
      let answers = list[5].arrayValue?.map(ControlLabel.init(json:)), !answers.contains(nil)
    else { return nil }
    self.init(outcome: outcome, answers: answers.compactMap { $0 })
    self.annotator = annotator
    self.note = note
    createdAt = list[2].intValue
    leadTime = list[3].doubleValue
  }
}

extension ControlLabel {
  /// `[control, type, value]`.
  var json: JSON { [.string(control), .string(value.type), value.json] }

  init?(json: JSON) {
    guard let list = json.arrayValue, list.count == 3, let control = list[0].stringValue,
      let type = list[1].stringValue, let value = LabelValue(type: type, json: list[2])
    else { return nil }
    self.init(control: control, value: value)
  }
}

extension LabelValue {
  fileprivate var json: JSON {
    switch self {
    case .choices(let values), .text(let values): .strings(values)
    case .taxonomy(let paths): .array(paths.map(JSON.strings))
    case .rating(let rating): .number(String(rating))
    case .spans(let spans):
      .array(spans.map { [.int($0.start), .int($0.end), .strings($0.labels)] })
    // A single string, which no other kind is: an unknown type may have the name of a known one.
    case .other(_, let values): .string(values)
    }
  }

  fileprivate init?(type: String, json: JSON) {
    if case .string(let values) = json {
      self = .other(type: type, values: values)
      return
    }
    switch type {
    case "choices": self.init(json.strings, LabelValue.choices)
    case "textarea": self.init(json.strings, LabelValue.text)
    case "taxonomy":
      let paths = json.arrayValue?.map(\.strings)
      self.init(paths?.contains(nil) == false ? paths?.compactMap { $0 } : nil, LabelValue.taxonomy)
    case "rating": self.init(json.doubleValue, LabelValue.rating)
    case "labels":
      let spans = json.arrayValue?.map(LabelSpan.init(json:))
      self.init(spans?.contains(nil) == false ? spans?.compactMap { $0 } : nil, LabelValue.spans)
    default: return nil
    }
  }

  private init?<Value>(_ value: Value?, _ make: (Value) -> LabelValue) {
    guard let value else { return nil }
    self = make(value)
  }
}

extension LabelSpan {
  fileprivate init?(json: JSON) {
    guard let list = json.arrayValue, list.count == 3, let start = list[0].intValue,
      let end = list[1].intValue, let labels = list[2].strings
    else { return nil }
    self.init(start: start, end: end, labels: labels)
  }
}
