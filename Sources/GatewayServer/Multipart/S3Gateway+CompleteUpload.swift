import DataRepository
import HTTPTypes
import HummingbirdCore
import LabelCore
import PachydermWire

extension S3Gateway {
  /// The parts become the object in one commit: no reader ever sees a partial one.
  func completeUpload(_ call: S3Call) async throws -> Response {
    let path = try path(of: call)
    let upload = Self.upload(call)
    let target = try await writable(call.bucket)
    let staged = try await uploads.parts(of: upload)
    let order = try await MultipartCompletion(document: document(of: call))
    let parts = try select(order.parts, from: staged)
    let changes = parts.enumerated().map { place, part in
      place == 0
        ? FileChange.put(path: path, content: .staged(part.content))
        : .append(path: path, content: .staged(part.content))
    }
    let commit = try await store.commit(changes, to: target, description: "", ifHead: nil)
    // Gone already when two clients complete at once: both committed the same content.
    try? await uploads.forget(upload)
    let info = try await file(path, at: CommitRef(repo: target.repo, commit: commit.id))
    var response = S3Gateway.xml(upload.completion(etag: info.hash), call)
    response.headers[.amzVersionID] = commit.id
    return response
  }

  /// - Throws: `invalidPartOrder`, `entityTooSmall` or `invalidPart`.
  private func select(_ wanted: [MultipartCompletion.Part], from staged: [Int: Uploads.Part])
    throws(S3Error) -> [Uploads.Part]
  {
    let numbers = wanted.map(\.number)
    guard !numbers.isEmpty, zip(numbers, numbers.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw S3Error(.invalidPartOrder)
    }
    let parts = numbers.compactMap { staged[$0] }
    guard parts.count == numbers.count else { throw S3Error(.invalidPart) }
    guard parts.dropLast().allSatisfy({ $0.content.size >= configuration.smallestPart }) else {
      throw S3Error(.entityTooSmall)
    }
    for (one, part) in zip(wanted, parts) where !one.etag.isEmpty {
      guard one.etag == part.content.hash else { throw S3Error(.invalidPart) }
    }
    return parts
  }
}
