import LabelCore
import Testing

@testable import LabelUI

struct VersionListTests {
  private func desk(_ size: Size = .normal) -> VersionsDesk {
    var desk = VersionsDesk(
      VersionListState(repo: "labeled_data"), size: size,
      target: Branch(repo: "labeled_data", name: "master"))
    desk.start()
    return desk
  }

  @Test func theVersionsOfTheDrawing() {
    var desk = desk()
    desk.type("jbjaj")
    #expect(
      desk.picture() == """
        " versions of labeled_data                3 versions + master   gateway ok 12 ms "
        "────────────────────────────────────────────────────────────────────────────────"
        "  A B  version   made               texts  done   against the one before        "
        "────────────────────────────────────────────────────────────────────────────────"
        "       master    (moving) 09:31     10000   142   +40 new  3 flipped  0 gone    "
        "    B  v3        today  08:55       10000   102   +0  new  9 flipped  1 gone    "
        "  A    v2        12 Nov 17:20        9800   103   +53 new  2 flipped  0 gone    "
        ">      v1        05 Nov 16:02        9500    50   first version                 "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "────────────────────────────────────────────────────────────────────────────────"
        " v1     labeled_data@v1     head 4f1c2e97     50 objects     31 kB              "
        "        note pilot   raw data raw_data@1120ab7f (recorded); 2 texts changed si… "
        "        complaint    19  ###################                                    "
        "        question     17  #################                                      "
        "        other         9  #########                                              "
        "        praise        4  ####                                                   "
        "        spam          1  #                                                      "
        "                                                                                "
        "────────────────────────────────────────────────────────────────────────────────"
        " A = v2   B = v3                                         c opens the comparison "
        " Enter browse it   a b set A B   c compare   N new version   x export           "
        " l commits   M restore as master   D delete   : command   ? help   q quit       "
        """)
  }

  @Test func onASmallScreen() {
    #expect(
      desk(.small).picture() == """
        " versions of labe…  3 versions + master "
        ">      master    (moving) 09:31 142     "
        "       v3        today  08:55 102       "
        "       v2        12 Nov 17:20 103       "
        "       v1        05 Nov 16:02 50        "
        "                                        "
        "                                        "
        "                                        "
        " a and b mark two vers…  version 1 of 4 "
        " Enter browse it   ? help   q quit      "
        """)
  }

  @Test func figuresFillInOneVersionAtATimeThatAtTheCursorFirst() {
    var desk = VersionsDesk(VersionListState(repo: "labeled_data"))
    desk.isAnswering = false
    desk.start()
    desk.send(.versions(.versions(.mails)))
    let refs = VersionList.mails.versions.map(\.ref)
    #expect(desk.effects.last == .versions(.figures(refs[0], before: refs[1])))
    #expect(desk.row(4).contains("…") && desk.row(7).contains("…"))
    desk.type("G")
    let count = desk.effects.count
    #expect(count == 2)
    desk.send(.versions(.figures(refs[0], VersionFigures.mails[refs[0].commit] ?? .init())))
    #expect(desk.row(4).contains("+40 new"))
    #expect(desk.effects.last == .versions(.figures(refs[3], before: nil)))
    desk.send(.versions(.failed(.figures(refs[3], before: nil), "the store is away")))
    #expect(desk.row(7).contains("cannot be read; R tries again"))
    #expect(desk.row(13).contains("figures cannot be read: the store is away"))
    #expect(desk.effects.last == .versions(.figures(refs[1], before: refs[2])))
  }

  @Test func figuresOnTheScreenComeBeforeThoseThatNobodySees() {
    var desk = VersionsDesk(VersionListState(repo: "labeled_data"))
    desk.isAnswering = false
    desk.start()
    let versions = (0..<100).map { VersionInfo.sample("v\($0)", "c\($0)", made: 1_795_426_260) }
    desk.send(.versions(.versions(VersionList(repo: "labeled_data", versions: versions))))
    desk.type("G")
    for answered in [0, 99] {
      desk.send(.versions(.figures(versions[answered].ref, VersionFigures())))
    }
    let height = VersionListGeometry(size: .normal).rows.count
    let first = versions[100 - height].ref
    #expect(desk.effects.last == .versions(.figures(first, before: nil)))
  }

  @Test func aBranchWithoutCommitsDoesNotSayThatItsFiguresAreBeingRead() {
    var desk = VersionsDesk(VersionListState(repo: "labeled_data"))
    desk.list.versions = [VersionInfo(branch: desk.list.versions[0].branch, head: nil)]
    desk.start()
    #expect(desk.row(4).contains("no commits"))
    #expect(!desk.row(4).contains("…"))
  }

  @Test func aRepoThatIsNotThereSaysSoAndWhatToDo() {
    var desk = VersionsDesk(VersionListState(repo: "typo"))
    desk.failure = "pachyderm_pfs/repos/ typo not found\nSee the repos there are: tagline list repo"
    desk.start()
    #expect(desk.row(4).hasPrefix("  pachyderm_pfs/repos/ typo not found"))
    #expect(desk.row(6).hasPrefix("  R asks again, o lists the repos."))
    desk.failure = nil
    desk.type("o")
    #expect(desk.row(4).contains("labeled_data"))
    desk.press(.enter)
    #expect(desk.row(0).contains("3 versions + master"))
  }

  @Test func aRepoWithoutBranchesAndOneWithoutVersions() {
    var empty = VersionsDesk(VersionListState(repo: "raw_data"))
    empty.start()
    #expect(empty.row(4).hasPrefix("  There is nothing in raw_data yet."))
    empty.type("N")
    #expect(empty.row(21).contains("there is no version here"))
    var single = desk()
    single.list.versions.removeLast(3)
    single.type("R")
    single.type("c")
    #expect(single.row(0).contains("0 versions + master"))
    #expect(single.row(21).contains("there is one version only; N makes another"))
  }

  @Test func compareTakesTheNewestVersionAndMasterUnlessOthersAreMarked() throws {
    var desk = desk()
    let refs = VersionList.mails.versions.map(\.ref)
    let screen = try #require(desk.program.stack.last as? VersionListState)
    var pair = try #require(screen.comparison(desk.program.shell))
    #expect(pair == (refs[1], refs[0]))
    desk.type("c")
    #expect(desk.program.screen == .compare)
    desk.type("q")
    desk.type("jjajb")
    pair = try #require(screen.comparison(desk.program.shell))
    #expect(pair == (refs[2], refs[3]))
    desk.type("b")
    #expect(screen.comparison(desk.program.shell)?.b == refs[0])
  }

  @Test func comparingFromTheLabelViewOpensTheComparisonOverTheVersions() {
    var desk = Desk(LabelingTask.mails)
    desk.type("c")
    desk.send(.versions(.versions(.mails)))
    #expect(desk.state.versions?.screen == .compare)
    desk.type("qq")
    #expect(desk.state.versions == nil)
  }

  @Test func keysBehindTheWayToTheComparisonAreForIt() {
    var desk = Desk(LabelingTask.mails)
    desk.type("c?")
    #expect(desk.state.versions?.screen == .versions && desk.state.versions?.help == nil)
    desk.send(.versions(.versions(.mails)))
    #expect(desk.state.versions?.screen == .compare)
    #expect(desk.state.versions?.help != nil)
    desk.press(.escape)
    desk.type("qqc")
    desk.press(.escape)
    desk.send(.versions(.versions(.mails)))
    #expect(desk.state.versions?.screen == .versions)
    desk.type("qcq")
    #expect(desk.state.versions == nil)
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func whateverIsTypedNothingIsChangedUnasked(
    _ seed: UInt64
  ) {
    var dice = seed
    func roll(_ count: Int) -> Int {
      dice = dice &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(dice >> 33) % count
    }
    // Neither y nor Enter: nothing may be done then, whatever else is pressed.
    let keys =
      "jkgGNDMxelLoRab?/fn:,q1 v".map(Key.character)
      + [.escape, .tab, .up, .down, .right, .pageDown, .backspace, .control("d"), .control("u")]
    var desk = desk([Size.normal, .wide, .small][Int(seed) % 3])
    desk.tasks = LabelingTask.mails
    for _ in 0..<400 {
      desk.press(keys[roll(keys.count)])
      if desk.program.isDone { desk = self.desk() }
      _ = desk.picture()
    }
    #expect(desk.changesAsked.isEmpty)
  }

  @Test func everyKeyThatTheFooterNamesWorks() {
    for key in ["N", "x", "l", "M", "D", "e", "o", "y", "Y", "R", "a", "b", "?", ":"] {
      var desk = desk()
      desk.type("j")
      desk.type(key)
      #expect(!desk.row(21).contains("does nothing"), "\(key)")
    }
  }

  @Test func aRepoOfRawDataCountsFiles() {
    var desk = desk()
    var figures = VersionFigures()
    figures.isLabels = false
    figures.objects = 9_500
    figures.change = VersionChange(new: 200, flipped: 3, gone: 1)
    for version in desk.list.versions { desk.figures[version.ref.commit] = figures }
    desk.type("R")
    #expect(desk.row(2).contains(" files ") && !desk.row(2).contains("done"))
    #expect(desk.row(5).contains("9500         +200 new  3 changed  1 gone"))
  }
}
