import DataRepository
import LabelUI

/// A session on the screens over a store alone: no workspace is needed.
struct StoreScreens: Sendable {
  let work: StoreVersionsWork
  /// How to open the screen; nil when output goes to a pipe, a terminal that cannot place a cursor, or
  /// lines were asked for.
  let options: ScreenOptions?

  init(store: any VersionedStore, context: CommandContext) {
    work = StoreVersionsWork(store: store, context: context)
    let mode = TerminalMode.find(
      plain: context.options.plain, wantsColour: context.console.isColoured,
      environment: context.environment)
    options = if case .screen(let options) = mode { options } else { nil }
  }

  /// Shows `first` until the person quits.
  /// - Throws: `ScreenFailure` when there is no screen to be had; nothing was shown then.
  func run(_ first: any VersionsScreen, _ options: ScreenOptions) async throws {
    let describe: @Sendable (any Error) -> String = { Failure($0).message }
    let record = try await ScreenSession.run(
      on: ScreenWork(versions: work), options: options, describe: describe
    ) { size in
      VersionsProgram(first, shell: VersionsShell(size: size))
    }
    if record.exitStatus != .good { throw QuietExit(status: record.exitStatus) }
  }
}
