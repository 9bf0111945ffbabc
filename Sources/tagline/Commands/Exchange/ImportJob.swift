import DataRepository
import LabelCore

/// Puts the tasks of files into a branch, and the labels they bring into another: one commit each.
struct ImportJob: Sendable {
  let store: any VersionedStore
  let sources: [ImportSource]
  let into: FileRef
  var labels: FileRef?
  /// Whether the tasks of a file become one file of JSON lines.
  var isOneFile = false
  /// Whether tasks go behind those that are there under the file's name.
  var isAppending = false
  var message = ""

  /// Bytes of lines that are put together.
  private static let pieceSize = 1024 * 1024

  init(store: any VersionedStore, sources: [ImportSource], into: FileRef) {
    self.store = store
    // In the order in which the store lists them, as Label Studio numbers tasks.
    self.sources = sources.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    self.into = into
  }

  /// Reads all files through and says what they make; nothing is written.
  /// - Throws: a conflict when a file's name is taken, and what is wrong with a file.
  func plan() async throws -> ImportPlan {
    var plan = ImportPlan(into: into.branch, isOneFile: isOneFile)
    guard Set(sources.map(\.name)).count == sources.count else {
      throw Failure.usage(
        "two of the files have the same name; import them one by one, with --append")
    }
    // Before anything is looked at, so that whatever comes after it is noticed.
    plan.head = try await ExpectedHead.current(of: into.branch, in: store)
    for source in sources {
      var file = ImportPlan.File(source: source.name, path: path(of: source))
      file.firstNumber = try await freePlace(file.path)
      file.skipped = try await source.readTasks { task in
        file.tasks += 1
        if task.hasLabels { file.labelledTasks += 1 }
      }
      plan.files.append(file)
    }
    if let labels, plan.labelledTasks > 0 {
      let directory = labels.path.map { $0 == "/" ? "" : $0 } ?? ""
      plan.labelsHead = try await ExpectedHead.current(of: labels.branch, in: store)
      plan.labels = (labels.branch, directory, try await firstNumber(in: labels.branch, directory))
    }
    return plan
  }

  /// Writes what `plan` says; the commits, tasks first. Where somebody committed since, it is planned anew.
  /// - Throws: a conflict when a file's name is taken by then.
  func write(_ plan: ImportPlan) async throws -> [(branch: Branch, commit: String)] {
    try await prepare(into.branch)
    var plan = plan
    var written: [(branch: Branch, commit: String)] = []
    let raw = try await writeTasks(&plan)
    if let raw { written.append((into.branch, raw)) }
    guard let labels = plan.labels else { return written }
    try await prepare(labels.branch)
    if let commit = try await writeLabels(plan, of: raw ?? into.branch.name) {
      written.append((labels.branch, commit))
    }
    return written
  }

  private func writeTasks(_ plan: inout ImportPlan) async throws -> String? {
    for attempt in 1...Self.attempts {
      if attempt > 1 { plan = try await self.plan() }
      do {
        return try await commit(to: into.branch, onto: plan.head) { writer in
          for source in sources { try await put(source, &writer) }
        }
      } catch let error as StoreError where error.code == .conflict && attempt < Self.attempts {}
    }
    return nil
  }

  private func writeLabels(_ plan: ImportPlan, of raw: String) async throws -> String? {
    guard let labels = plan.labels else { return nil }
    var (head, first) = (plan.labelsHead, labels.first)
    for attempt in 1...Self.attempts {
      if attempt > 1 {
        head = try await ExpectedHead.current(of: labels.branch, in: store)
        first = try await firstNumber(
          in: labels.branch, labels.directory, without: isOneFile ? 0 : plan.tasks)
      }
      do {
        return try await commit(to: labels.branch, onto: head) { writer in
          var id = first
          for file in plan.files {
            try await putLabels(of: file, at: raw, in: labels.directory, &id, &writer)
          }
        }
      } catch let error as StoreError where error.code == .conflict && attempt < Self.attempts {}
    }
    return nil
  }

  /// So often others may come first.
  private static let attempts = 8

  // MARK: Tasks

