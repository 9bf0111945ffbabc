import LabelCore
import Testing

@testable import LabelUI

struct HelpTests {
  private func desk(_ size: Size) -> Desk {
    var desk = Desk(LabelingTask.mails, size: size)
    desk.type("?")
    return desk
  }

  @Test func atTheUsualSize() {
    #expect(
      desk(.normal).picture() == """
        " raw_data@master > labeled_data@master                               0/4   0.0% "
        "────────────────────────────────────────────────────────────────────────────────"
        "  ┌─ keys in the label view ─────────────────────────────────────────────────┐  "
        "  │                                                                          │  "
        "  │  label                               move                                │  "
        "  │   1        complaint, then next       ] Right  next text                 │  "
        "  │   2        praise, then next          [ Left   previous text             │  "
        "  │   3        question, then next        }        next open text            │  "
        "  │   4        spam, then next            {        previous open text        │  "
        "  │   5        other, then next           g Home   first                     │  "
        "  │   Enter    take >, else submit        G End    last                      │  "
        "  │   Space    skip, come back later      :goto 143 go to a text             │  "
        "  │   x        clear the label            j Down   line down                 │  "
        "  │   u        undo, on any text          k Up     line up                   │  "
        "  │   ^r       redo                       ^d       half a page down          │  "
        "  │   N        note on this text          ^u       half a page up            │  "
        "  │   t        type to find a label       ^f PgDn  a page down               │  "
        "  │   +        a second label of mine     ^b PgUp  a page up                 │  "
        "  │   :label NAME give a label by name                                       │  "
        "  │  > suggested  * done  . open  s skipped  ^ not sent  ~ text changed      │  "
        "  │  type to search these keys:                                  Esc closes  │  "
        "  └──────────────────────────────────────────────────────────────────────────┘  "
        "────────────────────────────────────────────────────────────────────────────────"
        " page 1 of 2                                                     PgDn next page "
        """)
  }

  @Test func onASmallScreenWithoutAFrame() {
    #expect(
      desk(.small).picture() == """
        " keys in the label view        1/8 PgDn "
        " label                                  "
        "  1        complaint, then next         "
        "  2        praise, then next            "
        "  3        question, then next          "
        "  4        spam, then next              "
        "  5        other, then next             "
        "  Enter    take >, else submit          "
        "  Space    skip, come back later        "
        " search:                     Esc closes "
        """)
  }

  @Test(arguments: [Size.normal, .wide, .small]) func thePagesNameEveryCommand(_ size: Size) {
    var desk = desk(size)
    var seen = ""
    for _ in 0..<20 {
      seen += desk.picture()
      desk.press(.pageDown)
    }
    // There is no text here whose parts are labelled, and none that changed.
    let absent: Set<Command> = [.mark, .keep, .drop, .move]
    for info in CommandTable.all
    where info.screens.contains(.label) && !absent.contains(info.command) {
      #expect(seen.contains(info.sentence.prefix(18)), "\(info.command)")
    }
    #expect(seen.contains("1        complaint, then next"))
  }

  @Test func typingSearchesKeysAndSentences() {
    var desk = desk(.normal)
    desk.type("undo")
    let picture = desk.picture()
    #expect(picture.contains("undo, on any text"))
    #expect(!picture.contains("next text"))
    #expect(desk.frame().cursor != nil)
    desk.type("zzz")
    #expect(desk.picture().contains("no key matches"))
    desk.press(.escape)
    #expect(desk.state.help == nil)
  }

  @Test func pagesEndAtTheLast() {
    var desk = desk(.normal)
    desk.press(.pageDown, .pageDown, .pageDown)
    #expect(desk.row(23).hasPrefix(" page 2 of 2 "))
    desk.press(.pageUp)
    #expect(desk.row(23).hasPrefix(" page 1 of 2 "))
  }

  @Test func digitsInTheHelpDoNotLabel() {
    var desk = desk(.normal)
    desk.type("12")
    #expect(desk.saves.isEmpty)
  }
}
