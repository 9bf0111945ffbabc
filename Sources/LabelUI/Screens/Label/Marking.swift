import LabelCore

/// Marking spans of a text: where the cursor is, what it has selected. Offsets are UTF-16.
package struct Marking: Equatable, Sendable {
  /// Index of the text in the form.
  package var text: Int
  /// The word or character under the cursor.
  package var head: Range<Int>
  /// Where the selection began; nil when it is what the cursor is on.
  package var anchor: Range<Int>?
  /// The span that keys are about.
  package var selected: SpanPlace?

  /// What a label would be given to.
  package var selection: Range<Int> {
    guard let anchor else { return head }
    return min(anchor.lowerBound, head.lowerBound)..<max(anchor.upperBound, head.upperBound)
  }

  /// Goes to a word or character; what was selected before is let go, an anchor stays.
  mutating func move(to range: Range<Int>?) {
    guard let range else { return }
    head = range
    selected = nil
  }
}

extension TextSpan {
  /// Where the span is in a text, in UTF-16 offsets: what Label Studio 1.x made counts code points, which
  /// its text tells. Nil when it is not in the text.
  package func range(in text: String) -> Range<Int>? {
    guard start >= 0, start < end else { return nil }
    let units = TextUnits(text: text)
    let isInside = end <= units.count
    if isInside, self.text == nil || units.slice(start..<end) == self.text { return start..<end }
    let scalars = text.unicodeScalars
    if let first = scalars.index(scalars.startIndex, offsetBy: start, limitedBy: scalars.endIndex),
      let last = scalars.index(first, offsetBy: end - start, limitedBy: scalars.endIndex),
      String(scalars[first..<last]) == self.text
    {
      return units.offsets(first..<last)
    }
    return isInside ? start..<end : nil
  }
}
