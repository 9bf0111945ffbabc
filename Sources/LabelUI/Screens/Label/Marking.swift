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
