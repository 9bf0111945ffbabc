/// Why something given is no answer to a control.
package struct AnswerProblem: Error, Hashable, Sendable {
  package var message: String

  package init(_ message: String) { self.message = message }
}

extension ConfigControl {
  /// The answer that plain JSON gives, in the form of `AnswerValue.plain` or in words: choices as stored or
  /// as shown, paths as `Hotel / Room`, spans as `0-4:PER`. Nil for nothing.
  ///
  /// - Parameter data: the task's, for spans, items to rank and choices that it brings along.
  package func answer(_ given: JSON, data: JSON) throws(AnswerProblem) -> AnswerValue? {
    let items = given.arrayValue ?? [given]
    guard !items.isEmpty, given != .null else { return nil }
    switch kind {
    case .choices, .taxonomy: return try chosen(items, data)
    case .rating, .number, .textArea, .dateTime: return try written(items)
    case .pairwise: return .side(try side(items))
    case .ranker: return .ranking(try ranking(items, data))
    case .labels(let labels):
      var spans: [TextSpan] = []
      for item in items { spans.append(try span(item, labels, data)) }
      try checkUsages(of: labels, in: spans)
      return .spans(spans)
    case .webPage: throw problem("is labelled on the web page only")
    }
  }

  private func chosen(_ items: [JSON], _ data: JSON) throws(AnswerProblem) -> AnswerValue? {
    switch kind {
    case .choices(let choices):
      let known = choices.choices + dynamic(choices.field, data)
      let isSingle = choices.mode.isSingle
      return choices.allowsNested
        ? .paths(try paths(items, in: known, isSingle))
        : .choices(try values(items, of: known, isSingle))
    case .taxonomy(let taxonomy): return .paths(try paths(items, of: taxonomy, data))
    default: return nil
    }
  }

  private func written(_ items: [JSON]) throws(AnswerProblem) -> AnswerValue? {
    switch kind {
    case .rating(let rating):
      guard let mark = try number(items), mark >= 1, mark <= Double(rating.max),
        mark == mark.rounded()
      else { throw problem("takes a whole number from 1 to \(rating.max)") }
      return .rating(mark)
    case .number(let limits): return .number(try number(items, within: limits))
    case .textArea(let area):
      let texts = try strings(items)
      if let most = area.maxSubmissions, texts.count > most {
        throw problem("takes \(most) texts at most, not \(texts.count)")
      }
      return .texts(texts)
    case .dateTime(let dateTime):
      let text = try one(strings(items))
      guard let value = dateTime.normalized(text), dateTime.allows(value) else {
        throw problem("takes a value like \(dateTime.example), not \(text)")
      }
      return .dateTime(value)
    default: return nil
    }
  }

  func problem(_ words: String) -> AnswerProblem { AnswerProblem("\(name) \(words)") }

  /// Ids of the list's items, all of them.
  private func ranking(_ items: [JSON], _ data: JSON) throws(AnswerProblem) -> [String] {
    let given = try strings(items)
    let list = objectField.flatMap { data[$0]?.arrayValue } ?? []
    let known = list.compactMap { $0["id"]?.stringValue ?? $0["id"]?.whole.map(String.init) }
    guard known.isEmpty || given.sorted() == known.sorted() else {
      throw problem("takes each of \(known.joined(separator: ", ")) once, the best first")
    }
    return given
  }

  private func strings(_ items: [JSON]) throws(AnswerProblem) -> [String] {
    var texts: [String] = []
    for item in items {
      guard let text = item.stringValue else {
        throw problem("takes words, not \(item.text(.compact))")
      }
      texts.append(text)
    }
    return texts
  }

  private func one(_ texts: [String]) throws(AnswerProblem) -> String {
    guard texts.count == 1 else {
      throw problem("takes one value, not \(texts.joined(separator: ", "))")
    }
    return texts[0]
  }

  private func number(_ items: [JSON]) throws(AnswerProblem) -> Double? {
    guard items.count == 1 else { throw problem("takes one number") }
    return items[0].doubleValue ?? items[0].stringValue.flatMap { Double($0.trimmingBlanks) }
  }

