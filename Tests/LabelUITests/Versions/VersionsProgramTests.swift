import LabelCore
import Testing

@testable import LabelUI

/// The screens over the store, on top of the label view and alone.
struct VersionsProgramTests {
  private func desk() -> Desk {
    var desk = Desk(LabelingTask.mails)
    desk.type("3")
    desk.type("v")
    return desk
  }

  @Test func theVersionsOfTheTargetAreAskedForAndQComesBackToTheSameText() {
    var desk = Desk(LabelingTask.mails)
    desk.type("3")
    let before = desk.picture()
    desk.type("v")
    #expect(desk.effects.last == .versions(.versions(repo: "labeled_data")))
    #expect(desk.row(0).hasPrefix(" versions of labeled_data"))
    desk.type("q")
    #expect(desk.state.versions == nil)
    #expect(desk.picture() == before)
  }

  @Test func timeOnTheVersionsScreenIsNoTimeOnAText() {
    var desk = Desk(LabelingTask.mails)
    desk.wait(seconds: 2)
    desk.type("v")
    desk.wait(seconds: 60)
    desk.type("q")
    desk.wait(seconds: 3)
    desk.type("1")
    #expect(desk.saves.last?.decision?.leadTime == 5)
  }

  @Test func labelsThatWereOnTheirWayAreConfirmedUnderTheVersionsScreen() {
    var desk = Desk(LabelingTask.mails)
    desk.isHolding = true
    desk.type("3v")
    desk.deliver()
    desk.type("q")
    #expect(desk.state.label.saves.waiting.isEmpty)
    #expect(desk.row(21).contains("just now: #0 -> question"))
  }

  @Test func leavingAScreenGivesUpWhatItWaitedFor() {
    var desk = desk()
    desk.effects = []
    desk.press(.escape)
    #expect(desk.effects == [.versions(.cancel(.listing)), .versions(.cancel(.figures))])
  }

  @Test func quittingFromAnyScreenAsksAboutWhatIsNotSaved() {
    var desk = Desk(LabelingTask.mails)
    desk.failure = "the disk is full"
    desk.type("3vQ")
    #expect(desk.state.versions == nil)
    #expect(!desk.effects.contains(.quit))
    #expect(desk.row(21).contains("NOT SAVED"))
    desk.type("Q")
    #expect(desk.effects.contains(.quit))
  }

  @Test func aloneQOnTheFirstScreenEndsTheProgram() {
    var program = VersionsProgram(
      VersionListState(repo: "labeled_data"), shell: VersionsShell(size: .normal))
    #expect(program.start() == [.versions(.versions(repo: "labeled_data"))])
    #expect(program.update(.key(.escape)) == [])
    #expect(program.update(.key(.character("q"))).last == .quit)
  }
}
