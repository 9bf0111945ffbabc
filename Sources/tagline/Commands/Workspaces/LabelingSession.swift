import DataRepository
import LabelCore
import LabelUI
import Workspace

/// Opens a workspace for labeling, on the screen or line by line, and says at the end what was done.
struct LabelingSession: Sendable {
  let context: CommandContext
  /// As the person typed it.
  let directory: String

  func run() async throws {
    try await context.withWorkspace(directory, saysUnsent: false) { workspace in
      let firstSync = try await prepare(workspace)
      defer { firstSync?.cancel() }
      let record = try await labeling(of: workspace, firstSync).run()
      if record.exitStatus != .good { throw QuietExit(status: record.exitStatus) }
    }
  }

  private var mode: TerminalMode {
    TerminalMode.find(
      plain: context.options.plain, wantsColour: context.console.isColoured,
      environment: context.environment)
  }

  /// The first sync makes the list of tasks; later ones run behind the screen. With the store away, what is
  /// known goes on. Gives back a sync that is still running.
  private func prepare(_ workspace: Workspace) async throws -> FirstSync? {
    var firstSync: FirstSync?
    do {
      if try await !workspace.hasSynced() { firstSync = try await beginSync(of: workspace) }
      try await checkConfig(of: workspace)
    } catch {
      guard try await workspace.summary().total > 0, Failure(error).status == .storeNotReached
      else { throw error }
      context.console.warn(Failure(error).message)
    }
    let summary = try await workspace.summary()
    guard summary.total > 0 else {
      throw Failure(
        .nothing,
        """
        there are no texts in \(summary.source) yet
        Put some there: tagline put file \(summary.source):/texts.json -f texts.json --split json \
        --target-file-datums 1
        """)
    }
    return firstSync
  }

  /// Where it is plain what was renamed and somebody can be asked, labels can follow at once.
  private func checkConfig(of workspace: Workspace) async throws {
    do {
      try await workspace.checkConfig()
    } catch let error as WorkspaceError where error.code == .unfitConfig {
      guard context.console.isInputTerminal,
        let likely = try await workspace.unfitLabels()?.likely, likely.isWhole
      else { throw error }
      context.console.talk(error.message)
      let steps = likely.arguments.map(\.value).joined(separator: ", ")
      guard try context.confirm("Rename in all labels now (\(steps))?") else {
        throw QuietExit(status: .conflict)
      }
      let report = try await workspace.migrate(try likely.migration())
      context.console.talk(
        "\(report.objects) rewritten, commit \(report.commit ?? "-"); before it "
          + (report.before ?? "-"))
      try await workspace.checkConfig()
    }
  }

  /// Waits for the first texts; line by line, and where labels are there already that decide what is open,
  /// for all of it.
  private func beginSync(of workspace: Workspace) async throws -> FirstSync {
    var untilEnd = true
    if case .screen = mode { untilEnd = try await !workspace.isTargetEmpty() }
    let sync = FirstSync(of: workspace)
    var told = 0
    try await sync.wait(untilEnd: untilEnd) { step in
      // A short one needs no words.
      guard step.phase != .listing, step.done >= told + 5000 else { return }
      told = step.done
      context.console.talk("\(step.done) \(step.phase == .matching ? "labels" : "texts") read …")
    }
    return sync
  }

  private func labeling(
    of workspace: Workspace, _ firstSync: FirstSync?
  ) async throws -> Labeling {
    let target = workspace.project.config.target.branch
    let next = await storeFlags(of: workspace).map {
      "tagline create branch \(target.repo)@v1 --head \(target.name)" + $0
    }
    return Labeling(
      work: WorkspaceWork(workspace: workspace, firstSync: firstSync),
      versions: StoreVersionsWork(
        store: workspace.store, workspace: workspace, context: context),
      form: LabelForm(workspace.project.labeling),
      position: try await firstPosition(in: workspace),
      mode: mode,
      farewell: Farewell(directory: directory, nextCommand: next),
      describe: { Failure($0).message })
  }

  /// What a command outside the workspace must say to work on the same store; nil where it makes no versions.
  private func storeFlags(of workspace: Workspace) async -> String? {
    guard !workspace.isBestEffort else { return nil }
    let directory = workspace.project.directory
    guard let store = try? await Workspace.recordedStore(in: directory),
      store.place != context.userFiles.defaultStore
    else { return "" }
    guard store.kind != "embedded" else { return " --store \(store.place)" }
    let project = store.project == "default" ? "" : " --project \(store.project)"
    return " --pachd \(store.place)\(project)"
  }

  /// The task that was on screen last, else the first open one.
  private func firstPosition(in workspace: Workspace) async throws -> Int {
    if let last = try await workspace.lastTask(),
      let position = try await workspace.position(of: last, filter: TaskFilter())
    {
      return position
    }
    return try await workspace.find(TaskSearch(goal: .status(.open), from: -1)) ?? 0
  }
}
