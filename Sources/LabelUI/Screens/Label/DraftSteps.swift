/// What was changed on a text and is not submitted, step by step.
package struct DraftSteps: Equatable, Sendable {
  private var done: [Draft] = []
  private var undone: [Draft] = []

  /// How far back it goes; a draft shares what it has in common with the next one.
  private static let limit = 500

  mutating func record(_ before: Draft) {
    done.append(before)
    if done.count > Self.limit { done.removeFirst() }
    undone = []
  }

  /// The draft before the latest step; nil when there is none.
  mutating func undo(from now: Draft) -> Draft? {
    guard let before = done.popLast() else { return nil }
    undone.append(now)
    return before
  }

  mutating func redo(from now: Draft) -> Draft? {
    guard let after = undone.popLast() else { return nil }
    done.append(now)
    return after
  }
}
