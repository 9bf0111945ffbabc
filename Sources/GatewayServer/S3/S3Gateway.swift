import DataRepository
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import PachydermWire

/// Pachyderm's S3 gateway over a store: buckets are branches, objects files, writes commits.
///
/// Answers as Pachyderm 1.13.4's does, except where that loses keys or data.
struct S3Gateway: RequestHandler {
  let store: any VersionedStore
  let configuration: GatewayConfiguration
  let uploads = Uploads()
  private let verifier: SigV4.Verifier

  init(store: any VersionedStore, configuration: GatewayConfiguration) {
    self.store = store
    self.configuration = configuration
    verifier = SigV4.Verifier(credentials: configuration.credentials)
  }

  func takes(_ request: Request) -> Bool { true }

  func respond(to request: Request) async -> Response {
    var call = S3Call(request)
    do {
      try Self.check(call)
      let operation = try S3Operation(call)
      call.grant = try admit(call)
      if let location = try Self.cleanLocation(of: call) {
        return Response(status: .movedPermanently, headers: [.location: location])
      }
      return try await withoutBodyOnHead(perform(operation, call), call)
    } catch {
      return withoutBodyOnHead(refusal(of: call, for: error), call)
    }
  }

  /// Everything about the form of the request that needs neither rights nor the store.
  private static func check(_ call: S3Call) throws(S3Error) {
    guard call.hasReadableQuery else { throw S3Error(.invalidURI) }
    guard call.bucket.isEmpty || BucketName.isLegal(call.bucket) else {
      throw S3Error(.invalidBucketName)
    }
    guard call.isWellFormed else { throw S3Error(.invalidFilePath) }
  }

  private func admit(_ call: S3Call) throws(S3Error) -> SigV4.Grant {
    do {
      return try verifier.verify(call.signable, now: configuration.now())
    } catch {
      // No access key: in Pachyderm it is the secret too.
      configuration.logger.notice(
        "access refused",
        metadata: [
          "code": "\(error.code.rawValue)", "method": "\(call.method)", "path": "\(call.path)",
          "request": "\(call.id)",
        ])
      throw error
    }
  }

  /// Where a path with `//`, `/./` or `/../` leads to, as Pachyderm's router has it. A client that
  /// follows such an answer to a write would lose it, so writes are refused.
  private static func cleanLocation(of call: S3Call) throws(S3Error) -> String? {
    var parts = call.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    let isDirectory = parts.last?.isEmpty == true
    if isDirectory { parts.removeLast() }
    guard parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) else { return nil }
    guard call.method == .get || call.method == .head else { throw S3Error(.invalidFilePath) }
    var clean: [Substring] = []
    for part in parts where !part.isEmpty && part != "." {
      if part == ".." { _ = clean.popLast() } else { clean.append(part) }
    }
    let path = "/" + clean.joined(separator: "/") + (isDirectory && !clean.isEmpty ? "/" : "")
    return PercentEncoding.encode(path, keepingSlashes: true)
  }

  private func withoutBodyOnHead(_ response: Response, _ call: S3Call) -> Response {
    call.method == .head ? response.createHeadResponse() : response
  }

  private func refusal(of call: S3Call, for error: any Error) -> Response {
    let known = S3Error(error)
    if known.code == .internalError {
      configuration.logger.error(
        "request failed", metadata: ["request": "\(call.id)", "error": "\(error)"])
    }
    let body = S3ErrorBody(known, resource: call.path, requestID: call.id)
    return S3Gateway.xml(body.document, status: known.code.status, call)
  }

  /// An XML answer with the headers that Pachyderm's gateway puts on one.
  static func xml(_ document: Bytes, status: Int = 200, _ call: S3Call) -> Response {
    var headers: HTTPFields = [.contentType: "application/xml"]
    headers[.amzID2] = call.id
    headers[.amzRequestID] = call.id
    return Response(
      status: .init(code: status), headers: headers, body: .init(byteBuffer: .init(bytes: document))
    )
  }
}

extension HTTPField.Name {
  static let amzID2 = known("x-amz-id-2")
  static let amzRequestID = known("x-amz-request-id")
  static let amzVersionID = known("x-amz-version-id")
  static let amzCopySourceVersionID = known("x-amz-copy-source-version-id")

  private static func known(_ name: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(name) else {
      preconditionFailure("\(name) is no header name")
    }
    return name
  }
}
