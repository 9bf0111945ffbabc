import Foundation
import LabelUI

/// A session on the full screen, on a thread of its own.
enum ScreenSession {
  /// Opens the screen, runs the program that `make` begins until it ends, and gives the terminal back.
  /// - Throws: `ScreenFailure` when there is no screen to be had; nothing was done then.
  static func run<Program: ScreenProgram>(
    on work: ScreenWork, options: ScreenOptions,
    describe: @escaping @Sendable (any Error) -> String,
    make: @escaping @Sendable (Size) -> Program
  ) async throws -> SessionRecord {
    try await withCheckedThrowingContinuation { continuation in
      let thread = Thread {
        continuation.resume(
          with: Result { try loop(on: work, options: options, describe: describe, make: make) })
      }
      thread.name = "screen"
      thread.stackSize = 8 << 20
      thread.start()
    }
  }

  private static func loop<Program: ScreenProgram>(
    on work: ScreenWork, options: ScreenOptions,
    describe: @escaping @Sendable (any Error) -> String,
    make: (Size) -> Program
  ) throws -> SessionRecord {
    let screen = try CursesScreen(options)
    defer { screen.close() }
    let mailbox = Mailbox<SessionMessage>(wake: CursesScreen.wake)
    let workers = SessionWorkers(
      labels: work.labels.map { Worker($0, mailbox: mailbox, describe: describe) },
      versions: work.versions.map { VersionsWorker($0, mailbox: mailbox, describe: describe) })
    let program = make(screen.size)
    return SessionLoop(program, screen: screen, work: workers, mailbox: mailbox).run()
  }
}

/// What a session can work on: labels of a workspace, a store, or both.
struct ScreenWork: Sendable {
  var labels: (any SessionWork)?
  var versions: (any VersionsWork)?
}

/// Those who do it, off the drawing thread.
struct SessionWorkers: Sendable {
  var labels: Worker?
  var versions: VersionsWorker?
}
