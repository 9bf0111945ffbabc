import LabelCore
import Testing

@testable import LabelUI

/// Making, deleting, restoring and exporting: what is asked, and what is done when.
struct VersionActionTests {
  private let master = Branch(repo: "labeled_data", name: "master")

  private func desk() -> VersionsDesk {
    var desk = VersionsDesk(VersionListState(repo: "labeled_data"), target: master)
    desk.start()
    return desk
  }

  @Test func aNewVersionAsksForItsNameAndShowsTheLineForPachyderm() {
    var desk = desk()
    let head = VersionList.mails.versions[0].head ?? ""
    desk.type("N")
    #expect(desk.row(21).hasPrefix(" new version: v4"))
    desk.press(.enter)
    #expect(desk.row(21).hasPrefix(" make labeled_data@v4 of master, c0a7714e?"))
    #expect(desk.row(22).hasPrefix(" same as: pachctl create branch labeled_data@v4 --head c0a"))
    desk.type("y")
    #expect(
      desk.effects.last == .copy("pachctl create branch labeled_data@v4 --head \(head)"))
    #expect(desk.changesAsked.isEmpty)
    desk.press(.enter)
    #expect(
      desk.changesAsked == [.make(Branch(repo: "labeled_data", name: "v4"), head: head)])
    #expect(desk.row(21).contains("done"))
  }

  @Test func unsentLabelsAreSentFirstAndTheWarningSaysSo() {
    var desk = desk()
    var summary = SessionSummary(source: "raw_data@master", target: "labeled_data@master")
    summary.unsent = 3
    desk.send(.summary(summary))
    desk.type("N")
    desk.press(.enter)
    #expect(desk.row(21).hasPrefix(" send 3 unsent, then make labeled_data@v4 of master?"))
    #expect(desk.row(22).contains("pachctl create branch labeled_data@v4 --head master"))
    desk.press(.enter)
    #expect(desk.changesAsked == [.make(Branch(repo: "labeled_data", name: "v4"), head: nil)])
    // A version of another commit does not wait for them.
    desk.type("jjN")
    desk.press(.enter)
    #expect(desk.row(21).hasPrefix(" make labeled_data@v4 of v2, 77d0f1aa?"))
  }

  @Test(arguments: ["v3", "has space", "a@b"]) func namesThatCannotBe(_ name: String) {
    var desk = desk()
    desk.type("N")
    desk.press(.control("u"))
    desk.type(name)
    desk.press(.enter)
    #expect(desk.program.shell.question == nil)
    #expect(desk.program.shell.notice?.level == .warning)
  }

  @Test func deletingAsksAndTheDefaultIsNo() {
    var desk = desk()
    desk.type("D")
    #expect(desk.row(21).contains("labeled_data@master is where labels go"))
    for key in [Key.enter, .escape, .character("n"), .character("q")] {
      desk.type("GD")
      #expect(desk.row(21).hasPrefix(" delete the version labeled_data@v1?"))
      desk.press(key)
      #expect(desk.row(21).hasPrefix(" nothing was done"))
    }
    #expect(desk.changesAsked.isEmpty)
    desk.type("Dy")
    #expect(desk.changesAsked == [.delete(Branch(repo: "labeled_data", name: "v1"))])
  }

  @Test func restoringSaysWhatItWillDoAndKeepsWhatMasterWas() {
    var desk = desk()
    let v1 = VersionList.mails.versions[3]
    desk.type("M")
    #expect(desk.row(21).contains("master is what master is now"))
    desk.type("GM")
    #expect(
      desk.row(21).hasPrefix(
        " restore v1? labeled_data@master goes back from c0a7714e to 4f1c2e97"))
    #expect(desk.row(22).hasPrefix(" what it is now stays as master-before-20261123T100000Z"))
    desk.press(.enter)
    #expect(desk.changesAsked.isEmpty)
    desk.type("My")
    let kept = Branch(repo: "labeled_data", name: "master-before-20261123T100000Z")
    #expect(desk.changesAsked == [.restore(v1.ref, master: master, keeping: kept)])
  }

  @Test func aRestoreBringsTheLabelViewUpToDate() {
    var desk = Desk(LabelingTask.mails)
    desk.type("v")
    let change = VersionsChange.restore(
      CommitRef(repo: "labeled_data", commit: "4f1c"), master: master, keeping: master)
    desk.effects = []
    desk.send(.versions(.changed(change, "done")))
    #expect(desk.effects.contains(.sync))
  }

  @Test func exportingAsksForADirectory() {
    var desk = desk()
    desk.type("Gx")
    #expect(desk.row(21).hasPrefix(" export to (directory, or csv FILE): labeled_data-v1"))
    desk.press(.enter)
    let ref = VersionList.mails.versions[3].ref
    #expect(desk.changesAsked == [.export(ref, .directory("labeled_data-v1"))])
    desk.type(":export /tmp/there")
    desk.press(.enter)
    #expect(desk.changesAsked.last == .export(ref, .directory("/tmp/there")))
  }

  @Test func exportingTakesAFormatAndAFile() {
    var desk = desk()
    desk.type("G:export json-min my labels.json")
    desk.press(.enter)
    let ref = VersionList.mails.versions[3].ref
    #expect(desk.changesAsked == [.export(ref, .file("my labels.json", .jsonMin))])
    desk.type(":export csv")
    desk.press(.enter)
    #expect(desk.changesAsked.count == 1)
    #expect((0..<24).contains { desk.row($0).contains("csv is a format; say which file") })
  }

  @Test func aNoteBelongsToTheVersionItWasBegunOn() {
    var desk = desk()
    desk.type("je")
    #expect(desk.row(21).hasPrefix(" note: after review with bo"))
    var moved = VersionList.mails
    moved.versions.swapAt(0, 1)
    desk.send(.versions(.versions(moved)))
    desk.type("!")
    desk.press(.enter)
    let v3 = Branch(repo: "labeled_data", name: "v3")
    #expect(desk.changesAsked == [.note(v3, "after review with bo!")])
  }

  @Test func aCommitIsOpenedByTheBeginningOfItsID() throws {
    var desk = desk()
    desk.type(":commit 4f1c2e97")
    desk.press(.enter)
    let browse = try #require(desk.program.stack.last as? BrowseState)
    #expect(browse.ref == CommitRef(repo: "labeled_data", commit: "4f1c2e97"))
    desk.type("q")
    #expect(desk.program.stack.count == 1)
  }

  @Test func aFailureIsToldAndTheScreenStays() {
    var desk = desk()
    desk.isAnswering = false
    desk.type("GDy")
    #expect(desk.row(21).contains("deleting labeled_data@v1 …"))
    desk.send(
      .versions(
        .failed(.change(.delete(Branch(repo: "labeled_data", name: "v1"))), "the store is away")))
    #expect(desk.row(21).hasPrefix(" the store is away"))
    #expect(desk.row(7).contains("v1"))
  }
}
