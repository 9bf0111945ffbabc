import Testing

@testable import LabelCore

/// Merging with writers who had not seen what was there; all completions are of the annotator `ann`.
@Suite struct UnseenMergeTests {
  private func object(_ labels: KeyValuePairs<String, Int>) -> TaskObject {
    var object = TaskObject(root: ["data": ["text": "One"]], id: 1)
    for (uid, rev) in labels { object.label(uid, "\(uid)\(rev)", rev: rev) }
    return object
  }

  private func merged(
    _ base: TaskObject, _ theirs: TaskObject, _ ours: TaskObject, _ unseen: TaskMerger.Unseen
  ) -> [String: String]? {
    var merger = TaskMerger(base: base, theirs: theirs, ours: ours, digest: .fake)
    merger.unseen = unseen
    return merger.merged().object?.labels
  }

  @Test func whatIsMissingBesideSomethingNewWasOverwritten() {
    let base = object(["a": 1, "b": 1])
    let theirs = object(["b": 1, "c": 1])
    #expect(merged(base, theirs, base, .keepsAll) == ["a": "a1", "b": "b1", "c": "c1"])
    #expect(
      merged(base, theirs, base, .keepsOwn(annotator: "ann")) == ["a": "a1", "b": "b1", "c": "c1"])
    #expect(merged(base, theirs, base, .keepsOwn(annotator: "ben")) == ["b": "b1", "c": "c1"])
    #expect(merged(base, theirs, base, .isTheirs) == ["b": "b1", "c": "c1"])
  }

  @Test func whatIsMissingBesideNothingNewWasDeleted() {
    let base = object(["a": 1, "b": 1])
    let theirs = base.edited { $0.completions = Array($0.completions.dropFirst()) }
    #expect(merged(base, theirs, base, .keepsAll) == ["b": "b1"])
  }

  @Test func anOlderRevisionBesideSomethingNewIsNotTakenOver() {
    let base = object(["a": 3, "b": 1])
    let theirs = object(["a": 2, "b": 2])
    #expect(merged(base, theirs, base, .keepsAll) == ["a": "a3", "b": "b2"])
    #expect(merged(base, theirs, base, .isTheirs) == ["a": "a2", "b": "b2"])
    // A branch that was put back says nothing new.
    #expect(merged(base, object(["a": 2, "b": 1]), base, .keepsAll) == ["a": "a2", "b": "b1"])
  }

  @Test func theHigherRevisionSaysWholeWhatItSays() {
    let base = object(["a": 1])
    let ours = base.edited { $0.label("a", "a1", rev: 4) }
    #expect(merged(base, object(["a": 3]), ours, .keepsAll) == ["a": "a1"])
  }

  @Test func aRaisedRevisionTellsARepairFromADeletion() {
    var repaired = object(["a": 1, "b": 1])
    repaired.raiseRevision(of: "ann")
    #expect(repaired.completions.compactMap { $0.authorship?.rev }.sorted() == [1, 2])
    #expect(repaired.labels == ["a": "a1", "b": "b1"])
  }
}
