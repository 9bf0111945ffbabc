/// A region of a result, read with tolerance. Without a `type` it is what its value holds.
struct Region {
  var json: JSON
  var control: String
  var type: String
  var value: JSON

  init?(_ region: JSON) {
    guard let control = region["from_name"]?.stringValue, let value = region["value"] else {
      return nil
    }
    json = region
    self.control = control
    self.value = value
    type = region["type"]?.stringValue ?? value.members?.last?.name ?? ""
  }

  var id: String? { json["id"]?.stringValue }

  /// A value's list of strings; a single string counts as a list of one.
  func strings(_ name: String) -> [String] {
    let stored = value[name]
    return stored?.arrayValue?.compactMap(\.stringValue) ?? stored?.stringValue.map { [$0] } ?? []
  }

  /// A value's list of paths; a single string counts as a path of one step.
  func paths(_ name: String) -> [[String]] {
    (value[name]?.arrayValue ?? []).compactMap { path in
      let names = path.arrayValue?.compactMap(\.stringValue) ?? path.stringValue.map { [$0] } ?? []
      return names.isEmpty ? nil : names
    }
  }

  /// Whether a value's list holds paths, as that of nested choices does.
  func holdsPaths(_ name: String) -> Bool {
    value[name]?.arrayValue?.contains { $0.arrayValue != nil } ?? false
  }

  /// The place of a span as stored; nil where there is none, or one of HTML.
  var place: (start: Int, end: Int)? {
    guard let start = value["start"]?.whole, let end = value["end"]?.whole, start <= end else {
      return nil
    }
    return (start, end)
  }
}

extension Region {
  /// The answer in a region of this form; nil when it holds none.
  func answer(_ form: ResultSchema.Form) -> AnswerValue? {
    guard type == form.type else { return nil }
    switch form {
    case .choices:
      guard value["choices"] != nil else { return nil }
      return holdsPaths("choices") ? .paths(paths("choices")) : .choices(strings("choices"))
    case .nestedChoices: return value["choices"] == nil ? nil : .paths(paths("choices"))
    case .taxonomy: return value["taxonomy"] == nil ? nil : .paths(paths("taxonomy"))
    case .rating: return value["rating"]?.doubleValue.map(AnswerValue.rating)
    case .textArea: return value["text"] == nil ? nil : .texts(strings("text"))
    case .number: return value["number"]?.doubleValue.map(AnswerValue.number)
    case .dateTime: return value["datetime"]?.stringValue.map(AnswerValue.dateTime)
    case .pairwise: return value["selected"]?.stringValue.map(AnswerValue.side)
    case .ranker:
      return (value["ranker"]?["rank"]?.arrayValue).map { ids in
        .ranking(ids.compactMap { $0.stringValue ?? $0.whole.map(String.init) })
      }
    case .labels, .paragraphLabels: return span.map { .spans([$0]) }
    }
  }

  /// The span that a region marks; nil where it has no place in a text.
  var span: TextSpan? {
    let isDialogue = type == ResultSchema.Form.paragraphLabels(savesText: true).type
    guard let place = isDialogue ? placeInTurns : place else { return nil }
    var span = TextSpan(
      start: place.start, end: place.end, text: value["text"]?.stringValue,
      labels: strings(isDialogue ? type : "labels"))
    span.turns = isDialogue ? turns : nil
    span.id = id
    return span
  }

  /// The turns of a dialogue that a region is in. Both generations store `start` and `end` as strings, and offsets
  /// as JavaScript counts them: `ParagraphsRegion.serialize` and `captureDocumentSelection` of Label Studio 0.8.2
  /// (build dc096c7f) and 1.23.2.
  private var turns: ClosedRange<Int>? {
    guard let first = turn("start"), let last = turn("end"), 0 <= first, first <= last else {
      return nil
    }
    return first...last
  }

  private func turn(_ name: String) -> Int? {
    value[name]?.whole ?? value[name]?.stringValue.flatMap { Int($0) }
  }

  private var placeInTurns: (start: Int, end: Int)? {
    guard turns != nil, let start = value["startOffset"]?.whole,
      let end = value["endOffset"]?.whole
    else { return nil }
    return (start, end)
  }
}

extension AnswerValue {
  /// The members of a region's `value`, in the order of the page; spans are written one by one.
  func members(_ form: ResultSchema.Form) -> [JSON.Member] {
    switch self {
    case .choices(let values): [.init("choices", .array(values.map(JSON.string)))]
    case .paths(let paths):
      [.init(form.type, .array(paths.map { .array($0.map(JSON.string)) }))]
    case .rating(let rating): [.init("rating", .number(JSON.spelling(of: rating)))]
    case .texts(let texts): [.init("text", .array(texts.map(JSON.string)))]
    case .number(let number): [.init("number", .number(JSON.spelling(of: number)))]
    case .dateTime(let text): [.init("datetime", .string(text))]
    case .side(let side): [.init("selected", .string(side))]
    case .ranking(let ids): [.init("ranker", ["rank": .array(ids.map(JSON.string))])]
    case .spans: []
    }
  }
}

extension TextSpan {
  /// What all regions of the span say about its place.
  func placeMembers(savesText: Bool) -> [JSON.Member] {
    let text = savesText ? text.map { JSON.Member("text", .string($0)) } : nil
    let place: [JSON.Member]
    if let turns {
      place = [
        .init("start", .string(String(turns.lowerBound))),
        .init("end", .string(String(turns.upperBound))),
        .init("startOffset", .int(start)), .init("endOffset", .int(end)),
      ]
    } else {
      place = [.init("start", .int(start)), .init("end", .int(end))]
    }
    return place + [text].compactMap { $0 }
  }

  /// Whether both are at one place.
  func isAt(_ other: TextSpan) -> Bool {
    start == other.start && end == other.end && turns == other.turns
  }
}
