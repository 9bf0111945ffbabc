/// A task as matching sees it.
package struct MatchTask: Hashable, Sendable {
  /// Label Studio's task id, provisional or not.
  package var id: Int
  /// The raw key in the source; several tasks share it when the file holds several.
  package var key: String
  /// Digest of the task's present `data` (`Digest.callAsFunction`).
  package var data: String
  /// Digests of the data the key held earlier.
  package var earlier: [String]
  /// Which of the tasks with equal data in its raw file, from 0.
  package var nth = 0

  package init(id: Int, key: String, data: String, earlier: [String] = []) {
    self.id = id
    self.key = key
    self.data = data
    self.earlier = earlier
  }
}

/// Where a completion of ours was read from.
package struct MatchSource: Hashable, Sendable {
  package var key: String
  /// Which of the tasks with equal data in the raw file; nil where the task had the file to itself.
  package var nth: Int?

  package init(key: String, nth: Int? = nil) {
    self.key = key
    self.nth = nth
  }
}

/// An object of the target as matching sees it.
package struct MatchObject: Hashable, Sendable {
  /// Path in the target, a decimal number unless somebody else wrote it.
  package var key: String
  /// The `id` written inside.
  package var id: Int?
  /// Digest of its `data`.
  package var data: String
  /// What our completions in it record (`TaskObject.sources`).
  package var sources: [MatchSource]
  /// The ids under which target.json has this object.
  package var entries: [Int]

  package init(
    key: String, id: Int?, data: String, sources: [MatchSource] = [], entries: [Int] = []
  ) {
    self.key = key
    self.id = id
    self.data = data
    self.sources = sources
    self.entries = entries
  }
}

/// By which rule an object belongs to its task; the first that applies.
package enum MatchRule: String, Hashable, Sendable {
  /// Our own completion records the raw key.
  case source
  /// target.json has the object under the task's id, and the data agree.
  case entry
  /// Its `id` is the task's, and the data agree.
  case id
  /// No other task has these data.
  case data
  /// Several tasks have these data; paired in ascending order. To be shown as a guess.
  case order
}

/// One object and the task it belongs to.
package struct Match: Hashable, Sendable {
  /// Place in the objects given.
  package var object: Int
  /// Place in the tasks given; nil when unmatched: the object is shown, never overwritten.
  package var task: Int?
  package var rule: MatchRule?
  /// Another object was found for this task first; this one is a copy, to be shown or merged.
  package var isSecond = false
  /// Its number in the target is not its task's id: Label Studio misfiled it, or the id moved.
  package var isMisfiled = false
}
