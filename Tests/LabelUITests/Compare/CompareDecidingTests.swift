import LabelCore
import TestSupport
import Testing

@testable import LabelUI

/// Keys that decide on the compare screen.
struct CompareDecidingTests {
  @Test func aDecisionIsShownWhenItIsOnDisk() {
    var desk = CompareDesk()
    desk.isHolding = true
    desk.type("a")
    #expect(desk.decided.map(\.decision) == [.keepA])
    #expect(desk.row(5).hasPrefix(" … flip    27"))
    #expect(desk.row(20).contains("saving #27 …"))
    #expect(desk.row(6).hasPrefix(">  flip    31"))
    desk.deliver()
    #expect(desk.row(5).hasPrefix(" a flip    27"))
    #expect(desk.row(20).contains("decided 1 of 12   into: v4 (not written yet)"))
  }

  @Test func aKeyBehindTheWayToAnUndecidedRowIsAboutThatRow() {
    var desk = CompareDesk()
    desk.holdsReading = true
    desk.type("}a")
    #expect(desk.decided.isEmpty)
    desk.deliver()
    #expect(desk.decided.map(\.key) == [RowKey(a: "31", b: "31")])
    desk.holdsReading = true
    desk.type("}b")
    desk.press(.escape)
    desk.deliver()
    #expect(desk.decided.count == 1)
    desk.send(.versions(.failed(.compare(.page(desk.query, 0..<1)), "gone")))
    desk.type("b")
    #expect(desk.decided.count == 2)
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func fastOrSlowlyTypedTheSameIsDecided(_ seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    var (slow, fast) = (CompareDesk(), CompareDesk())
    for _ in 0..<150 {
      let key = "aabb}}{][gGxu".randomElement(using: &dice) ?? "a"
      slow.type(String(key))
      if Int.random(in: 0..<6, using: &dice) == 0 { fast.holdsReading = true }
      fast.type(String(key))
      if Int.random(in: 0..<4, using: &dice) == 0 { fast.deliver() }
    }
    fast.deliver()
    #expect(fast.decided.map(\.key) == slow.decided.map(\.key))
    #expect(fast.decisions == slow.decisions)
    #expect(fast.screen?.rows.cursor == slow.screen?.rows.cursor)
  }

  @Test func aFailingJournalIsSaidUntilItTakesTheDecision() {
    var desk = CompareDesk()
    desk.failure = "no space left"
    desk.type("b")
    #expect(desk.row(20).contains("NOT SAVED: #27: no space left"))
    #expect(desk.row(5).hasPrefix(" … flip"))
    desk.type("q")
    #expect(!desk.effects.contains(.quit))
    desk.failure = nil
    desk.decisions[RowKey(a: "31", b: "31")] = .keepA
    desk.result.tally = CompareTally(asked: 12, decided: 1)
    desk.begin()
    desk.type("W")
    #expect(desk.decided.count == 2)
    #expect(desk.row(5).hasPrefix(">b flip    27"))
  }

  @Test func swappedSidesAreKeptAsTheyAreShown() {
    var desk = CompareDesk()
    desk.type("~a")
    #expect(desk.decided.map(\.decision) == [.keepB])
    #expect(desk.row(5).hasPrefix(" a flip    27    complaint  >  question"))
    desk.type("~")
    #expect(desk.row(5).hasPrefix(" b flip    27    question   >  complaint"))
  }

  @Test func undoAndRedoGoBackToTheirRow() {
    var desk = CompareDesk()
    desk.type("abu")
    #expect(desk.decided.map(\.decision) == [.keepA, .keepB, nil])
    #expect(desk.row(6).hasPrefix(">  flip    31"))
    #expect(desk.row(20).contains("undone: #31 is undecided"))
    desk.press(.control("r"))
    #expect(desk.decisions[RowKey(a: "31", b: "31")] == .keepB)
    desk.type("uu")
    #expect(desk.decisions.isEmpty)
    desk.type("u")
    #expect(desk.row(20).contains("nothing to undo"))
  }

  @Test func theLastDecisionSaysHowToWrite() {
    var desk = CompareDesk.threeWay()
    desk.type("}")
    desk.type("aaaaa")
    #expect(desk.row(20).contains("all are decided: W writes v4"))
    #expect(desk.decided.count == 5)
  }

  @Test func writingAsksForTheNameAndSaysWhatItWillHold() {
    var desk = CompareDesk()
    desk.type("W")
    #expect(desk.row(20).contains("nothing is decided yet"))
    desk.type("aaW")
    #expect(desk.row(20).contains("new version: v4"))
    #expect(desk.row(21).contains("2 decided, 10 undecided stay as in v2"))
    let line = "pachctl create branch labeled_data@v4 --head 77d0f1aa"
    #expect(desk.row(22).trimmed == "\(line), then one commit")
    #expect(desk.row(20).trimmed.hasSuffix("Enter writes it   ^Y copies the line   Esc leaves"))
    desk.press(.control("y"))
    #expect(desk.copied == line)
    #expect(desk.row(20).trimmed.hasSuffix("copied the pachctl line"))
    desk.press(.enter)
    #expect(desk.requests.last == .write(CompareDesk.versions, version: "v4"))
    #expect(desk.row(20).contains("wrote labeled_data@v4 with 2 decided, commit 5a5a5a5a"))
  }

  @Test func nothingIsWrittenWhileADecisionIsOnItsWay() {
    var desk = CompareDesk()
    desk.type("a")
    desk.isHolding = true
    desk.type("bW")
    #expect(!desk.requests.contains { if case .write = $0 { true } else { false } })
    #expect(desk.row(20).contains("1 not saved on disk yet"))
  }

  @Test func whatCannotBeWrittenCannotBeDecided() {
    var desk = CompareDesk()
    desk.result.refusal = "A is no commit of a store"
    desk.begin()
    desk.type("a")
    #expect(desk.decided.isEmpty)
    #expect(desk.row(20).contains("A is no commit of a store"))
    #expect(desk.rows(with: "keep A").isEmpty)
  }

  @Test func ofTwoAnnotatorsWhatOneSaidIsKept() {
    let pair = CompareSubject.pair(of: "labeled_data@v3", a: "ana", b: "bo")
    var desk = CompareDesk(subject: pair)
    desk.type("b")
    #expect(desk.decided.map(\.decision) == [.keepB])
  }
}
