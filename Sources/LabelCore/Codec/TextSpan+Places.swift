/// Where a span is. Label Studio 0.x counts UTF-16 code units, 1.x counts code points: they differ behind an
/// emoji.
///
/// No recording of 0.x holds an emoji before a span; its sources tell. In the front end of label-studio
/// 0.8.2.post0 (build 8f89391a) `toGlobalOffset` of `utils/html.js` adds up `node.length` of the text nodes and the
/// offset of a DOM range, and `Text` takes `value.substring(startOffset, endOffset)`: both count UTF-16 code
/// units by the standards of DOM and ECMAScript.
extension TextSpan {
  /// The span's UTF-16 offsets in a text, whichever of the two its own count; its text tells. Nil when it is
  /// not in the text.
  package func range(in whole: String) -> Range<Int>? {
    guard turns == nil, start >= 0, start < end else { return nil }
    let units = whole.utf16
    let isInside = end <= units.count
    if isInside, text == nil || slice(of: whole) == text { return start..<end }
    if text != nil, let range = fromCodePoints(in: whole) { return range }
    return isInside ? start..<end : nil
  }

  /// The span as Label Studio 1.x stores it, from UTF-16 offsets in a text; as it is when it is not there.
  package func inCodePoints(of whole: String) -> TextSpan {
    guard let range = range(in: whole) else { return self }
    let units = whole.utf16
    let first = units.index(units.startIndex, offsetBy: range.lowerBound)
    let last = units.index(first, offsetBy: range.count)
    var span = self
    let scalars = whole.unicodeScalars
    span.start = scalars.distance(from: scalars.startIndex, to: first)
    span.end = span.start + scalars.distance(from: first, to: last)
    return span
  }

  /// The span's code points from its offsets in UTF-16; nil where the text there is not the span's.
  func fromUTF16(in whole: String) -> Range<Int>? {
    guard start >= 0, start <= end, end <= whole.utf16.count else { return nil }
    guard let found = slice(of: whole), text == nil || found == text else { return nil }
    let span = inCodePoints(of: whole)
    return span.start..<max(span.start, span.end)
  }

  /// The span's UTF-16 offsets from its code points; nil where the text there is not the span's.
  func fromCodePoints(in whole: String) -> Range<Int>? {
    guard start >= 0, start <= end, let range = codePointRange(in: whole),
      text == nil || String(whole[range]) == text
    else { return nil }
    let units = whole.utf16
    let first = units.distance(from: units.startIndex, to: range.lowerBound)
    return first..<first + units.distance(from: range.lowerBound, to: range.upperBound)
  }

  private func slice(of whole: String) -> String? {
    let units = whole.utf16
    let first = units.index(units.startIndex, offsetBy: start)
    return String(units[first..<units.index(first, offsetBy: end - start)])
  }

  private func codePointRange(in whole: String) -> Range<String.Index>? {
    let scalars = whole.unicodeScalars
    guard
      let first = scalars.index(scalars.startIndex, offsetBy: start, limitedBy: scalars.endIndex),
      let last = scalars.index(first, offsetBy: end - start, limitedBy: scalars.endIndex)
    else { return nil }
    return first..<last
  }
}

extension Decision {
  /// With spans as Label Studio 1.x stores them; `text` gives what a control labels, nil where it is not
  /// known.
  package func inCodePoints(_ text: (_ control: String) -> String?) -> Decision {
    var decision = self
    for index in answers.indices {
      guard case .spans(let spans) = answers[index].value, let text = text(answers[index].control)
      else { continue }
      decision.answers[index].value = .spans(spans.map { $0.inCodePoints(of: text) })
    }
    return decision
  }
}
