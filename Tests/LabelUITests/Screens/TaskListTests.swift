import LabelCore
import Testing

@testable import LabelUI

struct TaskListTests {
  private var desk: Desk {
    var tasks = LabelingTask.mails
    tasks[2].row.marks = .stale
    tasks[3].row.status = .unreadable
    tasks[3].row.problem = "data.text is missing"
    var desk = Desk(tasks)
    desk.type("3")
    desk.press(.tab)
    return desk
  }

  @Test func rowsShowStateLabelAnnotatorAndText() {
    #expect(
      desk.picture() == """
        " raw_data@master > labeled_data@master            4 texts   1 done   1 unsent ^ "
        " all texts                                                              4 texts "
        "────────────────────────────────────────────────────────────────────────────────"
        "     #  st  label           by       when    text                               "
        "────────────────────────────────────────────────────────────────────────────────"
        "     0  *^  question        ana      09:31   The invoice does not match the qu… "
        ">    1  .   -               -        -       Subject: renewal of the maintenan… "
        "     2  .~  -               -        -       Thanks for the quick answer, grea… "
        "     3  e   (no text)       -        -       mail/3.json: data.text is missing  "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "────────────────────────────────────────────────────────────────────────────────"
        " * done   . open   s skipped   e unreadable   ^ not sent   ~ changed   x gone   "
        " just now: #0 -> question   u undo                                   row 2 of 4 "
        " Enter open   / find   f filter   Tab label view   g G top/bottom               "
        " ^d ^u half page   } next open   R reload   w send now   ? help   q back        "
        """)
  }

  @Test func aTextOfSeveralInAFileIsNamedByItsNumberAndItsReasonStaysInItsLine() {
    var tasks = LabelingTask.mails
    for index in tasks.indices {
      tasks[index].row.key = "mails.jsonl"
      tasks[index].row.item = index + 17
    }
    tasks[1].row.key = "\u{1b}[2J.jsonl"
    tasks[1].row.status = .unreadable
    tasks[1].row.problem = "line 18: bad \u{7}\nLabel Studio 0.x says: nothing good"
    var desk = Desk(tasks)
    #expect(
      desk.row(2)
        == " #0  mails.jsonl #17                           unlabelled   7 words   seen 0:00 ")
    desk.press(.tab)
    #expect(
      desk.row(5)
        == ">    0  .   -               -        -       The invoice does not match the qu… ")
    #expect(
      desk.row(6)
        == "     1  e   (no text)       -        -       �[2J.jsonl #18: line 18: bad �     ")
    desk.type("j")
    desk.press(.enter)
    let picture = desk.picture()
    #expect(picture.contains("This text cannot be read: line 18: bad �"))
    #expect(picture.contains("Label Studio 0.x says: nothing good"))
    #expect(
      picture.contains("Once the file is mended, the next sync reads it under the same number."))
  }

  @Test(arguments: [
    (1_763_974_927, "09:02"), (1_763_974_927 - 86_400, "23 Nov"), (1_709_164_800, "Feb 2024"),
    (0, "Jan 1970"), (1_763_938_800, "00:00" as String?),
  ]) func whenIsToldShortly(_ seconds: Int, _ words: String?) {
    let now = Moment(seconds: 1_763_976_000, clock: "10:20:00", utcOffset: 0)
    let hourAhead = Moment(seconds: 1_763_976_000, clock: "", utcOffset: 3600)
    let isMidnight = words == "00:00"
    #expect(DayWords.short(seconds, now: isMidnight ? hourAhead : now) == words)
  }

  @Test func onASmallScreen() {
    #expect(
      desk.picture(.small) == """
        "          4 texts   1 done   1 unsent ^ "
        " all texts                      4 texts "
        "     0  *^  question     The invoice d… "
        ">    1  .   -            Subject: rene… "
        "     2  .~  -            Thanks for th… "
        "     3  e   (no text)    mail/3.json: … "
        "                                        "
        "                                        "
        " just now: #0 -> question …  row 2 of 4 "
        " Enter open   / find   ? help   q back  "
        """)
  }

  @Test func aWideScreenAddsAPreviewOfTheWholeText() {
    var desk = desk
    desk.send(.resize(.wide))
    let preview = (3...15).map { String(desk.row($0).dropFirst(72)).trimmed }
    #expect(
      preview == [
        "│ #1  mail/1.json", "┼───────────────────────────────────────────────",
        "│ Subject: renewal of the maintenance contract", "│",
        "│ Hello, we would like to renew for another",
        "│ year but the price on the last quote was",
        "│ higher than the one your colleague promised",
        "│ on the phone. Could somebody check this and",
        "│ send us a corrected quote before Friday?",
        "│ Otherwise we will have to ask for other", "│ offers.", "│",
        "│ Kind regards, R. Oberholzer",
      ])
    #expect(desk.row(31).contains("├────"))
    #expect(desk.row(32).hasSuffix("│ label    -" + String(repeating: " ", count: 36)))
  }

  @Test func onlyRowsNearTheScreenAreAskedFor() {
    var desk = Desk((0..<100_000).map { .sample($0, "text \($0)") })
    desk.press(.tab)
    desk.type("G")
    #expect(desk.state.list.cursor == 99_999)
    #expect(desk.row(18).hasPrefix(">99999"))
    desk.press(.control("u"), .pageUp)
    #expect(desk.picture().contains("text \(desk.state.list.cursor)"))
    let limits = desk.effects.compactMap { effect in
      if case .loadPage(_, let limit, _) = effect { limit } else { nil }
    }
    #expect(!limits.isEmpty && limits.allSatisfy { $0 <= 100 })
  }

  @Test func enterOpensTheRowAndTabComesBackToIt() {
    var desk = desk
    desk.type("j")
    desk.press(.enter)
    #expect(desk.state.screen == .label)
    #expect(desk.state.label.task?.id == 2)
    desk.press(.tab)
    #expect(desk.state.list.cursor == 2)
    desk.type("q")
    #expect(desk.state.screen == .label)
    #expect(!desk.effects.contains(.quit))
  }

  @Test func aFilterShowsItsWordsAndCount() {
    var desk = desk
    desk.type("fstate:open")
    desk.press(.enter)
    #expect(desk.row(1).hasPrefix(" filter: state:open "))
    #expect(desk.row(1).hasSuffix(" 2 of 4 "))
    desk.type("f nowhere")
    desk.press(.enter)
    #expect(desk.row(5).contains("No text passes the filter"))
    desk.type("F")
    #expect(desk.state.list.total == 4)
  }

  @Test func findMovesTheCursorToTheHit() {
    var desk = desk
    desk.type("g/great")
    desk.press(.enter)
    #expect(desk.state.list.cursor == 2)
    desk.type("n")
    #expect(desk.row(21).contains("row 3 of 4"))
  }

  @Test func theCursorIsSeenWithoutColour() {
    var desk = desk
    desk.theme = Theme(Capabilities(colors: 0))
    let frame = desk.frame()
    #expect(frame.grid[6, 0].text == ">")
    #expect(frame.grid.row(6).dropFirst().allSatisfy { $0.style.isReversed })
  }

  @Test func theBarOfALabelledTaskIsOfOneColour() {
    var desk = desk
    desk.type("g")
    let bar = desk.frame().grid.row(5).dropFirst()
    #expect(bar.contains { $0.text == "*" })
    #expect(Set(bar.map { desk.theme.attributes(for: $0.style).foreground }) == [nil])
  }

  @Test func anEmptyListSaysWhatToDo() {
    var desk = Desk([])
    desk.press(.tab)
    #expect(desk.row(5).contains("There are no texts in raw_data@master yet."))
    #expect(desk.row(6).contains("tagline put file raw_data@master:/one.txt -f one.txt"))
    desk.press(.enter)
    #expect(desk.state.screen == .list)
  }
}