  private func number(_ items: [JSON], within limits: ConfigNumber) throws(AnswerProblem) -> Double
  {
    guard let value = try number(items), value.isFinite else { throw problem("takes a number") }
    guard limits.min.map({ value >= $0 }) ?? true, limits.max.map({ value <= $0 }) ?? true else {
      throw problem("does not take \(JSON.spelling(of: value)): it is out of its range")
    }
    return value
  }

  /// `left` or `right`, or the name of the text on that side.
  private func side(_ items: [JSON]) throws(AnswerProblem) -> String {
    let text = try one(strings(items))
    if text == "left" || text == "right" { return text }
    let names = toName.split(separator: ",").map(\.trimmingBlanks)
    guard let place = names.firstIndex(of: text), place < 2 else {
      throw problem("takes left or right, not \(text)")
    }
    return ["left", "right"][place]
  }
}

// MARK: - Choices

extension ConfigControl {
  private func values(
    _ items: [JSON], of known: [ConfigChoice], _ isSingle: Bool
  ) throws(AnswerProblem) -> [String] {
    let given = try strings(items)
    if isSingle { _ = try one(given) }
    let known = known.flattened.map(\.choice)
    var values: [String] = []
    for text in given {
      guard
        let choice = known.first(where: { $0.stored == text })
          ?? known.first(where: { $0.value == text })
      else {
        let list = known.map(\.stored).joined(separator: ", ")
        throw problem("has no choice \(text); it has \(list)")
      }
      values.append(choice.stored)
    }
    return values
  }

  private func paths(
    _ items: [JSON], of taxonomy: ConfigTaxonomy, _ data: JSON
  ) throws(AnswerProblem) -> [[String]] {
    let known = taxonomy.choices + dynamic(taxonomy.field, data)
    let paths = try paths(items, in: known, taxonomy.maxUsages == 1)
    if let most = taxonomy.maxUsages, paths.count > most {
      throw problem("takes \(most) at most, not \(paths.count)")
    }
    guard taxonomy.leafsOnly else { return paths }
    for path in paths {
      let found = Self.known(known, below: []).first { $0.stored == path }
      guard found?.hasChildren != true else {
        throw problem("takes what has no parts only, not \(path.joined(separator: " / "))")
      }
    }
    return paths
  }

  private func paths(
    _ items: [JSON], in choices: [ConfigChoice], _ isSingle: Bool
  ) throws(AnswerProblem) -> [[String]] {
    let known = Self.known(choices, below: [])
    var paths: [[String]] = []
    for item in items {
      let steps = item.arrayValue.map { $0.compactMap(\.stringValue) }
      let words = item.stringValue
      let found = known.first { entry in
        entry.stored == steps || entry.shown == steps
          || [" / ", "/", " > "].contains { separator in
            [entry.stored, entry.shown].contains { $0.joined(separator: separator) == words }
          }
      }
      guard let found else {
        throw problem("has no \(words ?? item.text(.compact)) in its tree")
      }
      paths.append(found.stored)
    }
    if isSingle, paths.count > 1 { throw problem("takes one value, not \(paths.count)") }
    return paths
  }

  private struct KnownPath {
    var stored: [String]
    var shown: [String]
    var hasChildren: Bool
  }

  private static func known(
    _ choices: [ConfigChoice], below parent: [KnownPath]
  ) -> [KnownPath] {
    choices.flatMap { choice -> [KnownPath] in
      let here = KnownPath(
        stored: (parent.last?.stored ?? []) + [choice.stored],
        shown: (parent.last?.shown ?? []) + [choice.value], hasChildren: !choice.children.isEmpty)
      return [here] + known(choice.children, below: [here])
    }
  }

  /// Choices in the task's data.
  private func dynamic(_ field: String?, _ data: JSON) -> [ConfigChoice] {
    field.map { ConfigChoice.all(in: data[$0], at: element.position) } ?? []
  }
}

extension ConfigChoice {
  /// Choices in a task's data: objects as the web page wants them, or bare words.
  static func all(in value: JSON?, at position: ConfigPosition) -> [ConfigChoice] {
    (value?.arrayValue ?? []).compactMap { item in
      guard let words = item["value"]?.stringValue ?? item.stringValue, !words.isEmpty else {
        return nil
      }
      return ConfigChoice(
        value: words, alias: item["alias"]?.stringValue, hotkey: item["hotkey"]?.stringValue,
        isSelected: item["selected"]?.boolValue ?? false, background: nil,
        hint: item["hint"]?.stringValue, heading: nil,
        children: all(in: item["children"], at: position),
        element: ConfigElement("Choice", at: position))
    }
  }
}

