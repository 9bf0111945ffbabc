import Foundation
import LabelCore
import LabelUI

/// A session of labelling, on the screen or line by line, until the person quits or a signal comes.
struct Labeling: Sendable {
  var work: any SessionWork
  /// For the screens over the store; nil where there are none.
  var versions: (any VersionsWork)?
  var form: LabelForm
  /// Place of the task to begin at.
  var position = 0
  var mode: TerminalMode
  var farewell: Farewell
  /// Turns errors into sentences for people.
  var describe: @Sendable (any Error) -> String

  /// Labels, then says on standard output what was done and where it is. Everything shown as saved is on
  /// disk when this returns; what could not be sent in time stays in the outbox.
  func run() async throws -> SessionRecord {
    let record: SessionRecord
    switch mode {
    case .screen(let options):
      do {
        record = try await onScreen(options)
      } catch let failure as ScreenFailure {
        record = try await byLines(reason: failure.message, isUTF8: options.isUTF8)
      }
    case .lines(let reason, let isUTF8): record = try await byLines(reason: reason, isUTF8: isUTF8)
    }
    let text = LineText(isUTF8: isUTF8)
    for line in farewell.lines(for: record) { Self.write(text.cleaned(line) + "\n") }
    return record
  }

  /// At once, past the C library's buffers: flushing those would wait for the thread that reads a line.
  private static func write(_ text: String) {
    try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
  }

  private var isUTF8: Bool {
    switch mode {
    case .screen(let options): options.isUTF8
    case .lines(_, let isUTF8): isUTF8
    }
  }

  private func onScreen(_ options: ScreenOptions) async throws -> SessionRecord {
    let summary = try await work.summary()
    let both = ScreenWork(labels: work, versions: versions)
    return try await ScreenSession.run(on: both, options: options, describe: describe) {
      [form, position] size in
      AppState(form: form, session: Session(summary: summary, size: size), position: position)
    }
  }

  private func byLines(reason: String?, isUTF8: Bool) async throws -> SessionRecord {
    if let reason {
      FileHandle.standardError.write(Data("Labelling line by line: \(reason).\n".utf8))
    }
    let reader = LineReader()
    defer { reader.stop() }
    var session = LineSession(
      form, on: work, position: position, text: LineText(isUTF8: isUTF8), describe: describe,
      write: Self.write)
    return await session.run(reader.input)
  }
}

extension SessionRecord {
  /// How a command that labelled ends.
  var exitStatus: ProgramStatus { end == .terminated ? .interrupted : .good }
}
