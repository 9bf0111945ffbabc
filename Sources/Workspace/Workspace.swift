package import DataRepository
import Foundation
import LabelCore

/// One Label Studio project directory at work: its tasks, my decisions about them, and what is still to send.
///
/// Reading and saving need no store once a task was seen; `sync` and `flush` do. One process writes at a time.
package actor Workspace {
  package nonisolated let project: Project
  package nonisolated let options: WorkspaceOptions
  package nonisolated let store: any VersionedStore
  let database: ProjectDatabase
  /// Nil when opened for reading only, and after `close`.
  var lock: DirectoryLock?
  /// Work with the store, one piece at a time.
  let turnstile = Turnstile()
  /// Why the last sync or flush failed.
  var trouble: String?
  /// Whether the labels that are there were found to fit the config.
  var isFitting = false
  /// What can be taken back of what was done about changed and gone raw files.
  var steps = ChangeSteps()
  /// When source.json and target.json were last written.
  var idFilesAt = 0.0

  init(
    _ project: Project, options: WorkspaceOptions, store: any VersionedStore,
    database: ProjectDatabase, lock: DirectoryLock?
  ) {
    self.project = project
    self.options = options
    self.store = store
    self.database = database
    self.lock = lock
  }

  /// Opens the workspace in `directory`. The store is asked for its identity only.
  ///
  /// Fails with `WorkspaceError`: no project, another store, or another process that writes here.
  package static func open(
    directory: String, store: any VersionedStore, options: WorkspaceOptions
  ) async throws -> Workspace {
    let project = try Project.open(directory)
    try project.makeStateDirectory(isReadOnly: options.isReadOnly)
    let lock = options.isReadOnly ? nil : try DirectoryLock(at: project.lockPath)
    let database = try ProjectDatabase(at: project.databasePath, isReadOnly: options.isReadOnly)
    let workspace = Workspace(
      project, options: options, store: store, database: database, lock: lock)
    try await workspace.checkStore()
    if !options.isReadOnly {
      try await workspace.refreshView()
      try await workspace.writeIDFiles()
    }
    return workspace
  }

  /// The store that the workspace in `directory` was last used with; nil when there is none yet.
  package static func recordedStore(in directory: String) async throws -> StoreIdentity? {
    let place = Project.trimmed(directory) + "/.tagline/project.db"
    guard FileManager.default.fileExists(atPath: place) else { return nil }
    let database = try ProjectDatabase(at: place, isReadOnly: true)
    return try await database.read { try StoreIdentity(recordedIn: $0) }
  }

  /// Whether the store makes a commit of each object, so that sending is all or nothing for one label only.
  package nonisolated var isBestEffort: Bool { !store.traits.commitsAtomically }

  var source: StorageSettings { project.config.source }
  var target: StorageSettings { project.config.target }

  /// When unsent labels are to be sent.
  package nonisolated var policy: FlushPolicy { options.policy }

  /// Unix seconds.
  var now: Double { options.now() }

  func requireWritable() throws {
    guard lock != nil else {
      throw WorkspaceError(
        .readOnly, project.directory, "\(project.directory) was opened for reading only")
    }
  }

  /// The workspace belongs to one store: its first one, unless the caller says otherwise.
  private func checkStore() async throws {
    let recorded = try await database.read { try StoreIdentity(recordedIn: $0) }
    let identity: StoreIdentity
    do {
      identity = try await store.identity()
    } catch let error as StoreError where recorded != nil && error.isPassing {
      trouble = error.message
      return
    }
    if let recorded, !recorded.isSame(as: identity) {
      guard options.acceptsOtherStore else {
        throw WorkspaceError(
          .otherStore, project.directory,
          "\(project.directory) belongs to the store at \(recorded.place), not \(identity.place)")
      }
    }
    guard lock != nil, recorded != identity else { return }
    let isOther = recorded.map { !$0.isSame(as: identity) } ?? false
    try await database.write { database in
      try identity.record(in: database)
      if isOther { try database.forgetCommits() }
    }
  }
}

extension StoreError {
  /// Whether the store could not be asked at all, so that trying again later makes sense.
  var isAway: Bool { code == .unreachable || code == .timeout }

  /// Whether somebody can put it right while labels wait here: the store is away, or lets nobody in.
  var isPassing: Bool { isAway || code == .unauthorized || code == .forbidden }
}
