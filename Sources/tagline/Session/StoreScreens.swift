import DataRepository
import LabelUI

/// A session on the screens over a store alone: no workspace is needed.
struct StoreScreens: Sendable {
  let work: StoreVersionsWork
  /// How to open the screen; nil when output goes to a pipe, a terminal that cannot place a cursor, or
  /// lines were asked for.
  let options: ScreenOptions?
  private let store: any VersionedStore
  private let context: CommandContext

  init(store: any VersionedStore, context: CommandContext) {
    (self.store, self.context) = (store, context)
    work = StoreVersionsWork(store: store, context: context)
    let mode = TerminalMode.find(
      plain: context.options.plain, wantsColour: context.console.isColoured,
      environment: context.environment)
    options = if case .screen(let options) = mode { options } else { nil }
  }

  /// Shows `first` until the person quits; labels of `repo` are given by its workspace's config.
  /// - Throws: `ScreenFailure` when there is no screen to be had; nothing was shown then.
  func run(
    _ first: any VersionsScreen, of repo: String?, _ options: ScreenOptions
  ) async throws {
    var form: (repo: String, form: LabelForm)?
    if let repo { form = await context.labelForm(of: repo, in: store) }
    let describe: @Sendable (any Error) -> String = { Failure($0).message }
    let record = try await ScreenSession.run(
      on: ScreenWork(versions: work), options: options, describe: describe
    ) { [form] size in
      var shell = VersionsShell(size: size)
      shell.form = form
      return VersionsProgram(first, shell: shell)
    }
    if record.exitStatus != .good { throw QuietExit(status: record.exitStatus) }
  }
}
