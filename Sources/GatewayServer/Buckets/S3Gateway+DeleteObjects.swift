import DataRepository
import HummingbirdCore
import LabelCore
import PachydermWire

extension S3Gateway {
  /// Many keys in one commit; a bucket that does not exist fails each of them, as Pachyderm has it.
  func deleteObjects(_ call: S3Call) async throws -> Response {
    let request = try await MultiDeleteRequest(document: document(of: call))
    var result = MultiDeleteResult()
    var paths: [String] = []
    for target in request.targets {
      do throws(S3Error) {
        guard target.version == nil else { throw S3Error(.notImplemented) }
        paths.append(try Self.path(of: target.key))
        if !request.isQuiet { result.deleted.append(target.key) }
      } catch {
        result.failures.append(.init(key: target.key, error))
      }
    }
    do {
      try await delete(paths, in: call.bucket)
    } catch {
      result.deleted = []
      result.failures += paths.map { .init(key: String($0.dropFirst()), S3Error(error)) }
    }
    return S3Gateway.xml(result.document, call)
  }

  /// One commit without those files. Where none of them is there, nothing is committed.
  func delete(_ paths: [String], in bucket: String) async throws {
    let target = try await writable(bucket)
    guard let head = try await open(bucket).head else { return }
    var present: [String] = []
    for path in paths {
      do {
        _ = try await file(path, at: CommitRef(repo: target.repo, commit: head))
        present.append(path)
      } catch let error where [.noSuchKey, .invalidFilePath].contains(S3Error(error).code) {
        // Not there, or a directory: S3 knows no directories, so nothing may go.
      }
    }
    guard !present.isEmpty else { return }
    _ = try await store.commit(
      present.map { .delete(path: $0) }, to: target, description: "", ifHead: nil)
  }
}
