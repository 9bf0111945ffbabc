package import DataRepository
package import LabelCore

/// Rows and tasks of a version by their place in `PathOrder`. The order of one version is known at
/// a time, once it was listed.
package actor VersionBrowser {
  private let store: any VersionedStore
  private var open: (ref: CommitRef, index: PathIndex)?

  /// Objects read at once when searching.
  private static let stride = 200

  package init(store: any VersionedStore) { self.store = store }

  /// The first rows, before it is known how many there are in all; nil when that is known already.
  package func firstRows(of ref: CommitRef, limit: Int) async throws -> [TaskRow]? {
    guard open?.ref != ref else { return nil }
    let paths = try await firstPaths(of: ref, limit: limit)
    return try await tasks(paths, at: ref, from: 0).map(\.row)
  }

  /// The first paths without listing all: where they are numbers, those that count from where the
  /// listing begins; they stay the first when no other is between them.
  private func firstPaths(of ref: CommitRef, limit: Int) async throws -> [String] {
    let listed = try await store.list(ListRequest(limit: limit), at: ref).map(\.path)
    guard let first = listed.first, PathOrder.isNumbered(first) else { return listed }
    let directory = first[...(first.lastIndex(of: "/") ?? first.startIndex)]
    let name = first.dropFirst(directory.count)
    let digits = name.prefix { $0.isNumber }
    guard let start = Int(digits) else { return listed }
    let counted = (start..<start + limit).map { "\(directory)\($0)\(name.dropFirst(digits.count))" }
    return try await store.inspectFiles(counted, at: ref).collect().filter { $0.kind == .file }
      .map(\.path)
  }

  /// The tasks at `positions`, as far as there are some, and how many there are in all.
  package func tasks(
    of ref: CommitRef, at positions: Range<Int>
  ) async throws -> (tasks: [LabelingTask], total: Int) {
    let index = try await index(of: ref)
    let wanted = positions.clamped(to: 0..<index.total)
    let paths = try await index.paths(at: wanted)
    return (try await tasks(paths, at: ref, from: wanted.lowerBound), index.total)
  }

  /// The nearest place in `positions` whose text, label or path contains `words`.
  package func find(
    _ words: String, of ref: CommitRef, in positions: Range<Int>, isForward: Bool
  ) async throws -> Int? {
    let index = try await index(of: ref)
    var rest = positions.clamped(to: 0..<index.total)
    let wanted = words.lowercased()
    while !rest.isEmpty {
      try Task.checkCancellation()
      let part =
        isForward
        ? rest.lowerBound..<min(rest.upperBound, rest.lowerBound + Self.stride)
        : max(rest.lowerBound, rest.upperBound - Self.stride)..<rest.upperBound
      let paths = try await index.paths(at: part)
      let tasks = try await tasks(paths, at: ref, from: part.lowerBound)
      let hits = tasks.filter { $0.contains(wanted) }
      if let hit = isForward ? hits.first : hits.last { return hit.row.position }
      rest = isForward ? part.upperBound..<rest.upperBound : rest.lowerBound..<part.lowerBound
    }
    return nil
  }

  private func index(of ref: CommitRef) async throws -> PathIndex {
    // A branch where commits are not told apart may have moved: it is listed again.
    if let open, open.ref == ref, store.traits.pinsCommits { return open.index }
    let index = try await PathIndex(store.listFiles(ListRequest(), at: ref))
    open = (ref, index)
    return index
  }

  private func tasks(
    _ paths: [String], at ref: CommitRef, from position: Int
  ) async throws -> [LabelingTask] {
    var bytes: [String: Bytes] = [:]
    for try await file in store.readFiles(paths, at: ref) { bytes[file.path] = file.bytes }
    return paths.enumerated().map { offset, path in
      LabelingTask(stored: path, bytes: bytes[path], position: position + offset)
    }
  }
}

extension LabelingTask {
  /// A task as a version has it: of labels an object with its deciding completion first, of raw data
  /// a file.
  fileprivate init(stored path: String, bytes: Bytes?, position: Int) {
    let key = String(path.dropFirst())
    let number = Int(key.split(separator: "/").last.map(String.init) ?? "")
    var row = TaskRow(id: number ?? position, position: position, key: key)
    guard let bytes else {
      row.status = .unreadable
      row.problem = "it went while it was read"
      self.init(row: row, data: .null)
      return
    }
    guard let tree = try? JSON(parsing: bytes) else {
      let text = String(decoding: bytes, as: UTF8.self)
      row.excerpt = String(text.prefix(200))
      self.init(row: row, data: .string(text))
      return
    }
    guard tree["completions"] != nil || (try? TargetObject(tree)) != nil else {
      let data = tree["data"] ?? tree
      row.excerpt = Self.excerpt(of: data)
      self.init(row: row, data: data)
      return
    }
    do throws(ObjectProblem) {
      self.init(try TargetObject(tree), row)
    } catch {
      row.status = .unreadable
      row.problem = String(describing: error)
      self.init(row: row, data: tree)
    }
  }

  private init(_ task: TargetObject, _ unread: TaskRow) {
    var row = unread
    let object = task.object
    let summary = LabelSummary(task, digest: .sha256)
    let data = object.data ?? .null
    row.id = object.id ?? row.id
    row.excerpt = Self.excerpt(of: data)
    row.label = summary.deciding?.text ?? ""
    row.annotator = summary.deciding?.annotator ?? ""
    row.decidedAt = summary.deciding?.createdAt
    switch summary.outcome {
    case .labelled: row.status = .labelled
    case .skipped: row.status = .skipped
    case .none: row.status = .open
    }
    self.init(row: row, data: data)
    let stored = object.completions
    let place = summary.deciding.flatMap { summary.completions.lastIndex(of: $0) }
    decision = place.map { stored[$0].decision() }
    others = stored.indices.filter { $0 != place }.reversed().map { index in
      OtherDecision(
        annotator: summary.completions[index].annotator, decidedAt: stored[index].createdAt,
        decision: stored[index].decision())
    }
  }

  fileprivate func contains(_ words: String) -> Bool {
    row.key.lowercased().contains(words) || row.label.lowercased().contains(words)
      || data.bytes(.compact).isEmpty == false && Self.text(of: data).lowercased().contains(words)
  }

  private static func excerpt(of data: JSON) -> String { String(text(of: data).prefix(200)) }

  /// All texts in it, the member `text` first.
  private static func text(of data: JSON) -> String {
    switch data {
    case .object(let members):
      let texts = members.sorted { $0.name == "text" && $1.name != "text" }
      return texts.map { text(of: $0.value) }.filter { !$0.isEmpty }.joined(separator: " ")
    case .array(let elements): return elements.map(text).joined(separator: " ")
    default: return data.stringValue ?? ""
    }
  }
}
