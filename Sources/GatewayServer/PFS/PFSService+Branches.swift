import DataRepository
import LabelCore
import PachydermWire
import SwiftProtobuf

extension PFSService {
  func addBranches(to table: inout MethodTable) {
    table.add(PFS2.createBranch) { request in
      let branch = try Self.branch(request.branch)
      guard request.provenance.isEmpty else {
        throw RPCStatus(.unimplemented, "there are no pipelines here, and no provenance")
      }
      let head = request.hasHead ? try Self.commit(request.head) : nil
      guard head == nil || head?.repo == branch.repo else {
        throw RPCStatus(.invalidArgument, "the head of a branch must be a commit of its repo")
      }
      _ = try await store.createBranch(branch, head: head?.commit)
      return .init()
    }
    table.add(PFS2.inspectBranch) { request in
      Self.message(try await store.inspectBranch(Self.branch(request.branch)))
    }
    table.stream(PFS2.listBranch) { request in
      let found = try await store.listBranches(of: Self.name(of: request.repo))
      let branches = request.reverse ? found.reversed() : found
      return AsyncThrowingStream { continuation in
        for branch in branches { continuation.yield(Self.message(branch)) }
        continuation.finish()
      }
    }
    table.add(PFS2.deleteBranch) { request in
      try await store.deleteBranch(Self.branch(request.branch), force: request.force)
      return .init()
    }
  }

  private static func message(_ info: BranchInfo) -> PFS2BranchInfo {
    .with {
      $0.branch = PFS2Branch(info.branch)
      if let head = info.head { $0.head = PFS2Commit(id: head, on: info.branch) }
    }
  }
}
