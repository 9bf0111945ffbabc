import Foundation
import TestSupport
import Testing

/// Every command line of the README runs as it is printed there. Without a terminal the screens read plain
/// lines, and find the end of their input.
@Suite struct ReadmeTests {
  private let readme: String

  init() throws {
    let root = fixtures.deletingLastPathComponent().deletingLastPathComponent()
    readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
  }

  @Test func everyCommandLineRuns() throws {
    let sections = readme.components(separatedBy: "\n## ")
    let first = try #require(sections.first { $0.hasPrefix("Two commands") })
    let rest = sections.filter { !$0.hasPrefix("Two commands") }
    try run(commands(in: first))
    let lines = commands(in: rest.joined(separator: "\n"))
    #expect(lines.count > 12)
    try run(lines)
  }

  @Test func itStaysShort() {
    #expect(readme.split(separator: "\n", omittingEmptySubsequences: false).count <= 150)
  }

  /// The lines of the `sh` blocks; make builds this very program, so its lines are left out.
  private func commands(in text: String) -> [String] {
    text.components(separatedBy: "```sh\n").dropFirst()
      .compactMap { $0.components(separatedBy: "```").first }
      .flatMap { $0.split(separator: "\n").map(String.init) }
      .filter { !$0.hasPrefix("make ") }
  }

  /// The line with what a person would do about it: label a text or two, wait for a server to listen.
  private func typed(_ line: String) -> String {
    if line.hasSuffix("&") {
      return line + "\nuntil curl -s 127.0.0.1:30600 >/dev/null; do :; done"
    }
    let isScreen = ["tagline start", "tagline label"].contains { line.hasPrefix($0) }
    return isScreen ? line + " <answers" : line
  }

  /// Runs the lines as one script, ended at the first that fails; what it left running ends with it.
  private func run(_ lines: [String]) throws {
    let room = try Room()
    try room.write("id,text\n1,good\n2,bad\n", to: "reviews.csv")
    let texts = ["One", "Two", "Three", "Four", "Five"].map { "{\"text\": \"\($0)\"}" }
    try room.write(texts.joined(separator: "\n"), to: "test-example.json")
    try room.write(
      texts.map { $0.replacing("\"}", with: ", changed.\"}") }.joined(separator: "\n"),
      to: "test-example2.json")
    try room.write("1\n2\n", to: "answers")
    let tools = [
      URL(fileURLWithPath: Program.path).deletingLastPathComponent().path,
      try python(with: "boto3").deletingLastPathComponent().path,
    ]
    let script =
      [
        "PATH=\(tools.joined(separator: ":")):$PATH",
        "trap 'kill $(jobs -p) 2>/dev/null || true' EXIT",
      ]
      + lines.map(typed)
    try room.write((["set -eu"] + script).joined(separator: "\n"), to: "readme.sh")
    try room.shell(
      "timeout 60 bash readme.sh </dev/null >readme.log 2>&1 || { cat readme.log; exit 1; }")
  }
}
