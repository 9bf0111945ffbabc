/// Two texts laid beside each other: lines that both have, and between them the words that differ.
///
/// Blanks that differ within a line are not shown as a difference unless nothing else differs. Lines are
/// compared first, so that the cost follows what differs and long texts can be compared too.
package struct TextDiff: Hashable, Sendable {
  /// Lines of both texts that begin at one height, without the end of the last one.
  package struct Block: Hashable, Sendable {
    package var pieces: [WordDiff.Piece]

    init(pieces: [WordDiff.Piece]) { self.pieces = pieces }

    /// Text that both have.
    package init(same text: String) {
      pieces = [WordDiff.Piece(kind: .same, a: text, b: text)]
    }
  }

  package private(set) var blocks: [Block] = []
  /// Whether the texts differ in blanks that are not shown as a difference.
  package private(set) var ignoresBlanks = false
  /// Whether blanks are all in which the texts differ.
  package private(set) var isOnlyBlanks = false

  /// Lines that are put into one block when both texts have them.
  private static let linesABlock = 100
  /// Bytes of lines between two lines in common beyond which words are not compared one by one.
  private static let longestHunk = 200_000

  package init(_ a: String, _ b: String) {
    let isSame = add(a, b, ignoringBlanks: true)
    guard isSame, a != b else { return }
    (blocks, ignoresBlanks) = ([], false)
    isOnlyBlanks = true
    _ = add(a, b, ignoringBlanks: false)
  }

  /// B against A.
  package var swapped: TextDiff {
    var swapped = self
    for index in blocks.indices { swapped.blocks[index].pieces = blocks[index].pieces.swapped }
    return swapped
  }

  /// Whether no difference was found.
  private mutating func add(_ a: String, _ b: String, ignoringBlanks: Bool) -> Bool {
    let lines = (Self.lines(of: a), Self.lines(of: b))
    var numbers = LineNumbers(ignoringBlanks: ignoringBlanks)
    let script = WordScript(lines.0.map { numbers[$0] }, lines.1.map { numbers[$0] })
    var index = 0
    while index < script.runs.count {
      let run = script.runs[index]
      index += 1
      if run.kind == .same {
        addSame(Array(lines.0[run.a]), Array(lines.1[run.b]))
        continue
      }
      var hunk = (a: run.a, b: run.b)
      if run.kind == .removed, index < script.runs.count, script.runs[index].kind == .added {
        hunk.b = script.runs[index].b
        index += 1
      }
      addHunk(Array(lines.0[hunk.a]), Array(lines.1[hunk.b]), ignoringBlanks)
    }
    return script.runs.allSatisfy { $0.kind == .same }
  }

  private mutating func addSame(_ a: [Substring], _ b: [Substring]) {
    for first in stride(from: 0, to: a.count, by: Self.linesABlock) {
      let lines = first..<min(first + Self.linesABlock, a.count)
      let inA = a[lines].joined(separator: "\n")
      let inB = b[lines].joined(separator: "\n")
      if inA != inB { ignoresBlanks = true }
      blocks.append(
        Block(pieces: [WordDiff.Piece(kind: .same, a: inA, b: inA == inB ? inA : inB)]))
    }
  }

  private mutating func addHunk(_ a: [Substring], _ b: [Substring], _ ignoringBlanks: Bool) {
    let texts = (a.joined(separator: "\n"), b.joined(separator: "\n"))
    if a.isEmpty || b.isEmpty {
      let piece =
        b.isEmpty
        ? WordDiff.Piece(kind: .removed, a: texts.0, b: "")
        : WordDiff.Piece(kind: .added, a: "", b: texts.1)
      blocks.append(Block(pieces: [piece]))
      return
    }
    let isLong = texts.0.utf8.count + texts.1.utf8.count > Self.longestHunk
    let words =
      isLong
      ? WordDiff(replacing: texts.0, with: texts.1)
      : WordDiff(texts.0, texts.1, ignoringBlanks: ignoringBlanks)
    ignoresBlanks = ignoresBlanks || words.pieces.contains { $0.kind == .same && $0.a != $0.b }
    blocks += Self.blocks(of: words.pieces)
  }

  /// A new block wherever both texts end a line, so that they stay side by side, and for whole lines that
  /// one side has alone.
  private static func blocks(of pieces: [WordDiff.Piece]) -> [Block] {
    var blocks = [Block(pieces: [])]
    for (index, piece) in pieces.enumerated() {
      let next = index + 1 < pieces.count ? pieces[index + 1] : nil
      if piece.kind != .same {
        if piece.beginsLine, next?.beginsLine ?? true {
          blocks.append(Block(pieces: [piece.trimmed { $0.dropFirst() }]))
        } else if piece.endsLine, blocks[blocks.count - 1].pieces.isEmpty {
          blocks[blocks.count - 1].pieces = [piece.trimmed { $0.dropLast() }]
          blocks.append(Block(pieces: []))
        } else {
          blocks[blocks.count - 1].pieces.append(piece)
        }
        continue
      }
      let lines = (lines(of: piece.a), lines(of: piece.b))
      guard lines.0.count == lines.1.count else {
        blocks[blocks.count - 1].pieces.append(piece)
        continue
      }
      for (index, line) in zip(lines.0, lines.1).enumerated() {
        if index > 0 { blocks.append(Block(pieces: [])) }
        guard !line.0.isEmpty || !line.1.isEmpty else { continue }
        blocks[blocks.count - 1].pieces.append(
          WordDiff.Piece(kind: .same, a: String(line.0), b: String(line.1)))
      }
    }
    return blocks
  }

  /// Without their ends, of both kinds.
  private static func lines(of text: String) -> [Substring] {
    text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      Substring(line.last == 0x0D ? line.dropLast() : line)
    }
  }
}

extension WordDiff.Piece {
  fileprivate var beginsLine: Bool { kind == .same ? a.first == "\n" : (a + b).first == "\n" }
  fileprivate var endsLine: Bool { (a + b).last == "\n" }

  fileprivate func trimmed(_ cut: (String) -> Substring) -> WordDiff.Piece {
    WordDiff.Piece(kind: kind, a: String(cut(a)), b: String(cut(b)))
  }
}

/// Numbers for lines, the same for equal ones.
private struct LineNumbers {
  let ignoringBlanks: Bool
  private var numbers: [[UInt8]: Int] = [:]

  init(ignoringBlanks: Bool) { self.ignoringBlanks = ignoringBlanks }

  subscript(line: Substring) -> Int {
    mutating get {
      let key = ignoringBlanks ? Self.withoutBlanks(line) : Array(line.utf8)
      if let known = numbers[key] { return known }
      numbers[key] = numbers.count
      return numbers.count - 1
    }
  }

  /// Runs of blanks as one, none at the ends.
  private static func withoutBlanks(_ line: Substring) -> [UInt8] {
    var key: [UInt8] = []
    key.reserveCapacity(line.utf8.count)
    var isBlank = false
    for byte in line.utf8 {
      let isBlankByte = byte == 0x20 || byte == 0x09
      if !isBlankByte, isBlank, !key.isEmpty { key.append(0x20) }
      if !isBlankByte { key.append(byte) }
      isBlank = isBlankByte
    }
    return key
  }
}
