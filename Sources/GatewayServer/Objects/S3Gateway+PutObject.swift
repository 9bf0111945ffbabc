import DataRepository
import HTTPTypes
import HummingbirdCore
import LabelCore
import PachydermWire

extension S3Gateway {
  /// One put is one commit, or goes into the branch's open one.
  func putObject(_ call: S3Call) async throws -> Response {
    let path = try path(of: call)
    let target = try await writable(call.bucket)
    let condition = WriteCondition(call)
    try await condition?.check(path, in: target, store)
    let content = try await content(of: call)
    let commit = try await commit(.put(path: path, content: content), to: target, if: condition)
    let info = try await file(path, at: CommitRef(repo: target.repo, commit: commit.id))
    return Response(
      status: .ok, headers: [.eTag: "\"\(info.hash)\"", .amzVersionID: commit.id])
  }

  /// Commits one change; with a condition, only onto a head for which it holds.
  func commit(_ change: FileChange, to target: Branch, if condition: WriteCondition? = nil)
    async throws -> CommitInfo
  {
    guard let condition else {
      return try await store.commit([change], to: target, description: "", ifHead: nil)
    }
    while true {
      guard case .put(let path, _) = change else { throw S3Error(.notImplemented) }
      let head = try await condition.check(path, in: target, store)
      do {
        return try await store.commit([change], to: target, description: "", ifHead: head)
      } catch let error as StoreError where error.code == .conflict {
        // Somebody committed in between: the condition decides anew.
        try Task.checkCancellation()
      }
    }
  }
}

/// `If-None-Match: *` or `If-Match` of a put.
struct WriteCondition: Sendable {
  /// Nil: the key may not exist.
  private var etag: String?

  init?(_ call: S3Call) {
    if call.header("if-none-match") == "*" {
      etag = nil
    } else if let match = call.header("if-match") {
      etag = ETag.unquoted(match)
    } else {
      return nil
    }
  }

  /// The head that the condition holds for.
  /// - Throws: `preconditionFailed`.
  @discardableResult
  func check(_ path: String, in target: Branch, _ store: any VersionedStore) async throws
    -> ExpectedHead
  {
    let head = try await store.inspectBranch(target).head
    var present: String?
    if let head {
      do {
        let ref = CommitRef(repo: target.repo, commit: head)
        present = try await store.inspectFile(path, at: ref).hash
      } catch let error as StoreError where error.code == .fileNotFound {
        present = nil
      }
    }
    guard etag == "*" ? present != nil : etag == present else {
      throw S3Error(.preconditionFailed)
    }
    return head.map { .commit($0) } ?? .empty
  }
}
