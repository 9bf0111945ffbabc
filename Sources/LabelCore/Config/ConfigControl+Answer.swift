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
  func values(
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
