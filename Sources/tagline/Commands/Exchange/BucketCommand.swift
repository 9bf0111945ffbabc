import DataRepository
import LabelCore
import Workspace

/// Exports a version as objects for Label Studio 1.x, into a directory or onto a branch.
struct BucketCommand {
  let context: CommandContext
  let form: BucketForm
  let options: BucketOptions

  /// - Parameter directory: a local one, unless the options name a branch.
  func run(_ version: CompareSide, directory: String?, takesOpen: Bool) async throws {
    var setting = TargetAnnotation.Setting(
      writing: AnnotationWriting(digest: .sha256), now: Int(context.now))
    setting.writing.users = try options.users()
    setting.writing.keepsKey = options.keepKey
    let raw = try await rawTasks(of: version)
    if takesOpen, raw == nil {
      throw Failure.usage("--only all takes tasks from raw data: name them with --raw repo@branch")
    }
    let labels = try await StoredTasks(of: context.version(version))
    var export = try BucketExport(
      BucketWriter(form, setting), of: labels, raw: raw, takesOpen: takesOpen)
    if let branch = options.into {
      try await write(&export, onto: branch)
    } else {
      try await write(&export, below: Paths.absolute(directory ?? ".", in: context.directory))
    }
    try context.console.tell(export.report)
  }

  /// The raw data that are named, else those that the labels record.
  private func rawTasks(of version: CompareSide) async throws -> RawTasks? {
    if let raw = options.raw {
      let store = try await context.openStore()
      return RawTasks(try await StoreVersion(raw, in: store).ref, in: store)
    }
    guard form == .tasks, case .ref(let ref) = version else { return nil }
    let store = try await context.openStore()
    let found = try await RawDataFinder(store: store).rawVersion(of: ref)
    guard let found, found.reason == .recorded else { return nil }
    return RawTasks(found.ref, in: store)
  }

  // MARK: - Onto a branch

  private func write(_ export: inout BucketExport, onto branch: Branch) async throws {
    let store = try await context.openStore()
    let directory = try await freeDirectory(on: branch, of: store)
    var writer = PutWriter(
      store: store, branch: branch, description: "export for Label Studio 1.x: \(directory)")
    var count = 0
    do {
      try await each(&export) { object in
        try await writer.put(object.bytes, at: "/\(directory)/\(object.name)")
        count += 1
      }
      try await writer.finish()
    } catch {
      await writer.abandon()
      throw error
    }
    guard count > 0 else { return context.console.warn("there is nothing to export") }
    try context.console.writeLine("\(branch):/\(directory)")
    try context.console.flush()
    context.console.talk(
      """
      \(count) objects. In Label Studio: bucket \(branch.name).\(branch.repo), prefix \(directory)\
      \(form == .tasks ? ", no recursive scan, no blob URLs" : "")
      """)
  }

  /// A directory that is not there yet. Tasks go onto a branch that holds nothing else: 1.x stops at the first
  /// object that it cannot read.
  private func freeDirectory(
    on branch: Branch, of store: any VersionedStore
  ) async throws -> String {
    var taken: Set<String> = []
    do {
      let request = ListRequest(prefix: "/", depth: .directories)
      for try await file in store.listFiles(request, at: CommitRef(branch)) {
        let name = file.path.split(separator: "/").first.map(String.init) ?? ""
        taken.insert(name)
        guard form == .tasks, !BucketForm.isDirectory(name) else { continue }
        throw Failure(
          .conflict,
          "\(branch) holds \(file.path), which is no export: choose a branch of its own for them, as "
            + "\(branch.repo)@web")
      }
    } catch let error as StoreError where error.code.isAbsence && error.code != .repoNotFound {
    }
    return free(taken.contains)
  }

  // MARK: - Into a directory

  private func write(_ export: inout BucketExport, below parent: String) async throws {
    try LocalFiles.makeDirectories(parent)
    let directory = "\(parent)/\(free { LocalFiles.kind(of: "\(parent)/\($0)") != nil })"
    try LocalFiles.makeRealDirectory(directory)
    var count = 0
    try await each(&export) { object in
      try await LocalFiles.write(to: "\(directory)/\(object.name)") { try $0.append(object.bytes) }
      count += 1
    }
    try context.console.writeLine(directory)
    try context.console.flush()
    context.console.talk("\(count) objects")
  }

  /// A name that is not taken, also where two exports are made in one second.
  private func free(_ isTaken: (String) -> Bool) -> String {
    let name = form.directory(at: Int(context.now))
    if !isTaken(name) { return name }
    return (2...).lazy.map { "\(name)-\($0)" }.first { !isTaken($0) } ?? name
  }

  private func each(
    _ export: inout BucketExport, _ write: (BucketWriter.Object) async throws -> Void
  ) async throws {
    let progress = ProgressLine(context.console)
    while let objects = try await export.next() {
      for object in objects { try await write(object) }
      progress.show("\(export.report.done) tasks")
    }
    progress.clear()
  }
}
