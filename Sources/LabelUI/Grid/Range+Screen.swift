extension Range<Int> {
  /// Empty where the end lies before the start, as happens on screens too small for what was
  /// planned.
  init(_ start: Int, upTo end: Int) { self = start..<Swift.max(start, end) }
}
