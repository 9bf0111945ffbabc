import LabelCore
import Testing

@Suite struct PathOrderTests {
  private func sorted(_ paths: [String]) -> [String] {
    paths.sorted { left, right in
      let keys = (PathOrder.key(of: left), PathOrder.key(of: right))
      return keys.0 == keys.1
        ? left.utf8.lexicographicallyPrecedes(right.utf8)
        : keys.0.lexicographicallyPrecedes(keys.1)
    }
  }

  @Test(arguments: [
    ["/0", "/1", "/2", "/10", "/11", "/99", "/100", "/1000000"],
    ["/9.json", "/10.json", "/10.txt", "/100.json"],
    ["/1/2", "/2/1", "/2/10", "/10/1"],
    // Pachyderm's own names of split files are hex digits of one length.
    ["/l/0000000000000009", "/l/000000000000000a", "/l/0000000000000010"],
    ["/a", "/a.txt", "/a1", "/a10", "/a2", "/b/1"],
    ["/12", "/12a", "/2b", "/a"],
    ["/é", "/日本"],
  ])
  func pathsStandAsPeopleLookForThem(_ order: [String]) {
    #expect(sorted(order.reversed()) == order)
    #expect(sorted(order) == order)
  }

  @Test func onlyNamesThatAreNumbersAreNumbered() {
    #expect(PathOrder.isNumbered("/7") && PathOrder.isNumbered("/a/10.json"))
    #expect(!PathOrder.isNumbered("/007") && !PathOrder.isNumbered("/a7"))
    #expect(!PathOrder.isNumbered("/1/x") && !PathOrder.isNumbered("/"))
  }
}
