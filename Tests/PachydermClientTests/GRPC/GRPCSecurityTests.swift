import DataRepository
import Foundation
import PachydermWire
import TestSupport
import Testing

@testable import PachydermClient

/// TLS, with a certificate of the cluster's own authority.
@Suite struct GRPCSecurityTests {
  private static let server = Result {
    try PythonServer(certificate: ["server.pem", "server.key"].map { path(of: $0) })
  }

  private static func path(of name: String) -> String {
    fixtures.appending(path: "grpc/\(name)").path()
  }

  private func channel(authorities: Bytes?) throws -> GRPCChannel {
    var configuration = GRPCConfiguration(
      url: "https://127.0.0.1:\(try Self.server.get().port)", token: "secret")
    configuration.authorities = authorities
    return GRPCChannel(configuration)
  }

  @Test func theClustersOwnAuthorityIsTrusted() async throws {
    let authority = Bytes(try Data(contentsOf: URL(filePath: Self.path(of: "ca.pem"))))
    let channel = try channel(authorities: authority)
    let message = Bytes(repeating: 5, count: 3 << 20)
    #expect(try await channel.unary("/test.Bytes/Echo", message) == message)
    for number in 0..<5 {
      let answer = try await channel.unary("/test.Bytes/Echo", [UInt8(number)])
      #expect(answer == [UInt8(number)])
    }
    let error = await #expect(throws: GRPCError.self) {
      let flood = Produced(100) { _ in Bytes(repeating: 1, count: 1_000_000) }
      return try await channel.clientStream("/test.Bytes/Refuse", flood)
    }
    #expect(error?.status.code == .unknown)
    #expect(error?.source == .server)
  }

  @Test func anAuthorityThatNobodyNamedIsNotTrusted() async throws {
    let error = await #expect(throws: GRPCError.self) {
      try await channel(authorities: nil).unary("/test.Bytes/Echo", [])
    }
    #expect(error?.source == .transport(.tls))
    #expect(error?.status.message.contains("no trusted TLS connection") == true)
  }

  @Test func withoutTLSASecureServerIsNotUnderstood() async throws {
    let url = "http://127.0.0.1:\(try Self.server.get().port)"
    let error = await #expect(throws: GRPCError.self) {
      try await GRPCChannel(GRPCConfiguration(url: url)).unary("/test.Bytes/Echo", [])
    }
    #expect(error?.status.code == .unavailable)
  }
}
