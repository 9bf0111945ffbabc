import HTTPTypes
import HummingbirdCore
import PachydermWire

extension S3Gateway {
  /// 204 whether or not the key was there.
  func deleteObject(_ call: S3Call) async throws -> Response {
    try await delete([path(of: call)], in: call.bucket)
    return Response(status: .noContent)
  }
}
