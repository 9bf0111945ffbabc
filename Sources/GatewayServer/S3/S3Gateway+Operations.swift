import HummingbirdCore
import PachydermWire

extension S3Gateway {
  func perform(_ operation: S3Operation, _ call: S3Call) async throws -> Response {
    switch operation {
    case .listBuckets: try await listBuckets(call)
    case .createBucket: try await createBucket(call)
    case .deleteBucket: try await deleteBucket(call)
    case .location: try await location(call)
    case .versioning: try await versioning(call)
    case .setVersioning: try await setVersioning(call)
    case .listObjects: try await listObjects(call)
    case .deleteObjects: try await deleteObjects(call)
    case .getObject: try await getObject(call)
    case .putObject: try await putObject(call)
    case .copyObject: try await copyObject(call)
    case .deleteObject: try await deleteObject(call)
    case .createUpload: try await createUpload(call)
    case .uploadPart: try await uploadPart(call)
    case .listParts: try await listParts(call)
    case .listUploads: try await listUploads(call)
    case .completeUpload: try await completeUpload(call)
    case .abortUpload: try await abortUpload(call)
    }
  }
}
