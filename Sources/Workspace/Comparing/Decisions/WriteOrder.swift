import DataRepository
package import LabelCore

/// What a new version is to hold.
package struct WriteOrder: Sendable {
  /// What becomes of rows that nobody decided.
  package enum Undecided: Hashable, Sendable {
    case refuse
    case keepA
    case keepB
  }

  /// The branch to make; it must not be there yet.
  package var branch: Branch
  package var decisions: [RowKey: RowDecision]
  /// What is taken without a person, for rows that are not among `decisions`.
  package var merge: ThreeWayMerge?
  package var undecided: Undecided
  /// Of the commit; nil says what was compared and how much was decided.
  package var description: String?
  /// Ids of new completions and regions.
  package var makeUID: @Sendable () -> String
  package var makeRegionID: @Sendable () -> String

  package init(
    branch: Branch, decisions: [RowKey: RowDecision] = [:], undecided: Undecided = .refuse
  ) {
    self.branch = branch
    self.decisions = decisions
    self.undecided = undecided
    let options = WorkspaceOptions(annotator: "")
    makeUID = options.makeUID
    makeRegionID = options.makeRegionID
  }
}

/// A version that was written, and how its differing rows came about.
package struct WrittenVersion: Hashable, Sendable {
  package var branch: Branch
  /// The branch's head.
  package var commit: String
  /// The commit it was written on: A.
  package var parent: String
  package var counts: WriteCounts
}

/// Rows by what became of them.
package struct WriteCounts: Hashable, Sendable {
  /// Kept as A has them.
  package var fromA = 0
  package var fromB = 0
  package var relabelled = 0
  /// Of all these, the ones that nobody decided: taken by three-way, or by the rule for the rest.
  package var automatic = 0

  package init() {}

  package var all: Int { fromA + fromB + relabelled }
}

/// Why no version was written.
package enum WriteRefusal: Error, Hashable, Sendable {
  /// Rows that nobody decided: how many, and the first hundred.
  case undecided(count: Int, first: [RowKey])
  /// The branch is there already.
  case branchExists(Branch)
  /// A is no commit of a store in which a branch can be made.
  case notWritable(String)
}
