import DataRepository
import Foundation
import LabelCore
import LabelUI
import Workspace

/// The screens over the store on a real one; with a workspace its unsent labels are sent before a
/// version is made.
struct StoreVersionsWork: VersionsWork {
  private let store: any VersionedStore
  /// The workspace at hand; nil when only versions are looked at.
  private let workspace: Workspace?
  /// Where relative paths begin.
  private let directory: String
  private let home: String
  private let notes: LocalNotes
  private let browser: VersionBrowser
  private let cache: SummaryCache
  private let compare: CompareWork
  private let configs: KnownConfigs

  init(store: any VersionedStore, workspace: Workspace? = nil, context: CommandContext) {
    self.store = store
    self.workspace = workspace
    directory = context.directory
    home = context.environment["HOME"] ?? "/"
    notes = LocalNotes(path: context.userFiles.data + "/notes.json")
    browser = VersionBrowser(store: store)
    cache = context.summaryCache
    compare = context.compareWork(on: store)
    configs = KnownConfigs(registry: WorkspaceRegistry(userFiles: context.userFiles))
  }

  private var figures: FiguresReader {
    FiguresReader(store: store, workspace: workspace, cache: cache)
  }

  private var catalog: VersionCatalog { VersionCatalog(store: store) }

  func perform(
    _ request: VersionsRequest, post: @escaping @Sendable (VersionsAnswer) -> Void
  ) async throws {
    switch request {
    case .repos: post(.repos(try await catalog.repos()))
    case .versions(let repo): post(.versions(try await versions(of: repo)))
    case .figures(let ref, let before):
      post(.figures(ref, try await figures.figures(of: ref, before: before)))
    case .log(let repo, let from, let limit):
      let log = try await catalog.log(of: repo, from: from, limit: limit)
      post(.log(repo: repo, from: from, log.entries, isWhole: log.isWhole))
    case .browse(let request): try await browse(request, post)
    case .history(let subject): try await history(of: subject, post)
    case .resolve(let text, let repo):
      post(.resolved(try await catalog.resolve(text, in: repo)))
    case .change(let change):
      post(.changed(change, try await perform(change, post)))
    case .compare(let request): try await compare.perform(request) { post(.compare($0)) }
    case .cancel: break
    }
  }

  /// With the notes that are kept here where the store keeps none.
  func versions(of repo: String) async throws -> VersionList {
    var list = try await catalog.list(of: repo)
    guard !store.traits.keepsNotes else { return list }
    let local = notes.notes(of: repo, in: try await store.identity())
    for index in list.versions.indices {
      list.versions[index].note = local[list.versions[index].branch.name] ?? ""
    }
    return list
  }

  /// Nil for a branch without commits.
  func figures(of version: VersionInfo, in list: VersionList) async throws -> VersionFigures? {
    guard version.head != nil else { return nil }
    return try await figures.figures(of: version.ref, before: list.predecessor(of: version)?.ref)
  }

  // MARK: Reading

  private func browse(
    _ request: BrowseRequest, _ post: @Sendable (VersionsAnswer) -> Void
  ) async throws {
    let (ref, positions) = (request.ref, request.positions)
    switch request.wanted {
    case .find(let words, let isForward):
      let place = try await browser.find(words, of: ref, in: positions, isForward: isForward)
      post(.found(request, place))
    case .rows:
      if positions.lowerBound == 0,
        let rows = try await browser.firstRows(of: ref, limit: positions.count)
      {
        post(.rows(ref, TaskPage(filter: TaskFilter(), total: rows.count, offset: 0, rows: rows)))
      }
      let found = try await browser.tasks(of: ref, at: positions)
      let page = TaskPage(
        filter: TaskFilter(), total: found.total, offset: positions.lowerBound,
        rows: found.tasks.map(\.row))
      post(.rows(ref, page))
    case .tasks:
      let found = try await browser.tasks(of: ref, at: positions)
      let batch = TaskBatch(
        filter: TaskFilter(), total: found.total, offset: positions.lowerBound, tasks: found.tasks)
      post(.tasks(ref, batch))
    }
  }

