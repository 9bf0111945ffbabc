import DataRepository
import HTTPTypes
import HummingbirdCore
import LabelCore
import Logging
import NIOCore
import PachydermWire

/// Pachyderm's REST gateway (2.8 and later) over a store: `POST /api/SERVICE/METHOD` with a message
/// in JSON.
///
/// Takes only what no S3 client sends: such a path has a service with a dot in it and no query.
struct PFSGateway: RequestHandler {
  private let table: MethodTable
  private let configuration: GatewayConfiguration

  init(store: any VersionedStore, configuration: GatewayConfiguration) {
    self.configuration = configuration
    let service = PFSService(store: store)
    var table = MethodTable()
    service.addCluster(to: &table)
    service.addRepos(to: &table)
    service.addBranches(to: &table)
    service.addCommits(to: &table)
    service.addFiles(to: &table)
    service.addTrees(to: &table)
    self.table = table
  }

  func takes(_ request: Request) -> Bool {
    request.method == .post && Self.method(of: request) != nil
  }

  /// `/pfs_v2.API/CreateRepo`.
  private static func method(of request: Request) -> String? {
    let path = request.head.path ?? ""
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == "", parts[1] == "api", parts[2].hasSuffix(".API"),
      !parts[3].isEmpty, !path.contains("?")
    else { return nil }
    return "/\(parts[2])/\(parts[3])"
  }

  func respond(to request: Request) async -> Response {
    let method = Self.method(of: request) ?? ""
    do {
      guard let call = table[method] else {
        throw RPCStatus(.unimplemented, "no auth function for \"\(method)\", this is a bug")
      }
      try admit(request, to: method)
      return try await call(request)
    } catch {
      let status = RPCStatus(error)
      if status.code == .internal {
        configuration.logger.error(
          "call failed", metadata: ["method": "\(method)", "error": "\(error)"])
      }
      return Self.answer(status.json.bytes(.compact), status: status.code.httpStatus)
    }
  }

  /// With credentials, the token is the secret of one of them; Pachyderm's are both at once.
  private func admit(_ request: Request, to method: String) throws(RPCStatus) {
    if let origin = request.headers[.origin], let host = request.head.authority,
      !origin.hasSuffix("//" + host)
    {
      // Any page open in a browser on this machine could otherwise write here.
      throw RPCStatus(.permissionDenied, "calls from the pages of \(origin) are not taken")
    }
    guard !configuration.credentials.isEmpty, method != PFS2.getVersion.path else { return }
    guard let token = request.headers[.authnToken], !token.isEmpty else {
      throw RPCStatus(.unauthenticated, "no authentication token (try logging in)")
    }
    let print = Digest.of(Bytes(token.utf8), .sha256)
    let isKnown = configuration.credentials.contains {
      Digest.of(Bytes($0.secret.utf8), .sha256) == print
    }
    guard isKnown else {
      throw RPCStatus(
        .unauthenticated,
        "provided auth token is corrupted or has expired (try logging in again)")
    }
  }

  static func answer(_ body: Bytes, status: Int = 200) -> Response {
    Response(
      status: .init(code: status), headers: [.contentType: "application/json"],
      body: .init(byteBuffer: ByteBuffer(bytes: body)))
  }
}

extension HTTPField.Name {
  static let authnToken = HTTPField.Name("authn-token") ?? .authorization
}
