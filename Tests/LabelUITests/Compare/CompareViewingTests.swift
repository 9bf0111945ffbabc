import LabelCore
import TestSupport
import Testing

@testable import LabelUI

/// Keys that move, find and look on the compare screen.
struct CompareViewingTests {
  @Test func bracketsWalkTheDifferencesWithACounter() {
    var desk = CompareDesk()
    desk.type("]]")
    #expect(desk.row(2).hasSuffix("3 of 12 "))
    desk.type("[[[")
    #expect(desk.row(2).hasSuffix("1 of 12 "))
    #expect(desk.row(20).contains("this is the first difference"))
    desk.type("G")
    #expect(desk.row(2).hasSuffix("12 of 12 "))
    desk.type("]")
    #expect(desk.row(20).contains("this is the last difference"))
  }

  @Test func aCellOfTheMatrixOpensItsRows() {
    var desk = CompareDesk()
    desk.type("m")
    desk.press(.enter)
    #expect(desk.row(2).hasSuffix("1 of 4 "))
    #expect(desk.row(20).contains("only question > complaint"))
    desk.type("q")
    #expect(desk.row(6).contains("A \\ B"))
  }

  @Test func aCellOnTheDiagonalOpensTasksThatDoNotDiffer() {
    var desk = CompareDesk()
    desk.type("m")
    desk.press(.up)
    desk.press(.enter)
    #expect(desk.row(2).hasSuffix("1 of 38 "))
    desk.type("a")
    #expect(desk.decided.isEmpty)
    #expect(desk.row(20).contains("it is the same in both"))
  }

  @Test func aFigureOfALabelOpensItsRows() {
    var desk = CompareDesk()
    desk.type("l")
    desk.press(.right)
    desk.press(.enter)
    #expect(desk.row(2).hasSuffix("1 of 46 "))
    #expect(desk.row(20).contains("only complaint in B"))
    desk.press(.escape, .left, .enter)
    #expect(desk.row(2).hasSuffix("1 of 38 "))
  }

  @Test func swappingTurnsMatrixAndCellsRound() {
    var desk = CompareDesk()
    desk.type("m~")
    desk.press(.enter)
    #expect(desk.row(2).hasSuffix("1 of 4 "))
    #expect(desk.row(20).contains("only complaint > question"))
    #expect(desk.row(5).contains("complaint  >  question"))
  }

  @Test func rowsAreFilteredByKindLabelAndAnnotator() {
    var desk = CompareDesk()
    desk.type("fkind:text label:spam")
    desk.press(.enter)
    #expect(desk.row(2).hasSuffix("1 of 1 "))
    #expect(desk.row(20).contains("filter: kind:text label:spam"))
    desk.type("F")
    #expect(desk.row(2).hasSuffix("1 of 12 "))
    desk.type("fby:bo")
    desk.press(.enter)
    #expect(desk.row(2).hasSuffix("1 of 9 "))
    desk.type("o")
    #expect(desk.row(2).hasSuffix("1 of 9 "))
    desk.type("Fo")
    #expect(desk.row(20).contains("only flips: on"))
    desk.type("Ffodd:1")
    desk.press(.enter)
    #expect(desk.row(20).contains("no filter is odd:1"))
    desk.type("flabel:nobody")
    desk.press(.enter)
    #expect(!desk.rows(with: "No row passes the filter.").isEmpty)
  }

  @Test func searchingGoesFromHitToHit() {
    var desk = CompareDesk()
    desk.type("/quote")
    desk.press(.enter)
    #expect(desk.row(2).hasSuffix("2 of 12 "))
    desk.type("n")
    #expect(desk.row(2).hasSuffix("8 of 12 "))
    desk.type("N")
    #expect(desk.row(2).hasSuffix("2 of 12 "))
    desk.type("/zebra")
    desk.press(.enter)
    #expect(desk.row(20).contains("nothing shown here contains zebra"))
  }

  @Test func aNumberIsGoneTo() {
    var desk = CompareDesk()
    desk.type(":201")
    desk.press(.enter)
    #expect(desk.row(2).hasSuffix("9 of 12 "))
  }