  private func history(
    of subject: HistorySubject, _ post: @escaping @Sendable (VersionsAnswer) -> Void
  ) async throws {
    guard let file = try await object(of: subject) else {
      return post(.history(subject, object: nil, [], isWhole: true))
    }
    let changes = try await LabelHistory(store: store).changes(of: file) { changes in
      post(.history(subject, object: file, changes, isWhole: false))
    }
    post(.history(subject, object: file, changes, isWhole: true))
  }

  /// Nil while the task's label was never sent.
  private func object(of subject: HistorySubject) async throws -> FileRef? {
    switch subject {
    case .object(let file): return file
    case .task(let id):
      guard let workspace, let path = try await workspace.objectPath(ofTask: id) else { return nil }
      let target = workspace.project.config.target.branch
      return FileRef(commit: CommitRef(target), path: path)
    }
  }

  // MARK: Changing

  /// Does it and says what was done.
  private func perform(
    _ change: VersionsChange, _ post: @escaping @Sendable (VersionsAnswer) -> Void
  ) async throws -> String {
    let keeper = VersionKeeper(store: store, workspace: workspace)
    switch change {
    case .make(let branch, let head):
      let made = try await keeper.make(branch, head: head)
      return "made \(branch) of \(made.head.map { String($0.prefix(8)) } ?? "nothing")"
    case .delete(let branch):
      try await keeper.delete(branch)
      return "deleted \(branch)"
    case .restore(let ref, let master, let kept):
      try await keeper.restore(ref, master: master, keeping: kept)
      return "\(master) is \(ref.commit.prefix(8)) again; what it was is \(kept.name)"
    case .note(let branch, let text):
      try await note(text, on: branch)
      return text.isEmpty ? "took the note off \(branch)" : "noted on \(branch)"
    case .export(let ref, let destination):
      // What a shell would do, for those who are used to it.
      let place = destination.place
      let isHome = place == "~" || place.hasPrefix("~/")
      let target = isHome ? home + place.dropFirst() : Paths.absolute(place, in: directory)
      guard case .file(_, let format) = destination else {
        let count = try await export(ref, to: target, post)
        return "exported \(count) file\(count == 1 ? "" : "s") to \(target)"
      }
      return try await export(ref, as: format, to: target, post)
    }
  }

  /// As `tagline export` does; not over a file that is there.
  private func export(
    _ ref: CommitRef, as format: ExportFormat, to target: String,
    _ post: @escaping @Sendable (VersionsAnswer) -> Void
  ) async throws -> String {
    guard LocalFiles.kind(of: target) == nil else {
      throw Failure(.conflict, "\(target) is there already")
    }
    let version = try await StoreVersion(ref, in: store)
    var options = ExportOptions(format)
    let config = workspace?.project.labeling ?? configs.config(of: ref, in: version.identity)
    options.schema = try config.map { config throws in try ExportSchema(config) }
    try options.check()
    var run = try await ExportRun(options, of: StoredTasks(of: version))
    try await run.write(to: target) { post(.progress("exporting to \(target): \($0.words)")) }
    return run.report.summary(of: target)
  }

  private func note(_ text: String, on branch: Branch) async throws {
    if store.traits.keepsNotes { return try await store.setNote(text, on: branch) }
    try notes.set(text, on: branch, in: try await store.identity())
  }

  /// As `get file -r` does; not into a directory with something in it, where old and new would mix.
  private func export(
    _ ref: CommitRef, to target: String, _ post: @escaping @Sendable (VersionsAnswer) -> Void
  ) async throws -> Int {
    let names = try? FileManager.default.contentsOfDirectory(atPath: target)
    if LocalFiles.kind(of: target) != nil, names?.isEmpty != true {
      throw Failure(.conflict, "\(target) is there already and not empty")
    }
    let tree = FileTree(store: store, commit: ref)
    var download = TreeDownload(tree: tree, target: target)
    download.report = { post(.progress("exporting to \(target): \($0) files")) }
    return try await download.write("/")
  }
}
