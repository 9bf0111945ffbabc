import Foundation
import Testing

@testable import LabelCore
@testable import LabelUI

/// Whole frames of 120 × 40, kept as text files because they are wider than our lines.
struct WidePictureTests {
  @Test func theLabelView() throws {
    var desk = Desk(LabelingTask.mails, size: .wide)
    desk.wait(seconds: 6)
    desk.type("3")
    desk.wait(seconds: 6)
    try expect(desk, "label-120x40")
  }

  @Test func theTaskList() throws {
    var desk = Desk(LabelingTask.mails, size: .wide)
    desk.type("3")
    desk.press(.tab, .down)
    try expect(desk, "list-120x40")
  }

  @Test func help() throws {
    var desk = Desk(LabelingTask.mails, size: .wide)
    desk.type("?")
    try expect(desk, "help-120x40")
  }

  @Test func allDone() throws {
    var desk = Desk(LabelingTask.mails, size: .wide)
    desk.type("1234")
    try expect(desk, "all-done-120x40")
  }

  @Test func theVersions() throws {
    var desk = VersionsDesk(VersionListState(repo: "labeled_data"), size: .wide)
    desk.start()
    desk.type("jbjaj")
    try expect(desk.picture(), "versions-120x40")
  }

  @Test func theTasksOfAVersion() throws {
    var desk = VersionsDesk(VersionListState(repo: "labeled_data"), size: .wide)
    desk.tasks = LabelingTask.mails
    desk.start()
    desk.type("G")
    desk.press(.enter, .down)
    try expect(desk.picture(), "browse-120x40")
  }

  private func expect(
    _ desk: Desk, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expect(desk.picture(), name, sourceLocation: sourceLocation)
  }

  /// Compares with the file, row by row. A missing file is written and fails the test;
  /// `TAGLINE_RECORD=1` writes all of them anew.
  private func expect(
    _ shown: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/frames/\(name).txt")
    let picture = shown + "\n"
    let isRecording = ProcessInfo.processInfo.environment["TAGLINE_RECORD"] != nil
    guard !isRecording, let expected = try? String(contentsOf: file, encoding: .utf8) else {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(picture.utf8).write(to: file)
      Issue.record("wrote \(file.path); look at it", sourceLocation: sourceLocation)
      return
    }
    #expect(picture == expected, sourceLocation: sourceLocation)
  }
}
