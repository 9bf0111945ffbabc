import ArgumentParser
import DataRepository
import LabelCore

/// The contents that a file had over the ancestors of a commit, as `list file --history` of pachctl 1.13
/// shows them.
struct FileHistory: Sendable {
  enum Depth: Equatable, Sendable {
    case none, all
    case atMost(Int)
  }

  let store: any VersionedStore
  let depth: Depth

  /// The newest first, each at the oldest commit that has it; at least one.
  func versions(of file: FileInfo, at ref: CommitRef) async throws -> [PastFile] {
    var found: [PastFile] = []
    var commit = try await store.inspectCommit(ref)
    var version = PastFile(commit: commit.id, repo: commit.repo, file: file)
    // Stores need not know hashes of directories.
    guard !file.hash.isEmpty else { return [version] }
    while let parent = commit.parent {
      commit = try await store.inspectCommit(CommitRef(repo: ref.repo, commit: parent))
      guard let earlier = try await content(of: file, in: commit) else { break }
      if earlier.hash != version.file.hash {
        found.append(version)
        if case .atMost(let count) = depth, found.count >= count { return found }
      }
      version = PastFile(commit: commit.id, repo: commit.repo, file: earlier)
    }
    return found + [version]
  }

  private func content(of file: FileInfo, in commit: CommitInfo) async throws -> FileInfo? {
    do {
      return try await store.inspectFile(
        file.path, at: CommitRef(repo: commit.repo, commit: commit.id))
    } catch let error as StoreError where error.code.isAbsence {
      return nil
    }
  }
}

/// One content of a file, and the oldest commit that has it.
struct PastFile: Equatable, Sendable {
  var commit: String
  var repo: String
  var file: FileInfo
}

extension FileHistory.Depth: ExpressibleByArgument {
  init?(argument: String) {
    switch argument {
    case "none": self = .none
    case "all": self = .all
    default:
      guard let count = Int(argument), count >= 0 else { return nil }
      self = count == 0 ? .none : .atMost(count)
    }
  }

  var defaultValueDescription: String {
    switch self {
    case .none: "none"
    case .all: "all"
    case .atMost(let count): String(count)
    }
  }
}
