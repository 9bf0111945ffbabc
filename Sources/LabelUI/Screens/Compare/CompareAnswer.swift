package import LabelCore

/// Answers to `CompareRequest`s; see `VersionsAnswer.compare`. What could not be done comes back as
/// `VersionsAnswer.failed`.
package enum CompareAnswer: Equatable, Sendable {
  /// How far the comparison is; no figure of it is known yet but those of the hashes.
  case progress(CompareSubject, ComparisonProgress)
  case compared(CompareSubject, CompareResult)
  case annotators(CompareSubject, AnnotatorAgreement)
  case page(ComparePage)
  case detail(CompareDetail)
  case found(CompareFind, Int?)
  case decided(CompareDecided)
  case decideFailed(CompareSubject, serial: Int, message: String)
  case written(CompareSubject, CompareWritten)
  /// What was written to which file, in words.
  case exported(String)
}

/// A comparison with all figures final; its rows are asked for by page.
package struct CompareResult: Equatable, Sendable {
  package var counts: ComparisonCounts
  package var controls: [ControlAgreement]
  package var a: ComparedSide
  package var b: ComparedSide
  /// The version from which both descend; without one every difference is asked about.
  package var base: String?
  package var tally: CompareTally
  /// What the next version would be called.
  package var nextVersion: String
  /// Why nothing can be decided here; nil where it can.
  package var refusal: String?
  /// Objects that are no tasks and were left out.
  package var unreadable: Int

  package init(_ comparison: Comparison, a: ComparedSide = .init(), b: ComparedSide = .init()) {
    counts = comparison.counts
    controls = comparison.controls
    self.a = a
    self.b = b
    tally = CompareTally(asked: comparison.counts.differing)
    nextVersion = ""
    unreadable = 0
  }
}

/// A decision that is on disk, synced.
package struct CompareDecided: Equatable, Sendable {
  package var subject: CompareSubject
  /// Of the request.
  package var serial: Int
  /// As it was kept: who gave a label is filled in.
  package var decision: RowDecision?
  package var tally: CompareTally

  package init(_ request: DecideRequest, as decision: RowDecision?, tally: CompareTally) {
    subject = request.subject
    serial = request.serial
    self.decision = decision
    self.tally = tally
  }
}

/// How far deciding is.
package struct CompareTally: Equatable, Sendable {
  /// Differences that somebody has to decide, or has decided.
  package var asked: Int
  /// Of these, decided and on disk.
  package var decided: Int
  /// Differences that follow from the base and that nobody decided otherwise: only one side changed
  /// them, or both did alike.
  package var taken: Int

  package init(asked: Int, decided: Int = 0, taken: Int = 0) {
    self.asked = asked
    self.decided = decided
    self.taken = taken
  }
}

/// A stretch of the rows that pass a query.
package struct ComparePage: Equatable, Sendable {
  package var query: CompareQuery
  /// All that pass.
  package var total: Int
  package var offset: Int
  package var rows: [CompareRow]

  package init(query: CompareQuery, total: Int, offset: Int, rows: [CompareRow]) {
    self.query = query
    self.total = total
    self.offset = offset
    self.rows = rows
  }
}

/// A row with what becomes of it in the version that is being decided.
package struct CompareRow: Equatable, Sendable {
  package var row: ComparisonRow
  /// What follows from the base; nil without one.
  package var plan: ThreeWay?
  /// What somebody decided, on disk.
  package var decision: RowDecision?

  package init(_ row: ComparisonRow, plan: ThreeWay? = nil, decision: RowDecision? = nil) {
    self.row = row
    self.plan = plan
    self.decision = decision
  }

  /// Whether somebody has to decide it.
  package var isAsked: Bool { row.kind != .same && (plan == nil || plan == .ask) }

  var swapped: CompareRow {
    var swapped = self
    swapped.row = row.swapped
    swapped.decision = decision?.swapped
    switch plan {
    case .takeA: swapped.plan = .takeB
    case .takeB: swapped.plan = .takeA
    default: break
    }
    return swapped
  }
}

/// Both sides of a row in full, and the words in which their texts differ.
package struct CompareDetail: Equatable, Sendable {
  package var subject: CompareSubject
  package var key: RowKey
  package var row: RowDetail
  /// Nil where the texts are equal or one is missing.
  package var difference: TextDiff?

  package init(
    _ subject: CompareSubject, key: RowKey, row: RowDetail, difference: TextDiff? = nil
  ) {
    self.subject = subject
    self.key = key
    self.row = row
    self.difference = difference
  }
}

/// A version that was written.
package struct CompareWritten: Equatable, Sendable {
  /// `repo@name`.
  package var name: String
  package var commit: String
  /// Tasks that somebody decided, and those that followed from the base or stayed as they were.
  package var decided: Int
  package var taken: Int
  /// What the version after it would be called.
  package var nextVersion: String

  package init(name: String, commit: String, decided: Int, taken: Int, nextVersion: String) {
    self.name = name
    self.commit = commit
    self.decided = decided
    self.taken = taken
    self.nextVersion = nextVersion
  }
}
