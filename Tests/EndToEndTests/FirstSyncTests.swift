import Foundation
import Testing

/// A large data set: there is something to work on long before all of it is read.
struct FirstSyncTests {
  private static let count = 10_000

  @Test func theScreenComesBeforeTheFirstSyncEndsAndAnswersMeanwhile() throws {
    let room = try Room()
    let project = try Project.sample(in: room, count: Self.count)
    let terminal = try project.open()
    try terminal.wait(for: "so far; ^C stops")
    #expect(!terminal.contains("/\(Self.count)"), "all was read before the first frame")
    // A key is answered while texts are still being read.
    for number in 1...10 {
      let start = ContinuousClock.now
      terminal.type("1")
      try terminal.wait(for: "Text number \(number + 1).")
      #expect(ContinuousClock.now - start < .seconds(20))
    }
    try terminal.wait(for: "just now: #9 -> positive")
    terminal.press(.control("c"))
    try terminal.wait(for: "stopped reading; R reads on")
    try terminal.waitUntilGone("so far")
    #expect(terminal.exitStatus == nil)
    terminal.type("1")
    try terminal.wait(for: "just now: #10 -> positive")
    terminal.type("R")
    try terminal.wait(for: "11/\(Self.count)", patience: .seconds(60))
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.contains("11 texts labelled in this session; 11 of \(Self.count) done."))
    #expect(try project.delivered().count == 11)
    try expectASecondStartIsQuick(project)
  }

  /// Nothing has changed: the screen comes from the index, at the text after the last one.
  private func expectASecondStartIsQuick(_ project: Project) throws {
    let start = ContinuousClock.now
    let terminal = try project.open(text: "Text number 12.")
    #expect(ContinuousClock.now - start < .seconds(20))
    #expect(terminal.contains("11/\(Self.count)"))
    terminal.type("q")
    try terminal.waitForExit()
  }

  @Test func labelsThatAreThereAlreadyAreReadBeforeTheScreen() throws {
    let room = try Room()
    let project = try Project.sample(in: room, count: 300)
    try #require(
      try Program.run(
        ["annotate", project.directory, "--task", "0", "--choice", "sentiment=positive"], in: room
      ).status == 0)
    try room.shell("rm -r \(project.directory)/.tagline \(project.directory)/*.json.lock; true")
    let terminal = try project.open(text: "Text number 2.")
    #expect(terminal.contains("1/300"))
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test func quittingDuringTheFirstSyncSendsWhatWasLabelled() throws {
    let room = try Room()
    let project = try Project.sample(in: room, count: Self.count)
    let terminal = try project.open()
    terminal.type("2")
    try terminal.wait(for: "just now: #0 -> negative")
    let start = ContinuousClock.now
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)
    #expect(ContinuousClock.now - start < .seconds(20))
    #expect(terminal.contains("1 label sent to labeled_data@master"))
    let resumed = try project.open(text: "Text number 2.")
    resumed.signal(SIGKILL)
    try resumed.waitForExit()
    #expect(try project.delivered() == [0: ["negative"]])
  }
}
