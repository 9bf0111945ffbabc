import DataRepository
import Foundation
import LabelCore
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

extension CommandContext {
  /// One version, from the store that is meant.
  func version(
    _ side: CompareSide, includingOpen: Bool = false
  ) async throws -> any LabelVersion {
    guard let version = try await versions([side], includingOpen: includingOpen).first else {
      throw Failure(.failure, "nothing to compare")
    }
    return version
  }

  /// Both sides of a comparison. The store is opened once, and only for refs.
  /// - Parameters:
  ///   - opened: the store that refs are looked up in; nil opens the one that is meant.
  ///   - includingOpen: whether a workspace's tasks without a label are wanted as well.
  ///   - config: the file of a labeling config that tells the labels among the columns of a table.
  func versions(
    _ sides: [CompareSide], on opened: (any VersionedStore)? = nil, includingOpen: Bool = false,
    config: String? = nil
  ) async throws -> [any LabelVersion] {
    var store = opened
    var versions: [(any LabelVersion)?] = []
    for side in sides {
      switch side {
      case .local(let path) where try isRows(path): versions.append(nil)
      case .local(let path):
        versions.append(try await localVersion(path, includingOpen: includingOpen))
      case .ref(let ref):
        let opened: any VersionedStore
        if let store { opened = store } else { opened = try await openStore() }
        store = opened
        versions.append(try await StoreVersion(ref, in: opened))
      }
    }
    return try await withRows(sides, versions, config)
  }

  private func isRows(_ path: String) throws -> Bool {
    let place = Paths.absolute(path, in: directory)
    return LocalFiles.size(of: place) == nil ? false : try RowVersion.isOne(place)
  }

  /// Rows are read last, tables behind JSON: what was read before tells what their columns are.
  private func withRows(
    _ sides: [CompareSide], _ versions: [(any LabelVersion)?], _ config: String?
  ) async throws -> [any LabelVersion] {
    var versions = versions
    let known = versions.firstIndex { $0 != nil }
    let labeling = try labelingConfig(
      of: known.flatMap { versions[$0] }, at: known.map { sides[$0] }, given: config)
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
      let name = sides[place].name
      versions[place] = try await RowVersion(
        Paths.absolute(name, in: directory), name: name, hints: hints, like: other)
    }
    return versions.compactMap { $0 }
  }

  private func localVersion(
    _ path: String, includingOpen: Bool
  ) async throws -> any LabelVersion {
    let place = Paths.absolute(path, in: directory)
    guard LocalFiles.isDirectory(place) else {
      guard LocalFiles.size(of: place) != nil else {
        throw Failure(.nothing, "\(path): no such file or directory")
      }
      return try ExportVersion(place, name: path)
    }
    guard LocalFiles.kind(of: place + "/config.json") == .file else {
      return DirectoryVersion(place, name: path)
    }
    // One that only Label Studio worked in so far has its labels in local copies.
    guard try await Workspace.recordedStore(in: place) != nil else {
      return DirectoryVersion(try Project.open(place).copies, name: path)
    }
    let workspace = try await openWorkspace(path, isReadOnly: true)
    return try await WorkspaceVersion(workspace, name: path, includingOpen: includingOpen)
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
