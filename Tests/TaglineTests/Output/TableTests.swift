import Foundation
import Testing

@testable import tagline

/// Lines of the pachctl 1.13.4 session that was recorded.
private func recordedSession() throws -> [String] {
  let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/pachyderm-1.13.4")
  let text = try String(
    contentsOf: fixtures.appending(path: "82-pachctl-session.txt"), encoding: .utf8)
  return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}

private func print(_ table: Table, _ rows: [[Table.Cell]]) -> String {
  var table = table
  return rows.compactMap { table.add($0) }.joined() + table.finish()
}

@Suite struct TableTests {
  @Test func filesStandInTheColumnsThatPachctlPrinted() throws {
    let session = try recordedSession()
    let start = try #require(session.firstIndex { $0.hasPrefix("NAME  ") })
    let sizes = ["30B", "41B", "43B", "30B", "32B", "30B", "41B", "43B", "30B", "32B"]
    let rows = sizes.enumerated().map { index, size in
      [Table.Cell("/texts.json/000000000000000\(index)"), "file", Table.Cell(size)]
    }
    let printed = print(Table(["NAME", "TYPE", "SIZE"]), rows)
    #expect(printed == session[start...(start + 10)].joined(separator: "\n") + "\n")
  }

  @Test func commitsStandInTheColumnsThatPachctlPrinted() throws {
    let session = try recordedSession()
    let start = try #require(session.firstIndex { $0.hasPrefix("REPO         BRANCH") })
    let ids = ["f4c57094473b4a3c9bba2879a86f5704", "b60091b678c74e309f9a192799196c50"]
    let rows = ids.map { id -> [Table.Cell] in
      ["labeled_data", "master", Table.Cell(id), "Less than a second ago", "11MiB", "-", ""]
    }
    let headers = ["REPO", "BRANCH", "COMMIT", "FINISHED", "SIZE", "PROGRESS", "DESCRIPTION"]
    let printed = print(Table(headers, isLastHeaderOpen: true), rows)
    #expect(printed == session[start...(start + 2)].joined(separator: "\n") + "\n")
  }

  @Test func anEmptyListingIsItsHeader() {
    #expect(print(Table(["BRANCH", "HEAD"]), []) == "BRANCH HEAD \n")
  }

  @Test func theHeaderComesAgainAfterFiftyLines() {
    let rows = (0..<60).map { [Table.Cell("\($0)")] }
    let lines = print(Table(["NAME"]), rows).split(separator: "\n")
    #expect(lines.indices.filter { lines[$0] == "NAME " } == [0, 50])
    #expect(lines.count == 62)
  }

  @Test func anExactPageIsNotFollowedByALonelyHeader() {
    let rows = (0..<Table.rowsPerPage).map { [Table.Cell("\($0)")] }
    #expect(print(Table(["NAME"]), rows).split(separator: "\n").count == 50)
  }

  @Test func wideCharactersTakeTwoColumns() {
    let printed = print(Table(["NAME", "X"]), [["日本", "1"], ["ab", "2"]])
    #expect(printed == "NAME X \n日本 1 \nab   2 \n")
  }

  @Test func coloursTakeNoColumns() {
    let rows = [[Table.Cell("+", colour: .green), "a"]]
    #expect(
      print(Table(["OP", "NAME"], isColoured: true), rows)
        == "OP NAME \n\u{1B}[32m+  \u{1B}[0ma    \n")
    #expect(print(Table(["OP", "NAME"]), rows) == "OP NAME \n+  a    \n")
  }
}
