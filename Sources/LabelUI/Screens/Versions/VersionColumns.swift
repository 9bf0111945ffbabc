import LabelCore

/// The columns of a version's row: marks, name, when, how much, what changed; head and note on wide
/// screens.
struct VersionColumns: Equatable {
  let width: Int
  /// Columns of the name.
  let name: Int
  /// Where head and note stand; nil where there is no room.
  let head: Int?
  /// How far the columns behind the name are moved by it.
  private let shift: Int

  static let nameColumn = 7

  init(width: Int, names: [String]) {
    self.width = width
    let longest = names.map { CellText.width(of: $0) }.max() ?? 0
    let most = width < 60 ? max(8, width - 32) : 12 + max(0, (width - 80) / 2)
    name = max(9, min(longest, most))
    shift = max(0, name - 12)
    head = width >= 110 + shift ? 84 + shift : nil
  }

  var made: Int { Self.nameColumn + name + 1 }
  /// Where the number of texts ends, and that of done ones.
  var texts: Int { 41 + shift }
  var done: Int { 47 + shift }
  var change: Int { 50 + shift }
  var note: Int? { head.map { $0 + 10 } }

  func drawHeading(row: Int, isLabels: Bool, on canvas: inout Canvas) {
    canvas.put("A B", row: row, column: 2, style: .dim)
    canvas.put("version", row: row, column: Self.nameColumn, style: .dim)
    canvas.put("made", row: row, column: made, style: .dim)
    canvas.putRight(isLabels ? "texts" : "files", row: row, end: texts, style: .dim)
    if isLabels { canvas.putRight("done", row: row, end: done, style: .dim) }
    canvas.put("against the one before", row: row, column: change, style: .dim)
    if let head { canvas.put("head", row: row, column: head, style: .dim) }
    if let note { canvas.put("note", row: row, column: note, style: .dim) }
  }
}

/// A version with what is known of it, in words.
struct VersionWords {
  let version: VersionInfo
  let figures: VersionFigures?
  /// The figures could not be had.
  var isFailed = false
  /// For what goes on moving: the version that marks the same commit.
  var markedBy: String?
  let now: Moment?

  var made: String {
    guard let made = version.made else { return version.head == nil ? "no commits" : "-" }
    if version.isOpen { return "(open)" }
    let words = DayWords.long(made, now: now)
    guard version.isMoving else { return words }
    return words.hasPrefix("today") ? "(moving) " + words.suffix(5) : words
  }

  /// Texts of the raw data, where those are known; else objects.
  var texts: String {
    guard version.head != nil else { return "-" }
    guard let figures else { return isFailed ? "?" : "…" }
    return figures.isLabels ? figures.raw.map { String($0.texts) } ?? "-" : String(figures.objects)
  }

  var done: String {
    guard version.head != nil else { return "-" }
    guard let figures, figures.isLabels else { return figures == nil && !isFailed ? "…" : "" }
    return String(figures.labelled)
  }

  var change: String {
    guard version.head != nil else { return "" }
    if let markedBy { return "as \(markedBy), nothing since" }
    guard let figures else { return isFailed ? "cannot be read; R tries again" : "…" }
    // Without times nobody knows which came before.
    guard let change = figures.change else { return version.made == nil ? "-" : "first version" }
    let word = figures.isLabels ? "flipped" : "changed"
    let new = "+\(change.new)".padded(to: 4)
    return "\(new)new  \(change.flipped) \(word)  \(change.gone) gone"
  }

  /// The first eight digits of the commit's id.
  var head: String {
    version.isPinned ? version.head.map { String($0.prefix(8)) } ?? "-" : "-"
  }

  var note: String { version.note.isEmpty ? "-" : version.note }
}

extension String {
  /// With blanks behind it, at least one.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - CellText.width(of: self)))
  }
}
