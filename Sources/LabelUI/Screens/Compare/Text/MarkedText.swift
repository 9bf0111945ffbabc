import LabelCore

/// A text of which stretches are marked, wrapped to a width as far as somebody has looked.
struct MarkedText: Sendable {
  private var text = ""
  /// Marked stretches in UTF-8 offsets, ascending.
  private var marks: [(range: Range<Int>, style: Style)] = []
  private var layout = TextLayout([], width: 1)
  /// Whether a line end at the end begins one more, empty line.
  var hasLastLine = false

  mutating func add(_ words: String) { text += words.withoutTabs }

  /// Adds words that A alone or B alone has, between signs that need no colour.
  mutating func add(_ words: String, only kind: WordDiff.Kind) {
    let start = text.utf8.count
    switch kind {
    case .same: return add(words)
    case .removed: text += "[-" + words.withoutTabs + "-]"
    case .added: text += "{+" + words.withoutTabs + "+}"
    }
    let role: Role = kind == .removed ? .warning : .good
    marks.append((start..<text.utf8.count, Style(role, bold: true, underlined: true)))
  }

  var isEmpty: Bool { text.isEmpty }

  /// Begins to wrap; to be called when everything was added.
  mutating func wrap(to width: Int) { layout = TextLayout([TextPart(text)], width: width) }

  /// Line `number` in its styles; nil behind the last.
  mutating func line(_ number: Int) -> [Span]? {
    if text.isEmpty { return number == 0 ? [] : nil }
    layout.find(throughLine: number)
    guard layout.lines.indices.contains(number) else {
      let isLast = hasLastLine && number == layout.lines.count
      return isLast && text.last?.isNewline == true ? [] : nil
    }
    let range = layout.lines[number].range
    let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
    let end = text.utf8.distance(from: text.startIndex, to: range.upperBound)
    return spans(start..<end)
  }

  private func spans(_ line: Range<Int>) -> [Span] {
    var spans: [Span] = []
    var place = line.lowerBound
    for mark in marks[firstMark(endingAfter: line.lowerBound)...] {
      let overlap = mark.range.clamped(to: line)
      if mark.range.lowerBound >= line.upperBound { break }
      if overlap.isEmpty { continue }
      if place < overlap.lowerBound { spans.append(Span(slice(place..<overlap.lowerBound))) }
      spans.append(Span(slice(overlap), mark.style))
      place = overlap.upperBound
    }
    if place < line.upperBound { spans.append(Span(slice(place..<line.upperBound))) }
    return spans
  }

  private func firstMark(endingAfter offset: Int) -> Int {
    var (low, high) = (0, marks.count)
    while low < high {
      let middle = (low + high) / 2
      if marks[middle].range.upperBound > offset { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private func slice(_ range: Range<Int>) -> String {
    let start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
    let end = text.utf8.index(start, offsetBy: range.count)
    return String(text[start..<end])
  }
}

extension String {
  /// Tabs as blanks: where a tab stop would be is lost when words are marked.
  fileprivate var withoutTabs: String {
    guard utf8.contains(0x09) else { return self }
    return String(
      decoding: utf8.flatMap { $0 == 0x09 ? [0x20, 0x20, 0x20, 0x20] : [$0] }, as: UTF8.self)
  }
}
