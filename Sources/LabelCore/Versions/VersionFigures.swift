/// What there is to know about a version beyond its name and commit; read from its objects.
package struct VersionFigures: Equatable, Sendable {
  /// False for a repo of raw data: then only files are counted, and `change.flipped` are the files
  /// with other contents.
  package var isLabels = true
  /// Objects that are tasks, and those that cannot be read as one.
  package var objects = 0
  package var unreadable = 0
  /// Tasks with a label, and tasks that were only skipped.
  package var labelled = 0
  package var skipped = 0
  /// Against the version before; nil when this is the first.
  package var change: VersionChange?
  /// How often each label was given, most often first.
  package var counts: [LabelCount] = []
  /// Labels of each annotator, most first; an empty name is unknown.
  package var annotators: [LabelCount] = []
  /// Median seconds on a text, to two digits.
  package var medianPace: Double?
  /// Nil where no raw data are known.
  package var raw: RawVersion?

  package init() {}
}

/// How a version's labels differ from those of the version before.
package struct VersionChange: Equatable, Sendable {
  package var new: Int
  package var flipped: Int
  package var gone: Int

  package init(new: Int = 0, flipped: Int = 0, gone: Int = 0) {
    self.new = new
    self.flipped = flipped
    self.gone = gone
  }
}

/// The raw data that belong to a version of labels.
package struct RawVersion: Equatable, Sendable {
  package enum Reason: Equatable, Sendable {
    /// The commit was recorded when the labels were sent.
    case recorded
    /// The newest that was finished when the labels were.
    case newestBefore
  }

  package var ref: CommitRef
  package var reason: Reason
  /// Files in it.
  package var texts: Int
  /// Files that differ in the raw data's `master` now; nil when that is not known.
  package var editedSince: Int?

  package init(ref: CommitRef, reason: Reason, texts: Int) {
    self.ref = ref
    self.reason = reason
    self.texts = texts
  }
}
