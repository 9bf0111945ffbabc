import LabelCore
import Testing

@testable import LabelUI

/// Goto, search and filter in the label view.
struct LabelFindingTests {
  @Test func searchWalksHitsWithNAndMovesTheNoteBehindTheComma() {
    var desk = Desk(LabelingTask.mails)
    desk.type("/quote")
    desk.press(.enter)
    #expect(desk.state.label.task?.id == 1)
    desk.type("n")
    #expect(desk.state.label.task?.id == 3)
    desk.type("N")
    #expect(desk.state.label.task?.id == 1)
    #expect(desk.row(22).contains(",N note") || desk.row(22).contains("n N hits"))
    desk.type(",N")
    #expect(desk.state.prompt?.kind == .note)
    desk.press(.escape, .escape)
    #expect(desk.state.label.search == nil)
  }

  @Test func aHitFarDownALongTextIsBroughtOnScreen() {
    let lines = (0..<200).map { "line number \($0)" }.joined(separator: "\n")
    var desk = Desk([.sample(0, "short"), .sample(1, lines + "\nneedle")])
    desk.tasks[1].row.excerpt = "needle"
    desk.type("/NEEDLE")
    desk.press(.enter)
    #expect(desk.state.label.task?.id == 1)
    #expect(desk.picture().contains("needle"))
    desk.press(.control("b"))
    #expect(!desk.picture().contains("\"  needle"))
  }

  @Test func hitsAreMarkedInTheText() {
    var desk = Desk(LabelingTask.mails)
    desk.type("/invoice")
    desk.press(.enter)
    desk.type("g")
    let cells = desk.frame().grid.row(4).filter { $0.style.role == .hit }
    #expect(cells.map(\.text).joined() == "invoice")
  }

  @Test func aFilterStaysOnScreenAndTasksThatNoLongerPassLeave() {
    var desk = Desk(LabelingTask.mails)
    desk.type("fstate:open quote")
    desk.press(.enter)
    #expect(desk.state.label.window.total == 3)
    #expect(desk.row(21).contains("filter: state:open quote (3)"))
    desk.type("1")
    #expect(desk.state.label.window.total == 2)
    #expect(desk.state.label.task?.id == 1)
    desk.type("u")
    #expect(desk.state.label.window.total == 3)
    #expect(desk.state.label.task?.id == 0)
    desk.type("]")
    #expect(desk.state.label.task?.id == 1)
    desk.type("F")
    #expect(desk.state.label.window.total == 4)
  }

  @Test func quickKeysUnderAFilterLabelOneTextEach() {
    var desk = Desk((0..<100).map { .sample($0, "text \($0)") })
    desk.type("fstate:open")
    desk.press(.enter)
    desk.isHolding = true
    desk.type("12345")
    desk.deliver()
    #expect(desk.saves.map(\.taskID) == [0, 1, 2, 3, 4])
    #expect(desk.state.label.task?.id == 5)
    #expect(desk.state.label.window.total == 95)
    desk.press(.tab)
    #expect(desk.row(5).hasPrefix(">    5  . "))
  }

  @Test func gotoTakesTheNumberThatIsShown() {
    var desk = Desk(LabelingTask.mails)
    desk.type(":3")
    desk.press(.enter)
    #expect(desk.state.label.task?.id == 3)
    desk.type(":goto 99")
    desk.press(.enter)
    #expect(desk.row(21).hasPrefix(" there is no text #99"))
  }
}
