import LabelCore
import Testing

struct VersionListTests {
  private func version(_ name: String, _ head: String?, _ made: Double?) -> VersionInfo {
    var version = VersionInfo(branch: Branch(repo: "labeled_data", name: name), head: head)
    version.made = made
    return version
  }

  @Test func theVersionBeforeIsTheNewestThatIsOlder() {
    let list = VersionList(
      repo: "labeled_data",
      versions: [
        version("master", "b", 2), version("kept", "d", 4), version("v3", "c", 3),
        version("v2", "b", 2), version("v1", "a", 1), version("empty", nil, nil),
      ])
    let before = list.versions.map { list.predecessor(of: $0)?.head }
    // A restored master is what v2 is, and has the same before it.
    #expect(before == ["a", "c", "b", "a", nil, nil])
  }
}
