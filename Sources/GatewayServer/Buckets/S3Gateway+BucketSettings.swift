import HTTPTypes
import HummingbirdCore
import PachydermWire

extension S3Gateway {
  func location(_ call: S3Call) async throws -> Response {
    _ = try await open(call.bucket)
    return S3Gateway.xml(BucketSettings.location, call)
  }

  func versioning(_ call: S3Call) async throws -> Response {
    _ = try await open(call.bucket)
    return S3Gateway.xml(BucketSettings.versioning, call)
  }

  /// Versions are always kept, so that only asking for them can be granted.
  func setVersioning(_ call: S3Call) async throws -> Response {
    _ = try await open(call.bucket)
    let status = try await BucketSettings.versioningStatus(document: document(of: call))
    switch status {
    case "Enabled": return Response(status: .ok)
    case "Suspended", "": throw S3Error(.notImplemented)
    default: throw S3Error(.illegalVersioningConfiguration)
    }
  }
}
