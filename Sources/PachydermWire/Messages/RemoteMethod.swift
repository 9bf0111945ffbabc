package import SwiftProtobuf

/// A method of a service, and what goes in and comes out.
package struct RemoteMethod<Request: Message, Response: Message>: Sendable {
  package let service: String
  package let name: String

  init(_ service: String, _ name: String) {
    self.service = service
    self.name = name
  }

  /// As gRPC calls it, `/pfs_v2.API/CreateRepo`; the REST gateway puts `/api` before it.
  package var path: String { "/\(service)/\(name)" }
}

/// `google.protobuf.Empty`: no fields.
package typealias Empty = Google_Protobuf_Empty
/// `google.protobuf.BytesValue`: a piece of a file or archive.
package typealias BytesValue = Google_Protobuf_BytesValue
