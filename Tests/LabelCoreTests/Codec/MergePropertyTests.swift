import TestSupport
import Testing

@testable import LabelCore

/// Random edits on both sides of random objects.
@Suite struct MergePropertyTests {
  @Test func nobodysCompletionIsLostAndMergingAgainChangesNothing() {
    for seed in 0..<1000 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      var base: TaskObject? = TaskObject(root: ["data": ["text": "One"]], id: 1)
      base?.change(&random, side: "base", times: 4)
      let theirs = base?.edited { $0.change(&random, side: "theirs", times: 5) }
      var ours = base ?? TaskObject(root: [:], id: 1)
      ours.change(&random, side: "ours", times: 5)
      if seed % 7 == 0 { base = nil }

      let merge = TaskMerger(base: base, theirs: theirs, ours: ours, digest: .fake).merged()
      let again = TaskMerger(base: base, theirs: merge.object, ours: ours, digest: .fake).merged()
      #expect(again.object == merge.object, "seed \(seed)")
      let left = Left(base: base, theirs: theirs, ours: ours, merge: merge)
      #expect(left.missing.isEmpty, "seed \(seed)")
      #expect(left.lostFields.isEmpty, "seed \(seed)")
      let ids = (merge.object?.completions ?? []).compactMap(\.id)
      #expect(Set(ids).count == ids.count, "seed \(seed)")
    }
  }
}

/// What a merge must still hold.
private struct Left {
  var base: TaskObject?
  var theirs: TaskObject?
  var ours: TaskObject
  var merge: TaskMerge

  private func uids(_ object: TaskObject?) -> Set<String> {
    Set(object?.completions.compactMap { $0.authorship?.uid } ?? [])
  }

  /// Everything either side has that the other did not delete, and every deletion of a changed completion
  /// that no note tells of.
  var missing: Set<String> {
    let before = uids(base)
    let kept = uids(theirs).intersection(uids(ours))
    let new = uids(theirs).union(uids(ours)).subtracting(before)
    return kept.union(new).subtracting(uids(merge.object))
  }

  /// Fields of theirs that we do not know and that are gone though their completion is still there.
  var lostFields: [String] {
    (theirs?.completions ?? []).compactMap { their in
      guard let uid = their.authorship?.uid, let extra = their.value["extra"],
        let place = merge.object?.index(uid: uid)
      else { return nil }
      return merge.object?.completions[place].value["extra"] == extra ? nil : uid
    }
  }
}

extension TaskObject {
  /// Adds, changes, deletes, skips, stars, and adds unknown fields (theirs only) at random.
  fileprivate mutating func change(_ random: inout SeededGenerator, side: String, times: Int) {
    for step in 0..<Int(random.next() % UInt64(times)) {
      let place = completions.isEmpty ? nil : Int(random.next() % UInt64(completions.count))
      let value = "\(side) \(random.next() % 3)"
      switch (random.next() % 6, place) {
      case (1, let place?): remove(place, task: 1)
      case (2, let place?): editOnTheWebPage(place, value)
      case (3, let place?):
        let uid = completions[place].authorship?.uid ?? ""
        label(uid, value, rev: completions[place].revision(.fake) + 1)
      case (4, let place?) where side == "theirs":
        completions[place].value["extra"] = .string(value)
      case (5, let place?): star(place, true, task: 1)
      default: label("\(side)-\(step)", value, rev: 1)
      }
    }
  }
}

extension TaskObject {
  /// Saves the choice as the completion `uid` with exactly this `rev`.
  mutating func label(_ uid: String, _ choice: String, rev: Int) {
    let draft = CompletionDraft.choosing(choice, uid: uid, rev: rev)
    if let place = index(uid: uid) {
      update(place, with: draft, task: 1)
    } else {
      add(draft, task: 1, now: 100)
    }
  }

  /// What an update on the web page does: our key stays as it was.
  mutating func editOnTheWebPage(_ place: Int, _ choice: String) {
    var draft = CompletionDraft.choosing(choice, uid: "", rev: 0)
    draft.authorship = nil
    update(place, with: draft, task: 1)
  }

  func edited(_ edit: (inout TaskObject) -> Void) -> TaskObject {
    var edited = self
    edit(&edited)
    return edited
  }

  /// The choices of each uid.
  var labels: [String: String] {
    Dictionary(completions.map { ($0.authorship?.uid ?? "", $0.decision().summary()) }) { $1 }
  }
}

extension CompletionDraft {
  static func choosing(_ choice: String, uid: String, rev: Int) -> CompletionDraft {
    let decision = Decision(
      answers: [Answer(control: "sentiment", value: .choices([choice]))], leadTime: 1)
    let schema = ResultSchema(controls: [.single])
    let result = decision.result(schema) { "regionid00" }
    var authorship = Authorship(uid: uid, rev: rev, annotator: "ann")
    authorship.resultSHA256 = Digest.fake(.array(result))
    return CompletionDraft(result: result, leadTime: 1, authorship: authorship)
  }
}
