/// Cuts a text into words and marks as Label Studio 1.23.2 does for CoNLL 2003: NLTK's Treebank
/// tokenizer (3.9) with the punctuation of label-studio-sdk 2.1.2, which also takes `/` for a mark.
///
/// The tokenizer is a row of substitutions, most of which put blanks around something. They are
/// done one after another on cells that remember where in the text they come from.
enum TreebankTokens {
  /// The tokens as ranges of UTF-16 units.
  static func ranges(of text: String) -> [Range<Int>] {
    var line = TokenLine(text)
    line.openQuotes()
    line.spacePunctuation()
    line.space { "[](){}<>".unicodeScalars.contains($0) }
    line.space(run: "--")
    line.pad()
    line.closeQuotes()
    line.splitContractions()
    return line.tokens
  }
}

/// A text on its way to tokens.
private struct TokenLine {
  private struct Cell {
    var scalar: Unicode.Scalar
    /// In UTF-16 units; empty for what was put in between.
    var source: Range<Int>
  }

  private var cells: [Cell] = []

  init(_ text: String) {
    var offset = 0
    cells.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      let width = UTF16.width(scalar)
      cells.append(Cell(scalar: scalar, source: offset..<offset + width))
      offset += width
    }
  }

  /// What lies between white space.
  var tokens: [Range<Int>] {
    var tokens: [Range<Int>] = []
    var open: Range<Int>?
    for cell in cells {
      if cell.scalar.isPythonSpace {
        if let token = open { tokens.append(token) }
        open = nil
      } else if !cell.source.isEmpty {
        open = (open?.lowerBound ?? cell.source.lowerBound)..<cell.source.upperBound
      }
    }
    if let token = open { tokens.append(token) }
    return tokens
  }

  // MARK: Steps

  /// `"` at the beginning, and quotes behind a blank or an opening bracket, become two backticks.
  mutating func openQuotes() {
    if holds("\"", at: 0) { cells.replaceSubrange(0..<1, with: quote("`", cells[0].source)) }
    space(run: "``")
    rewrite { line, place in
      guard let first = line.scalar(at: place), " ([{<".unicodeScalars.contains(first) else {
        return nil
      }
      let length = line.holds("\"", at: place + 1) ? 1 : line.holds("''", at: place + 1) ? 2 : 0
      if length == 0 { return nil }
      let source =
        line.cells[place + 1].source.lowerBound..<line.cells[place + length].source.upperBound
      return (
        1 + length,
        [line.cells[place], Self.blank] + line.quote("`", source) + [Self.blank]
      )
    }
  }

  mutating func spacePunctuation() {
    // `([:,])([^\d])` takes the character behind the mark along, so of two marks only the first is
    // spaced.
    rewrite { line, place in
      guard line.isColonOrComma(at: place), let next = line.scalar(at: place + 1),
        next.properties.generalCategory != .decimalNumber
      else { return nil }
      return (2, [Self.blank, line.cells[place], Self.blank, line.cells[place + 1]])
    }
    spaceLast()
    space(run: "...")
    space { ";@#$/%&".unicodeScalars.contains($0) }
    spaceFinalPeriod()
    space { "?!".unicodeScalars.contains($0) }
    // `([^'])' `
    rewrite { line, place in
      guard let first = line.scalar(at: place), first != "'", line.holds("' ", at: place + 1) else {
        return nil
      }
      return (3, [line.cells[place], Self.blank, line.cells[place + 1], Self.blank])
    }
  }

  mutating func pad() {
    cells = [Self.blank] + cells + [Self.blank]
  }

  mutating func closeQuotes() {
    space(run: "''")
    rewrite { line, place in
      guard line.holds("\"", at: place) else { return nil }
      return (1, [Self.blank] + line.quote("'", line.cells[place].source) + [Self.blank])
    }
    splitEndings(["'s", "'m", "'d", "'"], inEveryCase: true)
    splitEndings(["'ll", "'re", "'ve", "n't"], inEveryCase: false)
  }

  /// `cannot`, `gonna` and the like.
  mutating func splitContractions() {
    let pairs = [
      ("can", "not"), ("d", "'ye"), ("gim", "me"), ("gon", "na"), ("got", "ta"), ("lem", "me"),
      ("more", "'n"), ("wan", "na"),
    ]
    for (first, second) in pairs {
      rewrite { line, place in
        guard line.isEdge(at: place), line.isWord(first, at: place),
          line.isWord(second, at: place + first.count)
        else { return nil }
        let end = place + first.count + second.count
        // `wanna` must stand before white space, the others at the end of a word.
        let fits =
          first == "wan" ? line.scalar(at: end)?.isPythonSpace == true : line.isEdge(at: end)
        return fits ? line.split(place..<end, at: place + first.count) : nil
      }
    }
    for ending in ["is", "was"] {
      rewrite { line, place in
        let end = place + 3 + ending.count
        guard line.holds(" ", at: place), line.isWord("'t", at: place + 1),
          line.isWord(ending, at: place + 3), line.isEdge(at: end)
        else { return nil }
        return line.split(place + 1..<end, at: place + 3).map { (end - place, $0.cells) }
      }
    }
  }

  // MARK: Parts of them

  /// `([:,])$`, where `$` is also before a line break at the end.
  private mutating func spaceLast() {
    let breaks =
      cells.last?.scalar == "\n" ? [cells.count - 2, cells.count - 1] : [cells.count - 1]
    guard let place = breaks.first(where: { isColonOrComma(at: $0) }) else { return }
    cells.replaceSubrange(place..<place + 1, with: [Self.blank, cells[place], Self.blank])
  }

  /// `([^\.])(\.)([\]\)}>"\']*)\s*$`
  private mutating func spaceFinalPeriod() {
    var end = cells.count
    while end > 0, cells[end - 1].scalar.isPythonSpace { end -= 1 }
    var period = end - 1
    while period >= 0, "])}>\"'".unicodeScalars.contains(cells[period].scalar) { period -= 1 }
    guard period > 0, cells[period].scalar == ".", cells[period - 1].scalar != "." else { return }
    cells.replaceSubrange(end..., with: [Self.blank])
    cells.insert(Self.blank, at: period)
  }

  /// `([^' ])('[sS]|…) `: an ending and a blank behind a word.
  private mutating func splitEndings(_ endings: [String], inEveryCase isFree: Bool) {
    let endings = isFree ? endings : endings.flatMap { [$0, $0.uppercased()] }
    rewrite { line, place in
      guard let first = line.scalar(at: place), first != "'", first != " " else { return nil }
      for ending in endings {
        let end = place + 1 + ending.count
        let fits =
          isFree ? line.isWord(ending, at: place + 1) : line.holds(ending, at: place + 1)
        if fits, line.holds(" ", at: end) {
          return (
            end + 1 - place,
            [line.cells[place], Self.blank] + line.cells[place + 1..<end] + [Self.blank]
          )
        }
      }
      return nil
    }
  }

  /// Blanks around every scalar that fits.
  mutating func space(where fits: (Unicode.Scalar) -> Bool) {
    guard cells.contains(where: { fits($0.scalar) }) else { return }
    cells = cells.flatMap { fits($0.scalar) ? [Self.blank, $0, Self.blank] : [$0] }
  }

  /// Blanks around every occurrence of `run`, from the left.
  mutating func space(run: String) {
    rewrite { line, place in
      guard line.holds(run, at: place) else { return nil }
      let end = place + run.unicodeScalars.count
      return (end - place, [Self.blank] + line.cells[place..<end] + [Self.blank])
    }
  }

  /// Goes through the cells as a regular expression does: where `change` gives cells, they stand
  /// for as many as it says, and the search goes on behind those.
  private mutating func rewrite(
    _ change: (_ line: TokenLine, _ place: Int) -> (length: Int, cells: [Cell])?
  ) {
    var result: [Cell] = []
    var place = 0
    var isChanged = false
    while place < cells.count {
      if let (length, new) = change(self, place) {
        result += new
        place += length
        isChanged = true
      } else {
        result.append(cells[place])
        place += 1
      }
    }
    if isChanged { cells = result }
  }

  private func split(_ range: Range<Int>, at middle: Int) -> (length: Int, cells: [Cell])? {
    (
      range.count,
      [Self.blank] + cells[range.lowerBound..<middle] + [Self.blank]
        + cells[middle..<range.upperBound] + [Self.blank]
    )
  }

  private static let blank = Cell(scalar: " ", source: 0..<0)

  /// Two marks for what stood there.
  private func quote(_ mark: Unicode.Scalar, _ source: Range<Int>) -> [Cell] {
    [Cell(scalar: mark, source: source), Cell(scalar: mark, source: source)]
  }

  // MARK: Looking

  private func scalar(at place: Int) -> Unicode.Scalar? {
    cells.indices.contains(place) ? cells[place].scalar : nil
  }

  private func holds(_ text: String, at place: Int) -> Bool {
    var place = place
    for scalar in text.unicodeScalars {
      guard self.scalar(at: place) == scalar else { return false }
      place += 1
    }
    return true
  }

  /// `text`, which is in lower case, in any case.
  private func isWord(_ text: String, at place: Int) -> Bool {
    var place = place
    for wanted in text.unicodeScalars {
      guard let scalar = scalar(at: place), scalar.properties.lowercaseMapping == String(wanted)
      else { return false }
      place += 1
    }
    return true
  }

  private func isColonOrComma(at place: Int) -> Bool {
    scalar(at: place) == ":" || scalar(at: place) == ","
  }

  /// `\b`: between what belongs to a word and what does not.
  private func isEdge(at place: Int) -> Bool {
    (scalar(at: place - 1)?.isPythonWord ?? false) != (scalar(at: place)?.isPythonWord ?? false)
  }
}

extension Unicode.Scalar {
  /// What Python's `str.split()` splits at.
  fileprivate var isPythonSpace: Bool {
    value == 0x20 || (0x09...0x0d).contains(value) || (0x1c...0x1f).contains(value)
      || (value > 0x7f && properties.isWhitespace)
  }

  /// Python's `\w`.
  fileprivate var isPythonWord: Bool {
    self == "_" || properties.numericType != nil || properties.isLetterOrNumber
  }
}

extension Unicode.Scalar.Properties {
  fileprivate var isLetterOrNumber: Bool {
    switch generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }
}
