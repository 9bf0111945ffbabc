/// Spans as scripts give them.
extension ConfigControl {
  /// Of `{"start", "end", "labels", "text"?}` or `START-END:LABEL,LABEL`, in a dialogue with the number of the
  /// turn from 0 in front, `1:0-4:LABEL`; the text comes from the data.
  func span(
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

  func checkUsages(
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
