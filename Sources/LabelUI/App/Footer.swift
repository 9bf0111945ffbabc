/// A hint in the rows of keys: the keys of these commands and one word for them.
package struct Hint: Equatable {
  var keys: String
  var word: String

  init(_ keys: String, _ word: String) {
    self.keys = keys
    self.word = word
  }

  /// Nil when none of the commands can be reached now, so that no dead key is ever named.
  init?(_ commands: [Command], _ word: String, in keymap: Keymap) {
    let names = commands.compactMap { keymap.keys(for: $0).first?.name }
    guard names.count == commands.count else { return nil }
    self.init(names.joined(separator: " "), word)
  }

  var width: Int { CellText.width(of: keys) + CellText.width(of: word) + 1 }
}

/// The rows of keys at the bottom: those that work now, the most wanted first, as many as there is
/// room for.
struct Footer {
  /// In order of importance.
  let hints: [Hint]
  /// Shown whatever else there is no room for: help and the way out.
  var last: [Hint] = []

  func draw(on canvas: inout Canvas, rows: Range<Int>, width: Int) {
    var kept = hints
    while !kept.isEmpty, rowsNeeded(for: kept + last, width: width) > max(1, rows.count) {
      kept.removeLast()
    }
    var row = rows.lowerBound
    var column = 1
    for hint in kept + last {
      if column > 1, column + hint.width > width - 1 {
        row += 1
        column = 1
      }
      guard row < rows.upperBound else { return }
      let next = canvas.put(hint.keys, row: row, column: column, style: .key)
      column = canvas.put(" " + hint.word, row: row, column: next, style: .dim) + 3
    }
  }

  private func rowsNeeded(for hints: [Hint], width: Int) -> Int {
    var rows = 1
    var column = 1
    for hint in hints {
      if column > 1, column + hint.width > width - 1 {
        rows += 1
        column = 1
      }
      column += hint.width + 3
    }
    return rows
  }
}
