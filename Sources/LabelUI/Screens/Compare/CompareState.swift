package import LabelCore

/// The compare screen: what differs between two versions, row by row, and what is to become of it
/// (ux drawings 4a and 4b).
package struct CompareState: VersionsScreen {
  enum Phase: Equatable, Sendable {
    /// No figure is known yet but those of the hashes.
    case counting(ComparisonProgress)
    case ready
    /// Why there is no comparison.
    case failed(String)
  }

  enum Mode: Equatable, Sendable {
    /// The annotators of one version, pair by pair.
    case people
    case list
    /// All of the screen for the matrix, or for the figures of each label.
    case matrix
    case labels
  }

  /// What the keys that move act on while rows are listed.
  enum Focus: Equatable, Sendable { case list, matrix, text }

  package let name = ScreenName.compare
  var subject: CompareSubject
  var phase = Phase.counting(ComparisonProgress())
  var mode = Mode.list
  var focus = Focus.list
  /// As it was asked for; nil until all figures are final.
  var result: CompareResult?
  /// B is shown as A.
  var isSwapped = false
  /// Figures with A and B as they are shown.
  var tables = CompareTables([])
  var people: PeopleTable?

  var rows: CompareRows
  /// Where the rows of a cell were opened from; nil while they are those of the filter.
  var cellMode: (mode: Mode, focus: Focus)?
  var search: String?
  /// The search for an undecided row that has not been answered yet.
  var openSearch: CompareFind?

  var details = DetailShelf()
  var text = ComparedText.empty
  var laidOut: TextLayoutKey?
  var scroll = 0
  /// Nil follows the width of the screen.
  var wantsSides: Bool?

  /// The row for which the label view is open.
  var answering: CompareRow?
  /// What else than A and B a row may be labelled.
  var form = LabelForm(controls: [], texts: [])
  var ledger: CompareLedger
  /// How long the row at hand has been looked at.
  var stopwatch = Stopwatch()
  /// Leaving was refused once because something is not saved; the next time goes.
  var isLeaving = false
  /// What was written last.
  var written: CompareWritten?

  /// Begins with the rows that pass.
  package init(_ subject: CompareSubject, filter: ComparisonFilter = ComparisonFilter()) {
    self.subject = subject
    rows = CompareRows(CompareQuery(subject, filter: filter))
    ledger = CompareLedger(subject)
    if case .annotators = subject { mode = .people }
  }

  package init(a: CommitRef, b: CommitRef) {
    self.init(.versions(a: a.description, b: b.description))
  }

  package var isSearching: Bool { search != nil }

  package var isGoing: Bool {
    openSearch != nil || (phase == .ready && mode == .list && rows.isLoading)
  }

  package mutating func stopGoing() { openSearch = nil }

  package var keyRows: Int { CompareGeometry.keyRows }

  package var lanes: [VersionsLane] { [.compare] }

  package mutating func open(_ shell: inout VersionsShell) -> [VersionsRequest] {
    begin(&shell)
  }

  /// Compares from the beginning; what was decided is on disk and comes back with it.
  mutating func begin(_ shell: inout VersionsShell) -> [VersionsRequest] {
    phase = .counting(ComparisonProgress())
    result = nil
    rows = CompareRows(CompareQuery(subject, filter: rows.query.filter))
    details = DetailShelf()
    openSearch = nil
    shell.busy = "counting"
    return [.compare(.begin(subject))]
  }

  /// The row at hand with A and B as they are shown.
  var current: CompareRow? { rows.current.map(shown) }

  func shown(_ row: CompareRow) -> CompareRow { isSwapped ? row.swapped : row }

  /// The names of A and B as they are shown.
  var names: (a: String, b: String) {
    let names = subject.names
    return isSwapped ? (names.b, names.a) : names
  }

  /// The filter with A and B as they are shown.
  var filter: ComparisonFilter {
    isSwapped ? rows.query.filter.swapped : rows.query.filter
  }

  package mutating func settle(_ shell: inout VersionsShell) -> [VersionsRequest] {
    let geometry = CompareGeometry(size: shell.size)
    settleTables(geometry)
    guard phase == .ready, mode == .list else { return [] }
    stopwatch.show(rows.cursor, at: shell.now?.seconds)
    var requests = rows.settle(height: geometry.listRows(focus).count)
    if let row = rows.current?.row, details.wants(row.key) {
      requests.append(.detail(subject, row))
    }
    settleText(geometry)
    return requests.map(VersionsRequest.compare)
  }

  private mutating func settleTables(_ geometry: CompareGeometry) {
    let matrix = MatrixLayout(tables, geometry.tableArea(mode))
    tables.matrix.settle(
      height: matrix.rows, width: matrix.columns, in: tables.matrixSize)
    tables.labels.settle(
      height: geometry.tableArea(mode).rows.count - 2, width: 3, in: tables.labelsSize)
    people?.settle(height: geometry.peopleRows.count)
  }

  /// Brings the text in line with the row and the size of the screen.
  private mutating func settleText(_ geometry: CompareGeometry) {
    let key = rows.current?.row.key
    let detail = key.flatMap { details[$0] }
    let layout = TextLayoutKey(
      row: key, isThere: detail != nil, isSwapped: isSwapped,
      sides: wantsSides ?? geometry.hasSides, columns: geometry.textColumns.count)
    if laidOut != layout {
      laidOut = layout
      text = ComparedText(
        isSwapped ? detail?.swapped : detail, wantsSides: layout.sides,
        width: geometry.textColumns.count)
    }
    let height = max(1, geometry.textRows(focus).count)
    // The end of a text of usual length is known at once, so that it can be said how long it is.
    // Of a huge one nobody is made to wait for the end.
    text.find(throughLine: min(max(scroll + height, 300), text.lines.count + 20_000))
    scroll = max(0, min(scroll, text.lines.count - height))
  }
}

/// What the lines of a text follow from.
struct TextLayoutKey: Equatable, Sendable {
  var row: RowKey?
  var isThere: Bool
  var isSwapped: Bool
  var sides: Bool
  var columns: Int
}

extension CompareDetail {
  /// B against A.
  var swapped: CompareDetail {
    var swapped = self
    swapped.row = row.swapped
    swapped.difference = difference?.swapped
    return swapped
  }
}

/// Rows in full that were looked at lately.
struct DetailShelf: Sendable {
  private var details: [RowKey: CompareDetail] = [:]
  private var asked: RowKey?
  /// As many are kept.
  private static let limit = 50

  subscript(key: RowKey) -> CompareDetail? { details[key] }

  /// Whether it has to be asked for; true once.
  mutating func wants(_ key: RowKey) -> Bool {
    guard details[key] == nil, asked != key else { return false }
    asked = key
    return true
  }

  mutating func keep(_ detail: CompareDetail) {
    if details.count >= Self.limit { details = [:] }
    details[detail.key] = detail
    if asked == detail.key { asked = nil }
  }
}
