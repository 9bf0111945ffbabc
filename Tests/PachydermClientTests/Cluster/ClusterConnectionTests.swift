import DataRepository
import PachydermClient
import TestSupport
import Testing

/// What is found at an address, and what is said of what is no Pachyderm.
@Suite struct ClusterConnectionTests {
  private static func open(_ port: Int) async throws -> ClusterConnection {
    var configuration = ClusterConfiguration(
      address: ClusterAddress(host: "127.0.0.1", port: port))
    configuration.retries.attempts = 1
    return try await ClusterConnection.open(configuration)
  }

  /// Opens a server that answers everything in one way.
  private static func open(_ status: Int, _ body: String) async throws -> ClusterConnection {
    let server = try ScriptedServer { connection in
      while connection.readRequest() != nil { connection.answer(status, body: body) }
    }
    defer { server.stop() }
    return try await open(Int(server.port))
  }

  private static func failure(_ body: () async throws -> ClusterConnection) async -> StoreError? {
    do {
      let found = try await body()
      Issue.record("\(found.api) \(found.version)")
      return nil
    } catch {
      return error as? StoreError
    }
  }

  @Test func aRESTGatewayTellsItsVersion() async throws {
    let version = #"{"major":2,"minor":9,"micro":1,"additional":"-rc.1","platform":"linux"}"#
    let found = try await Self.open(200, version)
    #expect(found.api == .rest)
    #expect("\(found.version)" == "2.9.1-rc.1")
  }

  @Test func whereNothingListensIsSaidAtOnce() async {
    let error = await Self.failure { try await Self.open(1) }
    #expect(error?.code == .unreachable)
    #expect(error?.message.contains("is pachd running, and its address right?") == true)
  }

  @Test func thePortOfAnS3GatewayIsNoPFSAPI() async {
    let refusal = "<Error><Code>MethodNotAllowed</Code><Message>no</Message></Error>"
    let error = await Self.failure { try await Self.open(405, refusal) }
    #expect(error?.code == .failed)
    #expect(error?.message.contains("S3 gateway") == true)
  }

  @Test func aProxyThatWantsCredentialsIsToldFromPachd() async {
    let error = await Self.failure { try await Self.open(401, "<html>log in</html>") }
    #expect(error?.code == .unauthorized)
    #expect(error?.message.contains("something before pachd") == true)
  }
}
