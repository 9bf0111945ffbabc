import DataRepository
import LabelUI
import Workspace

/// A session on the screens over a store alone: no workspace is needed.
struct StoreScreens: Sendable {
  let store: any VersionedStore
  let describe: @Sendable (any Error) -> String

  init(store: any VersionedStore) {
    self.store = store
    describe = { Failure($0).message }
  }

  /// Shows `first` until the person quits.
  /// - Throws: `ScreenFailure` when there is no screen to be had; nothing was shown then.
  func run(_ first: any VersionsScreen, _ options: ScreenOptions) async throws -> SessionRecord {
    let work = ScreenWork(versions: StoreVersionsWork(store: store))
    return try await ScreenSession.run(on: work, options: options, describe: describe) { size in
      VersionsProgram(first, shell: VersionsShell(size: size))
    }
  }
}
