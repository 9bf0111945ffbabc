/// Two texts compared word by word: the shortest script of removed and added words (E. W. Myers,
/// "An O(ND) difference algorithm and its variations", Algorithmica 1, 1986).
package struct WordDiff: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case same
    case removed
    case added
  }

  /// A stretch of one kind. Where only A or only B has it, the other side's text is empty.
  package struct Piece: Hashable, Sendable {
    package var kind: Kind
    /// The words in A and in B; they differ within `.same` only in ignored blanks.
    package var a: String
    package var b: String
  }

  /// In the order of the texts; what was removed stands before what was added in its place.
  package var pieces: [Piece]

  /// Compares `a` with `b`, blanks between words too unless `ignoringBlanks`: then a blank is a blank, but
  /// one that ends a line is none within it.
  ///
  /// Words are runs of letters and digits, of blanks, or single other characters; ideographs stand
  /// alone. Texts that differ in more than `WordScript.limit` words are shown as replaced between
  /// what they begin and end with in common.
  package init(_ a: String, _ b: String, ignoringBlanks: Bool = false) {
    let words = (Self.words(a), Self.words(b))
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    // By bytes: differently composed letters are a difference in a text.
    func number(_ word: Substring) -> Int {
      let isBlank = ignoringBlanks && word.allSatisfy(\.isWhitespace)
      let blank: UInt8 = word.contains(where: \.isNewline) ? 0x0A : 0x20
      let bytes = isBlank ? [blank] : ArraySlice(word.utf8)
      if let known = numbers[bytes] { return known }
      numbers[bytes] = numbers.count
      return numbers.count - 1
    }
    let script = WordScript(words.0.map(number), words.1.map(number))
    pieces = script.runs.map { run in
      Piece(
        kind: run.kind, a: words.0[run.a].joined(), b: words.1[run.b].joined())
    }
  }

  /// Texts that are too long to be compared: what they begin and end with in common, and between it A's
  /// text taken out as a whole and B's put in.
  init(replacing a: String, with b: String) {
    let (inA, inB) = (Array(a.utf8), Array(b.utf8))
    let shorter = min(inA.count, inB.count)
    var head = 0
    while head < shorter, inA[head] == inB[head] { head += 1 }
    var tail = 0
    while tail < shorter - head, inA[inA.count - 1 - tail] == inB[inB.count - 1 - tail] {
      tail += 1
    }
    // No letter is cut into its bytes.
    func isCut(_ bytes: [UInt8], at place: Int) -> Bool {
      place < bytes.count && bytes[place] & 0xC0 == 0x80
    }
    while isCut(inA, at: head) || isCut(inB, at: head) { head -= 1 }
    while isCut(inA, at: inA.count - tail) || isCut(inB, at: inB.count - tail) { tail -= 1 }
    func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
    let (first, last) = (text(inA[..<head]), text(inA[(inA.count - tail)...]))
    pieces = [
      Piece(kind: .same, a: first, b: first),
      Piece(kind: .removed, a: text(inA[head..<(inA.count - tail)]), b: ""),
      Piece(kind: .added, a: "", b: text(inB[head..<(inB.count - tail)])),
      Piece(kind: .same, a: last, b: last),
    ].filter { !$0.a.isEmpty || !$0.b.isEmpty }
  }

  /// B against A; between two stretches in common, what was removed still stands first.
  package var swapped: WordDiff {
    var swapped = self
    swapped.pieces = pieces.swapped
    return swapped
  }

  /// Whether no word differs.
  package var isSame: Bool { pieces.allSatisfy { $0.kind == .same } }

  /// A's side: its text in pieces, the removed ones to be marked.
  package var sideA: [Piece] { pieces.filter { $0.kind != .added } }
  /// B's side: its text in pieces, the added ones to be marked.
  package var sideB: [Piece] { pieces.filter { $0.kind != .removed } }

  /// Both texts in one, marked as `git diff --word-diff` does: `[-removed-]{+added+}`.
  package var marked: String {
    pieces.map { piece in
      switch piece.kind {
      case .same: piece.b
      case .removed: "[-\(piece.a)-]"
      case .added: "{+\(piece.b)+}"
      }
    }
    .joined()
  }

  /// Twice the characters in common by those of both texts; 1 for two empty ones.
  package var similarity: Double {
    let same = pieces.filter { $0.kind == .same }.reduce(0) { $0 + $1.a.count + $1.b.count }
    let all = pieces.reduce(0) { $0 + $1.a.count + $1.b.count }
    return all == 0 ? 1 : Double(same) / Double(all)
  }

  static func words(_ text: String) -> [Substring] {
    var words: [Substring] = []
    var start = text.startIndex
    var previous = CharacterClass.alone
    for index in text.indices {
      let next = CharacterClass(text[index])
      if index > start, next == .alone || next != previous {
        words.append(text[start..<index])
        start = index
      }
      previous = next
    }
    if start < text.endIndex { words.append(text[start...]) }
    return words
  }
}

extension Array where Element == WordDiff.Piece {
  /// B against A; what was removed still stands before what was added in its place.
  var swapped: [WordDiff.Piece] {
    let kinds: [WordDiff.Kind: WordDiff.Kind] = [
      .same: .same, .removed: .added, .added: .removed,
    ]
    var swapped = map { piece in
      WordDiff.Piece(kind: kinds[piece.kind] ?? .same, a: piece.b, b: piece.a)
    }
    for index in swapped.indices.dropLast()
    where swapped[index].kind == .added && swapped[index + 1].kind == .removed {
      swapped.swapAt(index, index + 1)
    }
    return swapped
  }
}

private enum CharacterClass {
  case word
  case blank
  case alone

  init(_ character: Character) {
    if character.isWhitespace {
      self = .blank
    } else if character.isLetter || character.isNumber || character == "_" {
      let isIdeograph = character.unicodeScalars.first?.properties.isIdeographic ?? false
      self = isIdeograph ? .alone : .word
    } else {
      self = .alone
    }
  }
}
