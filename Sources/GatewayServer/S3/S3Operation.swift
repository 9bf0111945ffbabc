import HTTPTypes
import PachydermWire

/// What a request asks for.
enum S3Operation: Equatable {
  case listBuckets
  case createBucket, deleteBucket, location, versioning, setVersioning
  case listObjects, deleteObjects, listUploads
  case getObject, putObject, copyObject, deleteObject
  case createUpload, uploadPart, listParts, completeUpload, abortUpload

  /// - Throws: `methodNotAllowed`, or `notImplemented` for the parts of S3 that Pachyderm's gateway
  ///   leaves out.
  init(_ call: S3Call) throws(S3Error) {
    if call.bucket.isEmpty {
      guard call.method == .get || call.method == .head else { throw S3Error(.methodNotAllowed) }
      self = .listBuckets
    } else if call.key == nil {
      self = try Self.onBucket(call)
    } else {
      self = try Self.onObject(call)
    }
  }

  private static let bucketExtras: Set<String> = [
    "accelerate", "acl", "analytics", "cors", "encryption", "intelligent-tiering", "inventory",
    "lifecycle", "logging", "metrics", "notification", "object-lock", "ownershipControls",
    "policy", "policyStatus", "publicAccessBlock", "replication", "requestPayment", "tagging",
    "versions", "website",
  ]

  private static let objectExtras: Set<String> = [
    "acl", "legal-hold", "retention", "tagging", "torrent", "restore", "select",
  ]

  private static func onBucket(_ call: S3Call) throws(S3Error) -> S3Operation {
    let names = Set(call.query.items.map(\.name))
    switch call.method {
    case .get, .head, .put, .delete, .post: break
    default: throw S3Error(.methodNotAllowed)
    }
    guard names.isDisjoint(with: bucketExtras) else { throw S3Error(.notImplemented) }
    switch call.method {
    case .put: return names.contains("versioning") ? .setVersioning : .createBucket
    case .delete: return .deleteBucket
    case .post:
      guard names.contains("delete") else { throw S3Error(.notImplemented) }
      return .deleteObjects
    default:
      if names.contains("location") { return .location }
      if names.contains("versioning") { return .versioning }
      return names.contains("uploads") ? .listUploads : .listObjects
    }
  }

  private static func onObject(_ call: S3Call) throws(S3Error) -> S3Operation {
    let names = Set(call.query.items.map(\.name))
    let isUpload = names.contains("uploadId")
    switch call.method {
    case .get, .head, .put, .delete:
      guard names.isDisjoint(with: objectExtras) else { throw S3Error(.notImplemented) }
    case .post:
      guard names.isDisjoint(with: objectExtras) else { throw S3Error(.notImplemented) }
      if names.contains("uploads") { return .createUpload }
      guard isUpload else { throw S3Error(.methodNotAllowed) }
      return .completeUpload
    default: throw S3Error(.methodNotAllowed)
    }
    let isCopy = call.header("x-amz-copy-source") != nil
    switch call.method {
    case .put where isUpload:
      guard !isCopy else { throw S3Error(.notImplemented) }
      return .uploadPart
    case .put: return isCopy ? .copyObject : .putObject
    case .delete where isUpload: return .abortUpload
    case .delete:
      guard !names.contains("versionId") else { throw S3Error(.notImplemented) }
      return .deleteObject
    default: return isUpload ? .listParts : .getObject
    }
  }
}
