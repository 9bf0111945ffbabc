import LabelCore
import Testing

@testable import LabelUI

struct LogAndBrowseTests {
  private static func entry(
    _ id: String, after parent: String?, made: Double = 1_795_424_100, _ words: String = ""
  ) -> LogEntry {
    LogEntry(
      id: id + String(repeating: "0", count: 32 - id.count),
      parent: parent.map { $0 + String(repeating: "0", count: 32 - $0.count) },
      branch: "master", description: words, made: made)
  }

  /// Master and v3 both grew out of v2.
  private static let commits = [
    entry("c0a7714e", after: "77d0f1aa", made: 1_795_426_260, "40 tasks labelled by ana"),
    entry("8be2d035", after: "77d0f1aa", "written by compare"),
    entry("77d0f1aa", after: "4f1c2e97", made: 1_794_504_000, "53 tasks labelled by ana"),
    entry("4f1c2e97", after: nil, made: 1_793_894_520, "50 tasks labelled by ana"),
  ]

  @Test func branchesThatForkAreDrawnAsLanesThatEndAtTheirParent() {
    let graph = CommitGraph([
      Self.entry("f", after: "c"), Self.entry("e", after: "b"), Self.entry("d", after: "c"),
      Self.entry("c", after: "b"), Self.entry("b", after: "a"), Self.entry("a", after: nil),
    ])
    #expect(graph.rows == ["*", "│ *", "│ │ *", "*─┼─┘", "*─┘", "*"])
    #expect(
      CommitGraph([Self.entry("b", after: nil), Self.entry("a", after: nil)]).rows == ["*", "*"])
    #expect(CommitGraph([]).width == 0)
  }

  @Test func theCommitsOfARepoAsAGraph() {
    var desk = VersionsDesk(VersionListState(repo: "labeled_data"))
    desk.log = Self.commits
    desk.start()
    desk.type("jjl")
    #expect(
      desk.picture() == """
        " commits of labeled_data                                              4 commits "
        "────────────────────────────────────────────────────────────────────────────────"
        "  A B graph commit    made           what                                       "
        "────────────────────────────────────────────────────────────────────────────────"
        "      *     c0a7714e  today  09:31   [master] 40 tasks labelled by ana          "
        "      │ *   8be2d035  today  08:55   [v3] written by compare                    "
        ">     *─┘   77d0f1aa  12 Nov 17:20   [v2] 53 tasks labelled by ana              "
        "      *     4f1c2e97  05 Nov 16:02   [v1] 50 tasks labelled by ana              "
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
        "                                                                                "
        "                                                                                "
        "────────────────────────────────────────────────────────────────────────────────"
        " all branches                                                     commit 3 of 4 "
        " Enter browse it   Tab one branch   a b set A B   N new version                 "
        " M restore as master   x export   Y copy id   : command   ? help   q back       "
        """)
    desk.press(.tab)
    #expect(
      desk.effects.contains(
        .versions(
          .log(
            repo: "labeled_data", from: CommitRef(repo: "labeled_data", commit: "v2"), limit: 500))
      ))
    #expect(desk.row(0).hasPrefix(" commits of labeled_data@v2"))
  }

  @Test func aVersionIsMadeOfAnyCommit() {
    var desk = VersionsDesk(VersionListState(repo: "labeled_data"))
    desk.log = Self.commits
    desk.start()
    desk.type("lGNx")
    desk.press(.enter, .enter)
    let made = VersionsChange.make(
      Branch(repo: "labeled_data", name: "v4x"), head: Self.commits[3].id)
    #expect(desk.changesAsked == [made])
  }

  private func browsing(_ size: Size = .normal) -> VersionsDesk {
    var desk = VersionsDesk(VersionListState(repo: "labeled_data"), size: size)
    desk.tasks = LabelingTask.mails
    desk.tasks[0].row.status = .labelled
    desk.tasks[0].row.label = "complaint"
    desk.tasks[0].row.annotator = "ana"
    desk.tasks[0].row.decidedAt = 1_794_504_000
    desk.tasks[0].decision = Decision(
      answers: [Answer(control: "topic", value: .choices(["complaint"]))], note: "twice",
      leadTime: 7)
    desk.start()
    desk.type("G")
    desk.press(.enter)
    return desk
  }

  @Test func theTasksOfAVersion() {
    #expect(
      browsing().picture() == """
        " labeled_data@v1                                            4 tasks   read-only "
        " commit 4f1c2e97                                                                "
        "────────────────────────────────────────────────────────────────────────────────"
        "     #  st  label           by       when    text                               "
        "────────────────────────────────────────────────────────────────────────────────"
        ">    0  *   complaint       ana      12 Nov  The invoice does not match the qu… "
        "     1  .   -               -        -       Subject: renewal of the maintenan… "
        "     2  .   -               -        -       Thanks for the quick answer, grea… "
        "     3  .   -               -        -       Wrong VAT on the quote             "
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
        " * labelled   . open   s skipped   e not a task                                 "
        "                                                                     row 1 of 4 "
        " L how its label changed   / find   g G top/bottom   ^d ^u half page   x export "
        " R reload   : command   ? help   q back                                         "
        """)
  }

  @Test func aSearchWalksTheWholeVersion() {
    var desk = browsing()
    desk.type("/quote")
    desk.press(.enter)
    #expect(desk.row(21).contains("row 2 of 4"))
    desk.type("n")
    #expect(desk.row(21).contains("row 4 of 4"))
    desk.type("n")
    #expect(desk.row(21).contains("nothing more contains quote"))
    desk.type("N")
    #expect(desk.row(21).contains("row 2 of 4"))
  }

  @Test func theHistoryOfOneLabel() throws {
    var desk = browsing()
    desk.changes = [
      LabelChange(
        commit: Self.commits[0].id, made: 1_795_426_260, annotator: "bo", old: "question",
        new: "complaint", description: "1 task labelled by bo"),
      LabelChange(
        commit: Self.commits[3].id, made: 1_793_894_520, annotator: "", old: nil, new: "question"),
    ]
    desk.type("L")
    let history = try #require(desk.program.stack.last as? HistoryState)
    let file = FileRef(commit: VersionList.mails.versions[3].ref, path: "/mail/0.json")
    #expect(history.subject == .object(file))
    #expect(desk.row(0).hasPrefix(" label of labeled_data@v1:/mail/0.json"))
    #expect(
      [4, 5].map { desk.row($0) } == [
        "> c0a7714e  today  09:31  bo        question -> complaint".padding(to: 80),
        "  4f1c2e97  05 Nov 16:02  (unknown) - -> question".padding(to: 80),
      ])
    desk.press(.enter)
    let browse = try #require(desk.program.stack.last as? BrowseState)
    #expect(browse.ref.commit == Self.commits[0].id)
  }

  @Test(arguments: [
    Size.small, .normal, .wide, Size(columns: 20, rows: 3), Size(columns: 1, rows: 1),
  ])
  func everyScreenCanBeDrawnAtAnySize(_ size: Size) {
    var desk = browsing()
    desk.log = Self.commits
    desk.send(.resize(size))
    for keys in ["L", "qq", "l", "N", "\u{1b}q", "o", "q", "GM", "n?"] {
      for key in keys { desk.press(key == "\u{1b}" ? .escape : .character(key)) }
      let grid = desk.program.view(size, theme: desk.theme).grid
      #expect(grid.size == size)
    }
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
