import DataRepository
import LabelCore
import PachydermWire
import SwiftProtobuf

extension PFSService {
  func addRepos(to table: inout MethodTable) {
    table.add(PFS2.createRepo) { request in
      let name = try Self.name(of: request.repo, typed: false)
      do {
        try await store.createRepo(name, description: request.description_p)
      } catch let error as StoreError where error.code == .repoExists && request.update {
        // The store keeps the description it was made with.
      }
      return .init()
    }
    table.add(PFS2.inspectRepo) { request in
      Self.message(try await store.inspectRepo(Self.name(of: request.repo)))
    }
    table.stream(PFS2.listRepo) { request in
      let hidesData = !["", "user"].contains(request.type)
      let repos = hidesData ? [] : try await store.listRepos()
      return AsyncThrowingStream { continuation in
        for repo in repos { continuation.yield(Self.message(repo)) }
        continuation.finish()
      }
    }
    table.add(PFS2.deleteRepo) { request in
      let name = try Self.name(of: request.repo)
      let isThere = try await store.listRepos().contains { $0.name == name }
      try await store.deleteRepo(name, force: request.force)
      return .with { $0.deleted = isThere }
    }
  }

  private static func message(_ info: RepoInfo) -> PFS2RepoInfo {
    .with {
      $0.repo = PFS2Repo(info.name)
      $0.created = Google_Protobuf_Timestamp(unix: info.created)
      $0.sizeBytesUpperBound = Int64(info.size)
      $0.description_p = info.description
      $0.branches = info.branches.map { PFS2Branch(Branch(repo: info.name, name: $0)) }
      $0.details = .with { $0.sizeBytes = Int64(info.size) }
    }
  }
}
