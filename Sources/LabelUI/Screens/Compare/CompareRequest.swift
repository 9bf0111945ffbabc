package import LabelCore

/// What the compare screen wants done; see `VersionsRequest.compare`. Sides, rows and decisions are
/// as they were asked for, never swapped.
package enum CompareRequest: Equatable, Sendable {
  /// Compares; answered by `.progress` now and then, and by `.compared` or `.annotators`.
  case begin(CompareSubject)
  /// Rows by their places among those that pass; answered by `.page`.
  case page(CompareQuery, Range<Int>)
  /// Both sides of a row in full; answered by `.detail`.
  case detail(CompareSubject, ComparisonRow)
  /// Answered by `.found`.
  case find(CompareFind)
  /// Makes a decision durable; answered by `.decided` or `.decideFailed`.
  case decide(DecideRequest)
  /// Writes what was decided as one new version; answered by `.written`.
  case write(CompareSubject, version: String)
  /// Writes the rows that pass, with all figures, to a file whose name says in which form: `.json`,
  /// `.csv` or `.md`; answered by `.exported`.
  case export(CompareQuery, file: String)

  /// Whether it makes something that is wanted even when the screen is left.
  var isChange: Bool {
    switch self {
    case .decide, .write, .export: true
    default: false
    }
  }
}

/// Which rows are wanted: of the two sides of this subject, those that pass.
package struct CompareQuery: Hashable, Sendable {
  package var subject: CompareSubject
  /// With a cell, tasks that do not differ pass as well.
  package var filter: ComparisonFilter

  package init(_ subject: CompareSubject, filter: ComparisonFilter = ComparisonFilter()) {
    self.subject = subject
    self.filter = filter
  }
}

/// Which row to look for.
package struct CompareFind: Equatable, Sendable {
  package enum Goal: Equatable, Sendable {
    /// One whose text, label or note contains this.
    case words(String)
    /// One that somebody has to decide and nobody has.
    case undecided
    /// The one with this number.
    case task(Int)
  }

  package var goal: Goal
  package var query: CompareQuery
  /// Place to start from, itself looked at last; the search goes round at the end.
  package var from: Int
  package var isForward: Bool

  package init(goal: Goal, query: CompareQuery, from: Int, isForward: Bool = true) {
    self.goal = goal
    self.query = query
    self.from = from
    self.isForward = isForward
  }
}

/// A decision to write to the journal.
package struct DecideRequest: Equatable, Sendable {
  /// Counts up within a session; names the request in the answer.
  package var serial: Int
  package var subject: CompareSubject
  package var key: RowKey
  /// Nil takes the decision back. Who gave a new label is left empty: whoever writes it knows.
  package var decision: RowDecision?

  package init(serial: Int, subject: CompareSubject, key: RowKey, decision: RowDecision?) {
    self.serial = serial
    self.subject = subject
    self.key = key
    self.decision = decision
  }
}
