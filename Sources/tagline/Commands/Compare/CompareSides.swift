import DataRepository
import Foundation
import LabelCore
import Synchronization
import Workspace

/// What is compared: a ref, or files on this machine.
enum CompareSide: Equatable, Sendable {
  case ref(CommitRef)
  /// A workspace, a directory with a downloaded version, or a file that Label Studio exported.
  case local(String)

  /// As it was written.
  var name: String {
    switch self {
    case .ref(let ref): ref.description
    case .local(let path): path
    }
  }

  /// Reads an argument. With `@` and without a slash before it, it is a ref; else a path that is
  /// there.
  init(reading text: String) throws {
    let isRef = text.firstIndex(of: "@").map { !text[..<$0].contains("/") } ?? false
    if !isRef, FileManager.default.fileExists(atPath: text) {
      self = .local(text)
    } else if !isRef, text.contains("/") || text.contains(".") {
      throw Failure.usage("\(text): no such file or directory")
    } else {
      self = .ref(try RefArgument.commit(text))
    }
  }
}

/// How sides are opened.
struct SideReading: Sendable {
  /// Where refs are looked up; nil opens the store that is meant.
  var store: (any VersionedStore)?
  /// Whether a workspace's tasks without a label are wanted as well.
  var includingOpen = false
  /// The file of a labeling config that tells the labels among the columns of a table.
  var config: String?
  /// Told of the tasks read so far where a file is read to be opened.
  var report: @Sendable (ComparisonProgress) -> Void = { _ in }
  private let count = SideCount()

  init(
    store: (any VersionedStore)? = nil, includingOpen: Bool = false, config: String? = nil,
    report: @escaping @Sendable (ComparisonProgress) -> Void = { _ in }
  ) {
    self.store = store
    self.includingOpen = includingOpen
    self.config = config
    self.report = report
  }

  /// A file whose tasks are counted on from those of the side before.
  func export(_ name: String, in directory: String) -> LocalExport {
    let before = count.beginSide()
    return LocalExport(Paths.absolute(name, in: directory), name: name) { [count, report] read in
      count.note(before + read)
      report(ComparisonProgress(done: before + read))
    }
  }
}

/// Tasks read so far of both sides.
private final class SideCount: Sendable {
  private let total = Mutex(0)

  func beginSide() -> Int { total.withLock(\.self) }

  func note(_ count: Int) { total.withLock { $0 = count } }
}

extension CommandContext {
  /// One version, from the store that is meant.
  func version(
    _ side: CompareSide, includingOpen: Bool = false
  ) async throws -> any LabelVersion {
    let reading = SideReading(includingOpen: includingOpen)
    guard let version = try await versions([side], reading).first else {
      throw Failure(.failure, "nothing to compare")
    }
    return version
  }

  /// Both sides of a comparison. The store is opened once, and only for refs.
  func versions(
    _ sides: [CompareSide], _ reading: SideReading
  ) async throws -> [any LabelVersion] {
    var store = reading.store
    var versions: [(any LabelVersion)?] = []
    for side in sides {
      switch side {
      case .local(let path) where try isRows(path): versions.append(nil)
      case .local(let path):
        versions.append(try await localVersion(path, reading))
      case .ref(let ref):
        let opened: any VersionedStore
        if let store { opened = store } else { opened = try await openStore() }
        store = opened
        versions.append(try await StoreVersion(ref, in: opened))
      }
    }
    return try await withRows(sides, versions, reading)
  }

  private func isRows(_ path: String) throws -> Bool {
    let place = Paths.absolute(path, in: directory)
    return LocalFiles.size(of: place) == nil ? false : try RowVersion.isOne(place)
  }

  /// Rows are read last, tables behind JSON: what was read before tells what their columns are.
  private func withRows(
    _ sides: [CompareSide], _ versions: [(any LabelVersion)?], _ reading: SideReading
  ) async throws -> [any LabelVersion] {
    var versions = versions
    let known = versions.firstIndex { $0 != nil }
    let labeling = try labelingConfig(
      of: known.flatMap { versions[$0] }, at: known.map { sides[$0] }, given: reading.config)
    let rows = versions.indices.filter { versions[$0] == nil }
    let isTable = { (place: Int) in ImportFormat(fileName: sides[place].name) != .json }
    for place in rows.filter({ !isTable($0) }) + rows.filter(isTable) {
      let other = versions.lazy.compactMap { $0 }.first
      var hints = RowHints()
      if let labeling {
        hints = RowHints(try ExportSchema(labeling))
      } else if let other {
        hints = try await other.rowHints()
      }
      versions[place] = try await RowVersion(
        reading.export(sides[place].name, in: directory), hints: hints, like: other)
    }
    return versions.compactMap { $0 }
  }

  private func localVersion(
    _ path: String, _ reading: SideReading
  ) async throws -> any LabelVersion {
    let place = Paths.absolute(path, in: directory)
    guard LocalFiles.isDirectory(place) else {
      guard LocalFiles.size(of: place) != nil else {
        throw Failure(.nothing, "\(path): no such file or directory")
      }
      return try ExportVersion(reading.export(path, in: directory))
    }
    guard LocalFiles.kind(of: place + "/config.json") == .file else {
      return DirectoryVersion(place, name: path)
    }
    // One that only Label Studio worked in so far has its labels in local copies.
    guard try await Workspace.recordedStore(in: place) != nil else {
      return DirectoryVersion(try Project.open(place).copies, name: path)
    }
    let workspace = try await openWorkspace(path, isReadOnly: true)
    return try await WorkspaceVersion(workspace, name: path, includingOpen: reading.includingOpen)
  }

  /// What was read of objects before.
  var summaryCache: SummaryCache { SummaryCache(at: userFiles.cache + "/summaries.db") }
}

extension ComparisonReport.Side {
  /// As reports name a version: with the commit unless that is its name.
  static func of(_ version: any LabelVersion) -> Self {
    let commit = version.commit
    return Self(version.name, commit: version.name.hasSuffix("@\(commit ?? "")") ? nil : commit)
  }
}
