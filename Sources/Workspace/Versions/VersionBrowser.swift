package import DataRepository
package import LabelCore

/// Rows and tasks of a version by their place in the order of paths. One version's places are kept
/// in memory, a path for every 200 objects.
package actor VersionBrowser {
  private let store: any VersionedStore
  private var index: PathIndex?

  /// Objects between two places that are remembered, and read at once when searching.
  private static let stride = 200

  package init(store: any VersionedStore) { self.store = store }

  private struct PathIndex {
    var ref: CommitRef
    /// The path before every 200th object.
    var starts: [String?]
    var total: Int
  }

  /// The first rows, before it is known how many there are in all; nil when that is known already.
  package func firstRows(of ref: CommitRef, limit: Int) async throws -> [TaskRow]? {
    guard index?.ref != ref else { return nil }
    let files = try await store.list(ListRequest(limit: limit), at: ref)
    return try await tasks(files, at: ref, from: 0).map(\.row)
  }

  /// The tasks at `positions`, as far as there are some, and how many there are in all.
  package func tasks(
    of ref: CommitRef, at positions: Range<Int>
  ) async throws -> (tasks: [LabelingTask], offset: Int, total: Int) {
    let index = try await index(of: ref)
    let wanted = positions.clamped(to: 0..<index.total)
    let files = try await files(wanted, in: index)
    return (
      try await tasks(files, at: ref, from: wanted.lowerBound), wanted.lowerBound, index.total
    )
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
      let tasks = try await tasks(try await files(part, in: index), at: ref, from: part.lowerBound)
      let hits = tasks.filter { $0.contains(wanted) }
      if let hit = isForward ? hits.first : hits.last { return hit.row.position }
      rest = isForward ? part.upperBound..<rest.upperBound : rest.lowerBound..<part.lowerBound
    }
    return nil
  }

  private func index(of ref: CommitRef) async throws -> PathIndex {
    // A branch where commits are not told apart may have moved: it is listed again.
    if let index, index.ref == ref, store.traits.pinsCommits { return index }
    var index = PathIndex(ref: ref, starts: [], total: 0)
    var last: String?
    for try await file in store.listFiles(ListRequest(), at: ref) {
      if index.total.isMultiple(of: Self.stride) { index.starts.append(last) }
      index.total += 1
      last = file.path
    }
    self.index = index
    return index
  }

  private func files(_ positions: Range<Int>, in index: PathIndex) async throws -> [FileInfo] {
    guard !positions.isEmpty else { return [] }
    let block = positions.lowerBound / Self.stride
    let skipped = positions.lowerBound - block * Self.stride
    let request = ListRequest(after: index.starts[block], limit: skipped + positions.count)
    return Array(try await store.list(request, at: index.ref).dropFirst(skipped))
  }

  private func tasks(
    _ files: [FileInfo], at ref: CommitRef, from position: Int
  ) async throws -> [LabelingTask] {
    var bytes: [String: Bytes] = [:]
    for try await file in store.readFiles(files.map(\.path), at: ref) {
      bytes[file.path] = file.bytes
    }
    return files.enumerated().map { offset, file in
      LabelingTask(stored: file.path, bytes: bytes[file.path], position: position + offset)
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
    guard tree["completions"] != nil else {
      let data = tree["data"] ?? tree
      row.excerpt = Self.excerpt(of: data)
      self.init(row: row, data: data)
      return
    }
    do throws(ObjectProblem) {
      self.init(try TaskObject(tree), row)
    } catch {
      row.status = .unreadable
      row.problem = String(describing: error)
      self.init(row: row, data: tree)
    }
  }

  private init(_ object: TaskObject, _ unread: TaskRow) {
    var row = unread
    let summary = LabelSummary(object, digest: .sha256)
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
