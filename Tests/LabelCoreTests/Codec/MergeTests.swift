import Testing

@testable import LabelCore

@Suite struct MergeTests {
  private let root: JSON = ["data": ["text": "One"]]

  /// A target object of task 1 with completions of these uids, rev 1, each with its uid as the choice.
  private func object(_ uids: String..., also edit: (inout TaskObject) -> Void = { _ in })
    -> TaskObject
  {
    var object = TaskObject(root: root, id: 1)
    for uid in uids { object.label(uid, uid, rev: 1) }
    edit(&object)
    return object
  }

  private func merged(_ base: TaskObject?, _ theirs: TaskObject?, _ ours: TaskObject) -> TaskMerge {
    let merge = TaskMerger(base: base, theirs: theirs, ours: ours, digest: .fake).merged()
    let again = TaskMerger(base: base, theirs: merge.object, ours: ours, digest: .fake).merged()
    #expect(again.object == merge.object)
    #expect(!again.isChanged)
    return merge
  }

  @Test func aFirstLabelIsWrittenAsItIs() {
    let merge = merged(nil, nil, object("a"))
    #expect(merge == TaskMerge(object: object("a"), isChanged: true, notes: []))
  }

  @Test func labelsOfBothSidesStandSideBySideAndOursTakesTheNextId() {
    let merge = merged(nil, object("b", "c"), object("a"))
    #expect(merge.object?.labels == ["b": "b", "c": "c", "a": "a"])
    #expect(merge.object?.completions.map(\.id) == [1001, 1002, 1003])
    #expect(merge.notes == [.renumbered(uid: "a", from: 1001, to: 1003)])
  }

  @Test func theHigherRevisionWins() {
    let base = object("a")
    let ours = object("a") { $0.label("a", "ours", rev: 3) }
    let theirs = object("a") { $0.label("a", "theirs", rev: 2) }
    #expect(merged(base, theirs, ours).object?.labels == ["a": "ours"])
    let merge = merged(base, ours, theirs)
    #expect(merge.object?.labels == ["a": "ours"])
    #expect(!merge.isChanged)
    #expect(
      merge.notes == [.superseded(ours: theirs.completions[0], theirs: ours.completions[0])])
  }

  @Test func equalRevisionsWithDifferentAnswersAreAConflictAndTheirsStays() {
    let ours = object("a") { $0.label("a", "ours", rev: 2) }
    let theirs = object("a") { $0.label("a", "theirs", rev: 2) }
    let merge = merged(object("a"), theirs, ours)
    #expect(merge.object == theirs)
    #expect(merge.notes == [.conflict(ours: ours.completions[0], theirs: theirs.completions[0])])
    #expect(merged(object("a"), ours, ours).notes.isEmpty)
  }

  @Test func anEditOnTheWebPageCountsAsOneRevision() {
    let theirs = object("a") { $0.editOnTheWebPage(0, "web") }
    let once = object("a") { $0.label("a", "ours", rev: 2) }
    #expect(merged(object("a"), theirs, once).notes.count == 1)
    #expect(merged(object("a"), theirs, once).object == theirs)
    let unchanged = merged(object("a"), theirs, object("a"))
    #expect(unchanged.object == theirs && unchanged.notes.isEmpty)
  }

  @Test func whatTheyDeletedIsNotBroughtBack() {
    let base = object("a", "b")
    let theirs = object("a", "b") { $0.remove(0, task: 1) }
    #expect(merged(base, theirs, base).object == theirs)
    let ours = object("a", "b") { $0.label("a", "again", rev: 2) }
    let merge = merged(base, theirs, ours)
    #expect(merge.object == theirs)
    #expect(merge.notes == [.deletedThere(ours: ours.completions[0])])
    let gone = merged(base, nil, ours)
    #expect(gone.object == nil && !gone.isChanged)
  }

  @Test func whatWeDeletedGoesUnlessTheyChangedIt() {
    let ours = object("a") { $0.remove(0, task: 1) }
    let merge = merged(object("a"), object("a"), ours)
    #expect(
      merge.object?.tree.text(.python) == #"{"data": {"text": "One"}, "id": 1, "#
        + #""completions": [], "predictions": []}"#)
    let theirs = object("a") { $0.editOnTheWebPage(0, "web") }
    let kept = merged(object("a"), theirs, ours)
    #expect(kept.object == theirs)
    #expect(kept.notes == [.changedThere(theirs: theirs.completions[0])])
  }

  @Test func aNewLabelOnAnObjectDeletedThereIsWrittenAnew() {
    let ours = object("b") { $0.label("a", "a", rev: 1) }
    let merge = merged(object("b"), nil, ours)
    #expect(merge.object?.labels == ["a": "a"])
  }

  @Test func fieldsThatWeDoNotKnowStayTheirsAtEveryLevel() throws {
    let theirs = object("a") { object in
      object.tree["meta"] = ["who": "them"]
      object.tree["data"]?["extra"] = .number("1.0")
      object.completions[0].value["ground"] = true
      object.completions[0].value["result"] = .array(
        object.completions[0].result.map { region in
          var region = region
          region["score"] = .number("0.50")
          return region
        })
      object.star(0, true, task: 1)
    }
    let ours = object("a") { $0.label("a", "ours", rev: 5) }
    let outcome = merged(object("a"), theirs, ours)
    let merge = try #require(outcome.object)
    #expect(merge.labels == ["a": "ours"])
    #expect(merge.tree["meta"] == ["who": "them"])
    #expect(merge.data?["extra"] != nil)
    #expect(merge.completions[0].value["ground"] == true)
    #expect(merge.completions[0].isHoneypot)
    #expect(merge.completions[0].value.members?.last?.name == Authorship.key)
  }

  @Test func dataThatWeBroughtUpToDateAreTakenOver() {
    let ours = object("a") { $0.data = ["text": "One, rewritten"] }
    let merge = merged(object("a"), object("a", "b"), ours)
    #expect(merge.object?.data == ["text": "One, rewritten"])
    #expect(merge.object?.labels == ["a": "a", "b": "b"])
  }

  @Test func editingACompletionOfTheWebPageDoesNotDoubleIt() {
    let base = object("a") { $0.completions[0].value[Authorship.key] = nil }
    let ours = base.edited { object in
      object.update(0, with: .choosing("ours", uid: "mine", rev: 1), task: 1)
    }
    let merge = merged(base, base, ours)
    #expect(merge.object == ours)
    let theirs = base.edited { $0.editOnTheWebPage(0, "web") }
    #expect(merged(base, theirs, ours).notes.count == 1)
  }

  @Test func whatLabelStudioWroteIntoAMisfiledCopyComesBackIntoTheObject() throws {
    let fixture = CodecFixture(name: "21-restart-init-force")
    let object = try fixture.labeled("10")
    let copy = try fixture.labeled("2")
    let merge = object.absorbing(copy, since: object, digest: .fake)
    #expect(merge.isChanged && merge.notes.isEmpty)
    #expect(merge.object?.id == 10)
    #expect(merge.object?.completions == copy.completions)

    var grown = object
    grown.label("new", "Positive", rev: 1)
    let older = grown.absorbing(copy, since: grown, digest: .fake)
    #expect(older.object?.completions.count == 2)
    #expect(older.object?.completions[0] == copy.completions[0])

    let unseen = object.absorbing(copy, since: nil, digest: .fake)
    #expect(unseen.object == object && !unseen.isChanged)
    #expect(
      unseen.notes == [
        .conflict(ours: copy.completions[0], theirs: object.completions[0])
      ])
  }
}
