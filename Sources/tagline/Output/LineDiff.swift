/// Two texts compared line by line, printed as `diff -u` prints them.
struct LineDiff: Sendable {
  private enum Line {
    case same(Substring)
    case old(Substring)
    case new(Substring)
  }

  /// Unchanged lines shown around a change.
  private static let context = 3
  private let lines: [Line]

  /// Compares texts of at most some thousand lines: the time grows with lines times changes.
  init(old: String, new: String) {
    lines = Self.merge(Self.split(old), Self.split(new))
  }

  /// The hunks, each with its `@@` line; empty when nothing differs.
  func hunks(isColoured: Bool) -> [String] {
    ranges().flatMap { hunk($0, isColoured) }
  }

  /// Lines keep their newline, so that a missing one at the end is a difference.
  private static func split(_ text: String) -> [Substring] {
    var lines: [Substring] = []
    var start = text.startIndex
    while let newline = text.unicodeScalars[start...].firstIndex(of: "\n") {
      let end = text.unicodeScalars.index(after: newline)
      lines.append(text[start..<end])
      start = end
    }
    if start < text.endIndex { lines.append(text[start...]) }
    return lines
  }

  private static func merge(_ old: [Substring], _ new: [Substring]) -> [Line] {
    let difference = new.difference(from: old)
    let removed = Set(difference.removals.map(Self.offset))
    let inserted = Set(difference.insertions.map(Self.offset))
    var merged: [Line] = []
    var (from, to) = (0, 0)
    while from < old.count || to < new.count {
      if removed.contains(from), from < old.count {
        merged.append(.old(old[from]))
        from += 1
      } else if inserted.contains(to), to < new.count {
        merged.append(.new(new[to]))
        to += 1
      } else {
        merged.append(.same(old[from]))
        from += 1
        to += 1
      }
    }
    return merged
  }

  private static func offset(_ change: CollectionDifference<Substring>.Change) -> Int {
    switch change {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }

  /// Stretches of changes with their context; near ones are one.
  private func ranges() -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for (index, line) in lines.enumerated() {
      if case .same = line { continue }
      let around = max(0, index - Self.context)..<min(lines.count, index + Self.context + 1)
      if let last = ranges.last, last.upperBound >= around.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound..<around.upperBound
      } else {
        ranges.append(around)
      }
    }
    return ranges
  }

  private func hunk(_ range: Range<Int>, _ isColoured: Bool) -> [String] {
    func paint(_ text: String, _ colour: Colour) -> String {
      isColoured ? colour.painted(text) : text
    }
    let before = counts(lines[..<range.lowerBound])
    let inside = counts(lines[range])
    let position = "-\(Self.place(before.old, inside.old)) +\(Self.place(before.new, inside.new))"
    var output = [paint("@@ \(position) @@", .cyan)]
    for line in lines[range] {
      let (mark, text): (String, Substring)
      switch line {
      case .same(let same): (mark, text) = (" ", same)
      case .old(let old): (mark, text) = ("-", old)
      case .new(let new): (mark, text) = ("+", new)
      }
      let shown = mark + DisplayText.cleaned(String(text.hasSuffix("\n") ? text.dropLast() : text))
      output.append(mark == " " ? shown : paint(shown, mark == "+" ? .green : .red))
      if !text.hasSuffix("\n") { output.append("\\ No newline at end of file") }
    }
    return output
  }

  private func counts(_ lines: ArraySlice<Line>) -> (old: Int, new: Int) {
    lines.reduce(into: (old: 0, new: 0)) { counts, line in
      switch line {
      case .same:
        counts.old += 1
        counts.new += 1
      case .old: counts.old += 1
      case .new: counts.new += 1
      }
    }
  }

  /// `first,count`, where an empty stretch is named by the line before it.
  private static func place(_ before: Int, _ count: Int) -> String {
    let first = count == 0 ? before : before + 1
    return count == 1 ? "\(first)" : "\(first),\(count)"
  }
}
