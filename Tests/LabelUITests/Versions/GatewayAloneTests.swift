import LabelCore
import Testing

@testable import LabelUI

/// Versions of a store that tells of no commits: an S3 gateway alone.
struct GatewayAloneTests {
  private func desk(size: Size = .normal) -> VersionsDesk {
    var desk = VersionsDesk(VersionListState(repo: "labeled_data"), size: size)
    let names = ["master", "v1"]
    desk.list.versions = names.map { name in
      VersionInfo(branch: Branch(repo: "labeled_data", name: name), head: name)
    }
    desk.list.notes = .here
    var figures = VersionFigures()
    (figures.objects, figures.labelled) = (10, 9)
    figures.counts = [LabelCount(label: "complaint", count: 9)]
    desk.figures = Dictionary(uniqueKeysWithValues: names.map { ($0, figures) })
    desk.start()
    return desk
  }

  @Test func branchesAreListedWithoutWhatOnlyCommitsTell() {
    let desk = desk()
    #expect(
      desk.picture() == """
        " versions of labeled_data                 1 version + master   gateway ok 12 ms "
        "────────────────────────────────────────────────────────────────────────────────"
        "  A B  version   made               texts  done   against the one before        "
        "────────────────────────────────────────────────────────────────────────────────"
        ">      master    -                      -     9   -                             "
        "       v1        -                      -     9   -                             "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "────────────────────────────────────────────────────────────────────────────────"
        " master  labeled_data@master     10 objects                                     "
        "        commits an S3 gateway alone tells of none; --pachd names the PFS API    "
        "        complaint     9  #########                                              "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "────────────────────────────────────────────────────────────────────────────────"
        " a and b mark two versions to compare                            version 1 of 2 "
        " Enter browse it   a b set A B   c compare   x export   e note   o repos        "
        " R reload   y copy name   : command   ? help   q quit                           "
        """)
  }

  @Test func whatNeedsCommitsIsRefusedAndSaysWhatToDo() {
    for key in ["l", "N", "M", "D"] {
      var desk = desk()
      desk.type("j" + key)
      #expect(desk.row(21).contains("commits: an S3 gateway alone tells of none"), "\(key)")
      #expect(!desk.picture().contains("new version"))
    }
  }

  @Test func twoBranchesAreComparedAsEver() {
    var desk = desk()
    desk.type("jakbc")
    #expect(desk.program.screen == .compare)
  }

  @Test func whyThereIsNoLogIsSaidWithoutACutWord() {
    var desk = VersionsDesk(
      CommitLogState(repo: "labeled_data", branch: "v1", showsAll: false),
      size: Size(columns: 40, rows: 10))
    desk.failure =
      "listing commits needs Pachyderm's PFS API; name it with --pachd ADDRESS. The S3 gateway "
      + "alone cannot do it."
    desk.start()
    let words = (1..<8).map { desk.row($0).trimmed }.joined(separator: " ")
    #expect(words.contains(desk.failure ?? "-"))
    #expect(words.contains("tagline versions labeled_data lists the branches"))
    #expect(desk.row(8).trimmed == "listing commits needs Pachyderm's PFS…")
    desk.send(.resize(.normal))
    #expect(
      desk.row(21).trimmed
        == "listing commits needs Pachyderm's PFS API; name it with --pachd ADDRESS")
  }
}