  @Test func longTextsScroll() {
    var desk = CompareDesk()
    desk.type("]]]]]]]")
    #expect(desk.row(19).contains("Tab, then j k scroll   lines 1-4 of 6"))
    desk.press(.tab)
    desk.type("jj")
    #expect(desk.row(19).contains("lines 3-6 of 6"))
    #expect(desk.row(18).contains("Kind regards"))
    desk.press(.tab)
    desk.type("]")
    #expect(desk.row(19).contains("lines 1-1 of 1"))
  }

  @Test func textsStandInlineOrSideBySide() {
    var desk = CompareDesk()
    desk.type("G[[")
    #expect(desk.row(15).contains("Win a [-price-]{+prize+} in our big lottery"))
    desk.type("t")
    #expect(
      desk.row(15).hasPrefix("  Win a [-price-] in our big lottery   │ Win a {+prize+} in our"))
  }

  @Test func aTaskIsOpenedInTheLabelView() {
    var desk = CompareDesk()
    desk.type("J")
    #expect(desk.row(20).contains("no workspace is open"))
    desk = CompareDesk(form: .topics)
    desk.type("]J")
    #expect(desk.program.shell.jumpTarget == 31)
  }

  @Test func aPairOfAnnotatorsIsOpenedAndLeft() {
    var desk = CompareDesk.people()
    desk.type("j")
    desk.press(.enter)
    #expect(
      desk.requests.contains(.begin(.pair(of: "labeled_data@v3", a: "ana", b: "cy"))))
    #expect(desk.row(0).hasPrefix(" A ana"))
    desk.type("q")
    #expect(desk.row(0).contains("annotators of labeled_data@v3"))
  }

  @Test func noFigureIsShownBeforeItIsFinal() {
    var desk = CompareDesk(isBegun: false)
    desk.answer(.progress(CompareDesk.versions, CompareSeed.halfway))
    #expect(!desk.picture().contains("kappa 0"))
    desk.type("a")
    #expect(desk.row(20).contains("wait until all labels are read"))
    desk.press(.control("c"))
    #expect(desk.effects.last == .versions(.cancel(.compare)))
    #expect(!desk.rows(with: "stopped before all labels were read").isEmpty)
  }

  @Test func rowsAreAskedForAsTheScreenNeedsThem() {
    var program = CompareDesk(isBegun: false).program
    let query = CompareQuery(CompareDesk.versions)
    let result = CompareResult(CompareSeed.comparison)
    _ = program.update(.versions(.compare(.compared(CompareDesk.versions, result))))
    let first = CompareSeed.comparison.rows.map { CompareRow($0) }
    let many = ComparePage(query: query, total: 100_000, offset: 0, rows: first)
    _ = program.update(.versions(.compare(.page(many))))
    let wanted = program.update(.key(.character("G"))).compactMap { effect in
      if case .versions(.compare(.page(_, let places))) = effect { places } else { nil }
    }
    #expect(wanted.count == 1)
    #expect(wanted.first?.contains(99_999) == true)
    #expect(wanted.allSatisfy { $0.count <= 60 })
  }

  @Test func everySizeIsDrawn() {
    var desk = CompareDesk(form: .twoGroups)
    for keys in ["", "m", "l", "q3", "G", "W"] {
      desk.type(keys)
      for columns in [1, 8, 20, 39, 40, 59, 60, 80, 110, 120, 200] {
        for rows in [1, 2, 5, 9, 10, 17, 18, 24, 60] {
          desk.resize(Size(columns: columns, rows: rows))
          #expect(desk.frame().grid.size == Size(columns: columns, rows: rows))
        }
      }
    }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func noOrderOfKeysBreaksIt(_ seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    let keys =
      Array("][abmlt~fFoupxW{}12gGjkn/NqyYe:J").map(Key.character)
      + [.enter, .tab, .escape, .up, .down, .left, .right, .control("r"), .pageDown]
    for _ in 0..<4 {
      var desk = CompareDesk(form: .twoGroups)
      for _ in 0..<120 where !desk.program.isDone {
        desk.press(keys.randomElement(using: &dice) ?? .enter)
        _ = desk.frame()
      }
    }
  }
}
