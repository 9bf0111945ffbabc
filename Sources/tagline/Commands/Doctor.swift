import ArgumentParser
import DataRepository
import Foundation

struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say which store is used and why, and what is wrong here, with the mend.",
    discussion: "Example: tagline doctor my-project/ --check")

  @Argument(help: "A workspace to look at too; the working directory when it is one.")
  var directory: String?

  @Flag(help: "Verify every object of the store and the workspace's journal.")
  var check = false

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    let context = CommandContext(common)
    var checkup = Checkup(context: context, isThorough: check)
    await checkup.run(directory: directory)
    for finding in checkup.findings {
      try context.console.writeLine(finding.line(isColoured: context.console.isColoured))
    }
    try context.console.flush()
    if checkup.status != .good { throw QuietExit(status: checkup.status) }
  }
}

/// One line of what `doctor` found.
struct Finding: Equatable, Sendable {
  enum Level: String, Equatable, Sendable {
    case good = "ok"
    case warning = "note"
    case bad = "FAIL"
  }

  var level: Level
  var topic: String
  var text: String
  /// What to do about it.
  var mend: String?

  init(_ level: Level, _ topic: String, _ text: String, mend: String? = nil) {
    self.level = level
    self.topic = topic
    self.text = text
    self.mend = mend
  }

  /// Level, topic, text, and the mend behind an arrow.
  func line(isColoured: Bool) -> String {
    let mark = level.rawValue.padding(toLength: 5, withPad: " ", startingAt: 0)
    let name = topic.padding(toLength: 12, withPad: " ", startingAt: 0)
    let colour: Colour = level == .good ? .green : level == .warning ? .yellow : .red
    let advice = mend.map { " -> " + DisplayText.cleaned($0) } ?? ""
    let words = DisplayText.cleaned(text.replacing("\n", with: "; ")) + advice
    return (isColoured ? colour.painted(mark) : mark) + name + words
  }
}
