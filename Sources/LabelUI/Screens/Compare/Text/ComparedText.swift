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
  private var blocks: [Block] = []
  private var block = 0
  private var line = 0

  static let empty = ComparedText(nil, wantsSides: false, width: 1)

  /// `width` is that of all columns; side by side each text has nearly half of it.
  init(_ detail: CompareDetail?, wantsSides: Bool, width: Int) {
    let texts = (detail?.row.a?.text, detail?.row.b?.text)
    if case (let a?, let b?) = texts, a != b {
      self.init(
        detail?.difference ?? WordDiff(replacing: a, with: b), wantsSides: wantsSides,
        width: width)
      return
    }
    var only = Block()
    only.a.add(texts.0 ?? texts.1 ?? "")
    self.init(.single, [only], width: width)
  }

  /// Two texts that differ.
  init(_ difference: WordDiff, wantsSides: Bool, width: Int) {
    let pieces = difference.pieces
    self.init(
      wantsSides ? .sides : .inline, wantsSides ? Self.aligned(pieces) : [Self.joined(pieces)],
      width: width)
  }

  private init(_ look: Look, _ blocks: [Block], width: Int) {
    self.look = look
    self.blocks = blocks
    let column = look == .sides ? Self.columnWidth(of: width) : width
    for index in blocks.indices {
      self.blocks[index].a.wrap(to: column)
      self.blocks[index].b.wrap(to: column)
    }
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

  private mutating func findLine() {
    guard blocks.indices.contains(block) else {
      isComplete = true
      return
    }
    let a = blocks[block].a.line(line)
    let b = look == .sides ? blocks[block].b.line(line) : nil
    guard a != nil || b != nil else {
      block += 1
      line = 0
      return
    }
    lines.append(Line(a: a ?? [], b: b ?? []))
    line += 1
  }

  private static func joined(_ pieces: [WordDiff.Piece]) -> Block {
    var block = Block()
    for piece in pieces {
      switch piece.kind {
      case .same: block.a.add(piece.b)
      case .removed: block.a.add(piece.a, only: .removed)
      case .added: block.a.add(piece.b, only: .added)
      }
    }
    return block
  }

  /// A new block wherever both texts end a line, so that they stay side by side.
  private static func aligned(_ pieces: [WordDiff.Piece]) -> [Block] {
    var blocks = [Block()]
    for piece in pieces {
      switch piece.kind {
      case .removed: blocks[blocks.count - 1].a.add(piece.a, only: .removed)
      case .added: blocks[blocks.count - 1].b.add(piece.b, only: .added)
      case .same:
        let lines = (Self.lines(of: piece.a), Self.lines(of: piece.b))
        // Blanks that were ignored may hold other line ends.
        guard lines.0.count == lines.1.count else {
          blocks[blocks.count - 1].a.add(piece.a)
          blocks[blocks.count - 1].b.add(piece.b)
          continue
        }
        for (index, line) in zip(lines.0, lines.1).enumerated() {
          if index > 0 { blocks.append(Block()) }
          blocks[blocks.count - 1].a.add(String(line.0))
          blocks[blocks.count - 1].b.add(String(line.1))
        }
      }
    }
    return blocks
  }

  private static func lines(of text: String) -> [Substring] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }
}
