import DataRepository
import LabelCore
import PachydermWire
import SwiftProtobuf

extension PFSService {
  func addCommits(to table: inout MethodTable) {
    table.add(PFS2.startCommit) { request in
      let branch = try Self.branch(request.branch)
      let parent = request.hasParent ? try Self.commit(request.parent).commit : ""
      let info = try await store.startCommit(
        on: branch, parent: parent.isEmpty ? nil : parent, description: request.description_p)
      return PFS2Commit(id: info.id, on: branch)
    }
    table.add(PFS2.finishCommit) { request in
      let description = request.description_p.isEmpty ? nil : request.description_p
      _ = try await store.finishCommit(Self.commit(request.commit), description: description)
      return .init()
    }
    table.add(PFS2.inspectCommit) { request in
      try await inspect(Self.commit(request.commit), until: request.wait)
    }
    table.stream(PFS2.listCommit) { request in try list(request) }
    table.live(PFS2.subscribeCommit) { request in
      let branch = Branch(repo: try Self.name(of: request.repo), name: request.branch)
      // The store tells of missing ones only while it is asked; the caller should know at once.
      _ = try await store.inspectBranch(branch)
      let after = try await afterID(request)
      return Self.mapped(store.subscribe(to: branch, after: after), Self.message)
    }
    table.add(PFS2.dropCommit) { request in
      try await drop(Self.commit(request.commit), keepingFiles: false)
      return .init()
    }
    table.add(PFS2.squashCommit) { request in
      try await drop(Self.commit(request.commit), keepingFiles: true)
      return .init()
    }
  }

  private func afterID(_ request: PFS2SubscribeCommitRequest) async throws -> String? {
    guard !request.from.id.isEmpty else { return nil }
    return try await store.inspectCommit(Self.commit(request.from)).id
  }

  private func inspect(_ ref: CommitRef, until state: PFS2CommitState) async throws
    -> PFS2CommitInfo
  {
    let info = try await store.inspectCommit(ref)
    guard state == .finishing || state == .finished, info.finished == nil else {
      return Self.message(info)
    }
    let branch = Branch(repo: info.repo, name: info.branch)
    for try await commit in store.subscribe(to: branch, after: info.parent)
    where commit.id == info.id {
      return Self.message(commit)
    }
    return Self.message(try await store.inspectCommit(CommitRef(repo: info.repo, commit: info.id)))
  }

  /// From `to` back to before `from`, or all there are, newest first.
  private func list(_ request: PFS2ListCommitRequest) throws
    -> AsyncThrowingStream<PFS2CommitInfo, any Error>
  {
    guard !request.reverse else {
      throw RPCStatus(.unimplemented, "commits are listed newest first only")
    }
    let repo = try Self.name(of: request.repo)
    let newest = request.hasTo ? try Self.commit(request.to) : nil
    let oldest = request.hasFrom ? try Self.commit(request.from) : nil
    let limit = request.number > 0 ? Int(request.number) : nil
    let commits = store.listCommits(of: repo, from: newest, limit: limit)
    guard let oldest else { return Self.mapped(commits, Self.message) }
    let walk = Lookahead(commits)
    let store = store
    return AsyncThrowingStream {
      // The one named itself is not listed, and nothing before it.
      let end = try await store.inspectCommit(oldest).id
      guard let info = try await walk.next(), info.id != end else { return nil }
      return Self.message(info)
    }
  }

  /// Removes a commit: the newest (drop) or one whose files its children keep (squash).
  private func drop(_ ref: CommitRef, keepingFiles: Bool) async throws {
    let id = try await store.inspectCommit(ref).id
    let name = "\(PFS2.defaultProject)/\(ref.repo)@\(id)"
    var hasChildren = false
    for try await commit in store.listCommits(of: ref.repo, from: nil, limit: nil)
    where commit.parent == id {
      hasChildren = true
      break
    }
    if hasChildren && !keepingFiles {
      throw RPCStatus(.failedPrecondition, "cannot drop a commit that has children: \(name)")
    }
    if !hasChildren && keepingFiles {
      throw RPCStatus(
        .failedPrecondition,
        "cannot squash a commit that has no children as that would cause data loss, "
          + "use the drop operation instead: \(name)")
    }
    try await store.deleteCommit(CommitRef(repo: ref.repo, commit: id))
  }

  static func message(_ info: CommitInfo) -> PFS2CommitInfo {
    let branch = Branch(repo: info.repo, name: info.branch)
    return .with {
      $0.commit = PFS2Commit(id: info.id, on: branch)
      $0.origin = .with { $0.kind = .user }
      $0.description_p = info.description
      if let parent = info.parent { $0.parentCommit = PFS2Commit(id: parent, on: branch) }
      $0.started = Google_Protobuf_Timestamp(unix: info.started)
      if let finished = info.finished.map({ Google_Protobuf_Timestamp(unix: $0) }) {
        ($0.finishing, $0.finished) = (finished, finished)
      }
      $0.sizeBytesUpperBound = Int64(info.size)
      $0.details = .with { $0.sizeBytes = Int64(info.size) }
    }
  }

  /// The elements as messages, at the reader's pace.
  static func mapped<In: Sendable, Out: Sendable>(
    _ stream: AsyncThrowingStream<In, any Error>, _ body: @escaping @Sendable (In) -> Out
  ) -> AsyncThrowingStream<Out, any Error> {
    let source = Lookahead(stream)
    return AsyncThrowingStream { try await source.next().map(body) }
  }
}
