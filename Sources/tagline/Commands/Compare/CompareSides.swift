import DataRepository
import Foundation
import LabelCore
import Workspace

/// What is compared: a ref, or files on this machine.
enum CompareSide: Equatable, Sendable {
  case ref(CommitRef)
  /// A directory with a downloaded version, or a file that Label Studio exported.
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
  /// One side of a comparison, from the store that is meant.
  func version(_ side: CompareSide) async throws -> any LabelVersion {
    guard let version = try await versions([side]).first else {
      throw Failure(.failure, "nothing to compare")
    }
    return version
  }

  /// Both sides of a comparison. The store is opened once, and only for refs.
  func versions(_ sides: [CompareSide]) async throws -> [any LabelVersion] {
    var store: (any VersionedStore)?
    var versions: [any LabelVersion] = []
    for side in sides {
      switch side {
      case .local(let path): versions.append(try localVersion(path))
      case .ref(let ref):
        let opened: any VersionedStore
        if let store { opened = store } else { opened = try await openStore() }
        store = opened
        versions.append(try await StoreVersion(ref, in: opened))
      }
    }
    return versions
  }

  private func localVersion(_ path: String) throws -> any LabelVersion {
    let place = Paths.absolute(path, in: directory)
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: place, isDirectory: &isDirectory) else {
      throw Failure(.nothing, "\(path): no such file or directory")
    }
    return isDirectory.boolValue
      ? DirectoryVersion(place, name: path) : try ExportVersion(place, name: path)
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
