import LabelCore
import Testing

@testable import LabelUI

/// The label view as it is seen.
struct LabelPictureTests {
  private var desk: Desk {
    var desk = Desk(LabelingTask.mails)
    desk.wait(seconds: 6)
    desk.type("3")
    desk.wait(seconds: 6)
    return desk
  }

  @Test func atTheUsualSize() {
    #expect(
      desk.picture(.normal) == """
        " raw_data@master > labeled_data@master                 1/4   25.0%   1 unsent ^ "
        "────────────────────────────────────────────────────────────────────────────────"
        " #1  mail/1.json                              unlabelled   58 words   seen 0:06 "
        "                                                                                "
        "  Subject: renewal of the maintenance contract                                  "
        "                                                                                "
        "  Hello, we would like to renew for another year but the price on the last      "
        "  quote was higher than the one your colleague promised on the phone. Could     "
        "  somebody check this and send us a corrected quote before Friday? Otherwise    "
        "  we will have to ask for other offers.                                         "
        "                                                                                "
        "  Kind regards, R. Oberholzer                                                   "
        "                                                                                "
        "                                                                                "
        "                                                                 lines 1-8 of 8 "
        "────────────────────────────────────────────────────────────────────────────────"
        " topic                                                       one label per text "
        "   1 complaint             2 praise                3 question                   "
        "   4 spam                  5 other                                              "
        "                                                                                "
        "────────────────────────────────────────────────────────────────────────────────"
        " just now: #0 -> question   u undo                              auto-advance on "
        " 1-5 label+next   Space skip   N note   [ ] prev/next   / find   f filter       "
        " Tab list   w send now   v versions   c compare   : command   ? help   q quit   "
        """)
  }

  @Test func onASmallScreen() {
    #expect(
      desk.picture(.small) == """
        " raw_data@ma…  1/4   25.0%   1 unsent ^ "
        " #1  mail/1.json             unlabelled "
        " Subject: renewal of the maintenance    "
        " contract                               "
        "                                        "
        " Hello, we would like to renew for      "
        "   1 complaint   2 praise   3 question  "
        "   4 spam   5 other                     "
        " just now: #0 -> question   u undo      "
        " 1-5 label+next   ? help   q quit       "
        """)
  }

  @Test func belowThatTextAndKeysOnly() {
    #expect(
      desk.picture(Size(columns: 40, rows: 5)) == """
        " Subject: renewal of the maintenance    "
        " contract                               "
        "                                        "
        " Hello, we would like to renew for      "
        " … 5 more; t finds one                  "
        """)
  }

  @Test func aWideScreenAddsAPanel() {
    let rows = desk.picture(.wide).split(separator: "\n")
    #expect(
      rows[0]
        == "\" raw_data@master > labeled_data@master    topic                        1/4   25.0%  [#####---------------]   1 unsent ^ \""
    )
    let panel = rows[1...13].map { String($0.dropFirst(85).dropLast()) }.joined(separator: "\n")
    #expect(
      panel == """
        ┬───────────────────────────────────
        │ topic          one label per text 
        │                                   
        │   1 complaint                     
        │   2 praise                        
        │   3 question                      
        │   4 spam                          
        │   5 other                         
        │                                   
        ├───────────────────────────────────
        │ just now                          
        │  #0    question              6 s  
        │                                   
        """)
    #expect(rows[36].hasPrefix("\" just now: #0 -> question   u undo "))
    #expect(rows[36].hasSuffix(" auto-advance on   saved here 09:31:07 \""))
  }

  @Test func theTitleSaysWhereSendingIsBestEffortOnly() {
    var desk = Desk([.sample(0, "One"), .sample(1, "Two")])
    var summary = desk.summary
    summary.isBestEffort = true
    desk.send(.summary(summary))
    #expect(
      desk.row(0)
        == " raw_data@master > labeled_data@master                 0/2   0.0%   best effort ")
    summary.unsent = 12
    summary.total = 10_000
    desk.send(.summary(summary))
    #expect(
      desk.row(0)
        == " raw_data@master                     0/10000   0.0%   best effort   12 unsent ^ ")
  }

  @Test func inALocaleWithoutUTF8AllIsASCII() {
    var desk = Desk([.sample(7, "Grüße 世界 and more")])
    desk.theme = Theme(Capabilities(colors: 0, isUTF8: false))
    #expect(desk.picture().unicodeScalars.allSatisfy { $0.value < 0x80 })
    #expect(desk.row(4).hasPrefix("  Gr??e ???? and more"))
    #expect(desk.row(1) == String(repeating: "-", count: 80))
  }

  @Test func allDoneSaysWhatWasDoneWhereItWentAndWhatNext() {
    var desk = desk
    desk.type("1 1")
    let text = (2...12).map { desk.row($0).trimmed }.filter { !$0.isEmpty }
    #expect(
      text == [
        "All 4 texts are done.", "3 labelled, 1 skipped",
        "The labels go to labeled_data@master. 4 are not there yet: w sends them now.",
        "f state:skipped shows those skipped   [ or Tab looks back   q quits",
      ])
    #expect(!desk.picture().contains("label+next"))
    #expect(!desk.picture(.wide).contains("next open"))
  }

  @Test func anEmptySourceSaysHowToPutTextsThere() {
    let picture = Desk([]).picture()
    #expect(picture.contains("There are no texts in raw_data@master yet."))
    #expect(picture.contains("tagline put file raw_data@master:/one.txt -f one.txt"))
    #expect(picture.contains("then R reloads."))
  }

  @Test func whileTasksAreReadItSaysSo() {
    let session = Session(
      summary: SessionSummary(source: "raw_data@master", target: "labeled_data@master"))
    let state = AppState(form: .topics, session: session)
    let picture = state.view(.normal, theme: Theme(Capabilities())).grid.description
    #expect(picture.contains("Reading the texts of raw_data@master …"))
  }

  @Test func anUnreadableTaskShowsItsProblemAndTakesNoLabel() {
    var task = LabelingTask.sample(3, "")
    task.row.status = .unreadable
    task.row.problem = "data.text is missing"
    var desk = Desk([task])
    #expect(desk.picture().contains("This text cannot be read: data.text is missing"))
    #expect(!desk.picture().contains("Space skip") && desk.picture().contains("Tab list"))
    desk.type("1")
    #expect(desk.saves.isEmpty)
    #expect(desk.picture().contains("cannot be labelled"))
  }

  @Test func aSaveThatFailsIsShownLoudlyAndKept() {
    var desk = Desk(LabelingTask.mails)
    desk.failure = "the disk is full"
    desk.type("2")
    #expect(desk.row(21).hasPrefix(" NOT SAVED: #0: the disk is full   w tries again"))
    desk.failure = nil
    desk.type("w")
    #expect(desk.tasks[0].decision?.answer(for: "topic") == .choices(["praise"]))
    desk.press(.escape)
    #expect(desk.row(21).hasPrefix(" just now: #0 -> praise"))
  }

  @Test func theSignOfAnUnsentLabelGoesWhenAllIsSent() {
    var desk = Desk(LabelingTask.mails)
    desk.type("2[")
    #expect(desk.row(2).contains("* praise ^"))
    var summary = desk.summary
    summary.unsent = 0
    desk.send(.summary(summary))
    #expect(!desk.row(2).contains("^"))
    desk.press(.tab)
    #expect(desk.row(5).contains("praise"))
  }

  @Test func whyNothingIsSentIsSaidAndTheTitleMarksIt() {
    var desk = desk
    var summary = desk.summary
    summary.trouble = "no answer from 127.0.0.1:30600"
    desk.send(.summary(summary))
    #expect(desk.row(0).hasSuffix("1 unsent ! "))
    #expect(desk.row(21).contains("not sent: no answer from 127.0.0.1:30600"))
  }

  @Test func severalGroupsShowTheirKindAndWhatIsChosen() {
    var desk = Desk(LabelingTask.mails, form: .twoGroups)
    desk.type("235")
    #expect(desk.row(2).contains("not submitted"))
    #expect(
      (15...18).map { desk.row($0) } == [
        " tone                                              one label per text, required ",
        "   1 kind                * 2 angry                                              ",
        " parts                                                     any number of labels ",
        " * 3 price                 4 service             * 5 staff                      ",
      ])
  }

  @Test func nestedChoicesAreIndented() {
    let desk = Desk(
      LabelingTask.mails,
      form: .single([
        FormChoice("travel"), FormChoice("hotel", depth: 1), FormChoice("work"),
      ]))
    let rows = (14...18).map { desk.row($0).trimmed }
    #expect(rows.contains("1 travel") && rows.contains("2 hotel"))
    #expect(desk.picture().contains("\"     2 hotel"))
  }

  @Test func whatAChosenOneIsNestedInIsMarked() {
    var desk = Desk(
      LabelingTask.mails,
      form: LabelForm(
        controls: [
          FormControl(
            name: "topic", isSingle: false,
            choices: [
              FormChoice("travel"), FormChoice("hotel", depth: 1), FormChoice("suite", depth: 2),
              FormChoice("work"),
            ])
        ], texts: LabelForm.text))
    desk.type("3")
    let picture = desk.picture()
    #expect(picture.contains("\" - 1 travel"))
    #expect(picture.contains("\"   - 2 hotel"))
    #expect(picture.contains("\"     * 3 suite"))
    #expect(picture.contains("\"   4 work"))
  }

  @Test func wordsInsideChoicesStandAboveTheirOwn() {
    var angry = FormChoice("angry")
    angry.heading = "Bad ones"
    let desk = Desk(
      LabelingTask.mails, form: .single([FormChoice("kind"), FormChoice("calm"), angry]))
    #expect(
      (15...18).map { desk.row($0).trimmed } == [
        "topic                                                       one label per text",
        "1 kind                  2 calm", "Bad ones", "3 angry",
      ])
    #expect(desk.picture(.wide).contains("│ Bad ones"))
  }

  @Test func aNarrowPanelShortensTheRuleAndNotTheName() {
    var form = LabelForm.twoGroups
    form.controls[0].name = "sentiment"
    let picture = Desk(LabelingTask.mails, form: form).picture(.wide)
    #expect(picture.contains("│ sentiment  one per text, required"))
  }

  @Test func aSmallScreenShowsTheChoicesOfSeveralGroups() {
    let desk = Desk(LabelingTask.mails, form: .twoGroups, size: .small)
    let picture = desk.picture()
    for title in ["1 kind", "2 angry", "3 price", "4 service", "5 staff"] {
      #expect(picture.contains(title))
    }
  }

  @Test func aSuggestionIsMarkedAndTheFooterOffersIt() {
    var tasks = LabelingTask.mails
    tasks[0].suggestion = Decision(answers: [Answer(control: "topic", value: .choices(["spam"]))])
    let desk = Desk(tasks)
    #expect(desk.picture().contains("> 4 spam"))
    #expect(desk.row(22).contains("Enter take >"))
  }

  @Test func controlCharactersOfATextNeverReachACell() {
    let desk = Desk([.sample(0, "a\u{1B}[31mred\u{7}\u{9B}2J\u{202E}txt")])
    for cell in desk.frame().grid.cells {
      #expect(
        !cell.text.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) })
    }
    #expect(desk.row(4).hasPrefix("  a\u{FFFD}[31mred\u{FFFD}\u{FFFD}2J\u{FFFD}txt"))
  }
}
