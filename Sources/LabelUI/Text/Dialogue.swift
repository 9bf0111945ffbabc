import LabelCore

/// A dialogue as one text, `author: words` turn by turn, and where in it what was said stands.
struct Dialogue {
  private(set) var text = ""
  /// What is said in each turn, in UTF-16 offsets of the text; nil where a turn has no words of its own.
  private(set) var turns: [Range<Int>?] = []

  /// Nil for what is no list of turns.
  init?(_ value: JSON, nameKey: String, textKey: String) {
    guard let all = value.arrayValue else { return nil }
    var count = 0
    for turn in all {
      let name = turn[nameKey].map { "\($0.readable): " } ?? ""
      let words = turn[textKey]?.readable
      let before = (turns.isEmpty ? "" : "\n\n") + name
      let start = count + before.utf16.count
      let said = words ?? turn.readable
      text += before + said
      count = start + said.utf16.count
      turns.append(words == nil ? nil : start..<count)
    }
  }

  /// The stretch of the text that a span of the dialogue is; nil where it is not in it.
  func range(of span: TextSpan) -> Range<Int>? {
    guard let place = span.turns, turns.indices.contains(place.upperBound),
      let first = turns[place.lowerBound], let last = turns[place.upperBound],
      span.start >= 0, span.start <= first.count, span.end >= 0, span.end <= last.count
    else { return nil }
    let start = first.lowerBound + span.start
    let end = last.lowerBound + span.end
    return start < end ? start..<end : nil
  }

  /// The first place from `offset` on where something is said; nil behind the last.
  func said(from offset: Int) -> Int? {
    let turn = turns.lazy.compactMap(\.self).first { $0.upperBound > offset }
    return turn.map { max($0.lowerBound, offset) }
  }

  /// The span at a stretch of the text, without labels; nil unless it is within what is said in one turn.
  func span(at range: Range<Int>) -> TextSpan? {
    let place = turns.firstIndex { turn in
      turn.map { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound } ?? false
    }
    guard let place, let turn = turns[place] else { return nil }
    var span = TextSpan(
      start: range.lowerBound - turn.lowerBound, end: range.upperBound - turn.lowerBound, labels: []
    )
    span.turns = place...place
    return span
  }
}
