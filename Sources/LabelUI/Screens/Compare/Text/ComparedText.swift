import LabelCore

/// The texts of a row as lines of the screen: both in one, or side by side where they differ.
struct ComparedText: Sendable {
  /// What the lines hold.
  enum Look: Equatable, Sendable {
    /// A's text at the left, B's at the right.
    case sides
    /// One text with what A and B alone have marked in it.
    case inline
    /// The text that both have, or the one there is.
    case single
  }

  struct Line: Equatable, Sendable {
    var a: [Span]
    /// Empty but side by side.
    var b: [Span] = []
  }

  /// Lines of both texts that begin at one height.
  private struct Block: Sendable {
    var a = MarkedText()
    var b = MarkedText()
  }

  let look: Look
  private(set) var lines: [Line] = []
  private(set) var isComplete = false
  /// What the blocks that are not reached yet are made of.
  private var rest: ArraySlice<TextDiff.Block> = []
  /// The block whose lines are being found; nil before the first and behind the last.
  private var current: Block?
  /// Columns of one text.
  private let column: Int
  private var line = 0

  static let empty = ComparedText(nil, wantsSides: false, width: 1)

  /// `width` is that of all columns; side by side each text has nearly half of it.
  init(_ detail: CompareDetail?, wantsSides: Bool, width: Int) {
    let texts = (detail?.row.a?.text, detail?.row.b?.text)
    if let difference = detail?.difference {
      self.init(difference, wantsSides: wantsSides, width: width)
    } else {
      let text = texts.0 ?? texts.1 ?? ""
      self.init(.single, [TextDiff.Block(same: text)], width: width)
    }
  }

  /// Two texts that differ.
  init(_ difference: TextDiff, wantsSides: Bool, width: Int) {
    self.init(wantsSides ? .sides : .inline, difference.blocks, width: width)
  }

  private init(_ look: Look, _ blocks: [TextDiff.Block], width: Int) {
    self.look = look
    rest = blocks[...]
    column = look == .sides ? Self.columnWidth(of: width) : width
  }

  /// Room for one of two texts side by side.
  static func columnWidth(of width: Int) -> Int { max(1, (width - 4) / 2) }

  /// Makes sure that line `number` is found if there is one.
  mutating func find(throughLine number: Int) {
    while !isComplete, lines.count <= number { findLine() }
  }

  /// The lines from `first` on, as far as they are found; side by side with a rule between them.
  func draw(from first: Int, rows: Range<Int>, columns: Range<Int>, on canvas: inout Canvas) {
    let isSided = look == .sides
    let width = isSided ? Self.columnWidth(of: columns.count) : columns.count
    let right = columns.lowerBound + width + 3
    for (offset, line) in lines.dropFirst(first).prefix(rows.count).enumerated() {
      let row = rows.lowerBound + offset
      canvas.put(line.a, row: row, column: columns.lowerBound, limit: width)
      if isSided { canvas.put(line.b, row: row, column: right, limit: width) }
    }
    guard isSided else { return }
    for row in rows { canvas.put("│", row: row, column: right - 2, style: .rule) }
  }

  /// `lines 1-4 of 9`; without the end while nobody has been there.
  func position(of shown: Range<Int>) -> String {
    let last = min(shown.upperBound, lines.count)
    guard last > 0 else { return "" }
    let words = "lines \(min(shown.lowerBound + 1, last))-\(last)"
    return words + (isComplete ? " of \(lines.count)" : " of more")
  }

  /// Blocks are made when somebody looks at them: most of a long text nobody does.
  private mutating func findLine() {
    if current == nil, let next = rest.popFirst() { current = block(next) }
    guard current != nil else {
      isComplete = true
      return
    }
    let a = current?.a.line(line)
    let b = look == .sides ? current?.b.line(line) : nil
    guard a != nil || b != nil else {
      current = nil
      line = 0
      return
    }
    lines.append(Line(a: a ?? [], b: b ?? []))
    line += 1
  }

  private func block(_ source: TextDiff.Block) -> Block {
    var block = Block()
    for piece in source.pieces {
      switch (piece.kind, look) {
      case (.same, .sides):
        block.a.add(piece.a)
        block.b.add(piece.b)
      case (.same, _): block.a.add(piece.b)
      case (.removed, _): block.a.add(piece.a, only: .removed)
      case (.added, .sides): block.b.add(piece.b, only: .added)
      case (.added, _): block.a.add(piece.b, only: .added)
      }
    }
    block.a.hasLastLine = look != .single
    block.b.hasLastLine = look != .single
    block.a.wrap(to: column)
    block.b.wrap(to: column)
    return block
  }
}