// MARK: - Spans

extension ConfigControl {
  /// Of `{"start", "end", "labels", "text"?}` or `START-END:LABEL,LABEL`, in a dialogue with the number of the
  /// turn from 0 in front, `1:0-4:LABEL`; the text comes from the data.
  private func span(
    _ item: JSON, _ labels: ConfigLabels, _ data: JSON
  ) throws(AnswerProblem) -> TextSpan {
    let words = item.stringValue.flatMap { Self.spanWords($0, inTurns: labels.turnKey != nil) }
    guard var span = words ?? Self.span(item, inTurns: labels.turnKey != nil) else {
      let place = labels.turnKey == nil ? "0-4" : "0:0-4"
      throw problem("takes spans like \(place):\(labels.labels[0].stored)")
    }
    span.labels = try values(span.labels.map(JSON.string), of: labels.labels, !labels.isMultiple)
    guard let text = try text(labels, around: span, data) else { return span }
    let (start, end) = (span.start, span.end)
    guard start >= 0, start < end, end <= text.utf16.count else {
      throw problem("has a text of \(text.utf16.count) units, which \(start)-\(end) is not in")
    }
    let units = text.utf16
    let first = units.index(units.startIndex, offsetBy: start)
    let last = units.index(first, offsetBy: end - start)
    guard let slice = String(units[first..<last]) else {
      throw problem("would cut a character in two at \(start)-\(end)")
    }
    if let said = span.text, said != slice {
      throw problem("holds \"\(slice)\" at \(start)-\(end), not \"\(said)\"")
    }
    span.text = slice
    return span
  }

  /// The text that a span is in, of a dialogue what is said in its turn; nil where the data have none.
  private func text(
    _ labels: ConfigLabels, around span: TextSpan, _ data: JSON
  ) throws(AnswerProblem) -> String? {
    guard let value = objectField.flatMap({ data[$0] }) else { return nil }
    guard let key = labels.turnKey, let turns = span.turns else { return value.stringValue }
    guard turns.count == 1, let all = value.arrayValue, turns.lowerBound < all.count else {
      throw problem("takes spans within one turn of \(value.arrayValue?.count ?? 0)")
    }
    return all[turns.lowerBound][key]?.stringValue
  }

  /// As `AnswerValue.plain` writes it; nil without a place.
  private static func span(_ item: JSON, inTurns: Bool) -> TextSpan? {
    let names = inTurns ? ("startOffset", "endOffset") : ("start", "end")
    guard let start = item[names.0]?.whole, let end = item[names.1]?.whole else { return nil }
    var span = TextSpan(
      start: start, end: end, text: item["text"]?.stringValue,
      labels: item["labels"]?.arrayValue?.compactMap(\.stringValue) ?? [])
    guard inTurns else { return span }
    let turns = ["start", "end"].compactMap { name in
      item[name]?.whole ?? item[name]?.stringValue.flatMap { Int($0) }
    }
    guard turns.count == 2, 0 <= turns[0], turns[0] <= turns[1] else { return nil }
    span.turns = turns[0]...turns[1]
    return span
  }

  private func checkUsages(
    of labels: ConfigLabels, in spans: [TextSpan]
  ) throws(AnswerProblem) {
    for label in labels.labels {
      let count = spans.count { $0.labels.contains(label.stored) }
      guard let most = label.maxUsages, count > most else { continue }
      let times = most == 1 ? "once" : "\(most) times"
      throw problem("takes \(label.stored) \(times) at most, not \(count)")
    }
  }

  private static func spanWords(_ text: String, inTurns: Bool) -> TextSpan? {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let rest = text[text.index(after: colon)...]
    if inTurns {
      guard let turn = Int(text[..<colon]), turn >= 0 else { return nil }
      var span = spanWords(String(rest), inTurns: false)
      span?.turns = turn...turn
      return span
    }
    let ends = text[..<colon].split(separator: "-").compactMap { Int($0) }
    guard ends.count == 2 else { return nil }
    return TextSpan(
      start: ends[0], end: ends[1], labels: rest.split(separator: ",").map(\.trimmingBlanks))
  }
}