  private func path(of source: ImportSource) -> String {
    let directory = into.path.map { $0 == "/" ? "" : $0 } ?? ""
    guard isOneFile else { return "\(directory)/\(source.name)" }
    let stem = source.name.lastIndex(of: ".").map { source.name[..<$0] } ?? source.name[...]
    return "\(directory)/\(stem).jsonl"
  }

  /// The number of the next task at a path; 0 where nothing is yet.
  private func freePlace(_ path: String) async throws -> Int {
    let isTaken: Bool
    var number = 0
    if isOneFile {
      isTaken = try await isFile(path)
    } else {
      number = try await absent(0) {
        try await SplitNumbers(store: store, branch: into.branch).next(in: path)
      }
      isTaken = number > 0
    }
    guard !isTaken || isAppending else {
      throw Failure(
        .conflict,
        "\(into.branch):\(path) is there already; to put the tasks behind those that are there: --append"
      )
    }
    return number
  }

  private func put(_ source: ImportSource, _ writer: inout PutWriter) async throws {
    let path = path(of: source)
    var lines: Bytes = []
    try await source.readTasks { task in
      let bytes = task.raw.bytes(.python)
      guard isOneFile else { return try await writer.put(bytes, below: path) }
      lines += bytes + [0x0a]
      // A change for each line would be a change too many.
      if lines.count >= Self.pieceSize {
        try await writer.append(lines, to: path)
        lines = []
      }
    }
    if !lines.isEmpty { try await writer.append(lines, to: path) }
  }

  // MARK: Labels

  private func putLabels(
    of file: ImportPlan.File, at commit: String, in directory: String, _ id: inout Int,
    _ writer: inout PutWriter
  ) async throws {
    guard file.labelledTasks > 0, let source = sources.first(where: { $0.name == file.source })
    else {
      id += file.tasks
      return
    }
    var number = file.firstNumber
    try await source.readTasks { task in
      defer {
        number += 1
        id += 1
      }
      guard task.hasLabels else { return }
      let key = "\(file.path)/\(SplitNumbers.name(number))".dropFirst()
      let place = SourceFile(
        repo: into.commit.repo, branch: into.branch.name, key: String(key),
        sha256: ContentHash(of: task.raw.bytes(.python)).hex, commit: commit)
      let object = task.object(id: id, source: isOneFile ? nil : place)
      try await writer.put(object.bytes, at: "\(directory)/\(id)")
    }
  }

  /// A number behind all that objects and tasks have: Label Studio counts tasks on from the files
  /// there are.
  ///
  /// - Parameter ours: raw files that are there already and whose labels these are.
  private func firstNumber(
    in branch: Branch, _ directory: String, without ours: Int = 0
  ) async throws -> Int {
    var next = -ours
    try await absent(()) {
      for try await _ in store.listFiles(ListRequest(), at: CommitRef(into.branch)) { next += 1 }
    }
    let request = ListRequest(prefix: directory + "/", depth: .directories)
    try await absent(()) {
      for try await entry in store.listFiles(request, at: CommitRef(branch)) {
        if let number = Int(Paths.name(entry.path)) { next = max(next, number + 1) }
      }
    }
    return next
  }

  // MARK: The store

  private func commit(
    to branch: Branch, onto head: ExpectedHead?,
    _ fill: (inout PutWriter) async throws -> Void
  ) async throws -> String? {
    var writer = PutWriter(store: store, branch: branch, description: message, onto: head)
    do {
      try await fill(&writer)
      return try await writer.finish()
    } catch {
      await writer.abandon()
      throw error
    }
  }

  private func isFile(_ path: String) async throws -> Bool {
    try await absent(false) {
      _ = try await store.inspectFile(path, at: CommitRef(into.branch))
      return true
    }
  }

  /// What `body` gives; `fallback` where the repo, branch or file is not there.
  private func absent<Value>(
    _ fallback: Value, _ body: () async throws -> Value
  ) async throws -> Value {
    do {
      return try await body()
    } catch let error as StoreError where error.code.isAbsence {
      return fallback
    }
  }

  /// Makes the repo where it is missing.
  private func prepare(_ branch: Branch) async throws {
    do {
      try await store.createRepo(branch.repo, description: "")
    } catch let error as StoreError where error.code == .repoExists {
      return
    }
  }
}
