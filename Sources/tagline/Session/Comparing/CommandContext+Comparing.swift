import DataRepository
import LabelCore
import LabelUI
import Workspace

extension CommandContext {
  /// The form of the workspace used last that labels this repo of the store; nil without one here.
  func labelForm(
    of repo: String, in store: any VersionedStore
  ) async -> (repo: String, form: LabelForm)? {
    guard let identity = try? await store.identity() else { return nil }
    return KnownConfigs(registry: WorkspaceRegistry(userFiles: userFiles))
      .config(of: CommitRef(repo: repo, commit: "master"), in: identity)
      .map { (repo, LabelForm($0)) }
  }

  /// What the compare screen works with. Refs are looked up in `store`; nil opens the one that is
  /// meant when the first ref is met.
  /// - Parameter config: a labeling config's file, for sides that are tables.
  func compareWork(
    on store: (any VersionedStore)? = nil, config: String? = nil
  ) -> CompareWork {
    CompareWork(
      cache: summaryCache,
      place: CompareWork.Place(
        directory: directory, decisions: userFiles.state + "/decisions", annotator: annotator),
      now: { [self] in now },
      versions: { [self] names, report in
        try await versions(
          names.map { try CompareSide(reading: $0) },
          SideReading(store: store, config: config, report: report))
      })
  }
}

/// The compare screen alone, where there may be no store at all.
struct CompareAlone: VersionsWork {
  let work: CompareWork
  /// What else than A and B a task may be labelled; nil where no workspace is known.
  var form: (repo: String, form: LabelForm)?

  func perform(
    _ request: VersionsRequest, post: @escaping @Sendable (VersionsAnswer) -> Void
  ) async throws {
    guard case .compare(let request) = request else { return }
    try await work.perform(request) { post(.compare($0)) }
  }

  /// Shows the comparison until the person quits.
  /// - Throws: `ScreenFailure` when there is no screen to be had; nothing was shown then.
  func run(
    _ subject: CompareSubject, _ filter: ComparisonFilter, _ options: ScreenOptions
  ) async throws -> SessionRecord {
    try await ScreenSession.run(
      on: ScreenWork(versions: self), options: options, describe: { Failure($0).message },
      make: { [form] size in
        var shell = VersionsShell(size: size)
        shell.form = form
        return VersionsProgram(CompareState(subject, filter: filter), shell: shell)
      })
  }
}
