import Foundation
import Testing

@testable import tagline

@Suite struct PachctlContextTests {
  private func read(
    _ config: String, _ environment: [String: String] = [:]
  ) throws -> PachctlContext? {
    let path = NSTemporaryDirectory() + "pachctl-\(UUID().uuidString).json"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try config.write(toFile: path, atomically: true, encoding: .utf8)
    var found = PachctlContext.read(
      environment: environment.merging(["PACH_CONFIG": path]) { $1 })
    found?.path = ""
    return found
  }

  private let config = """
    {"user_id": "a", "v2": {"active_context": "local", "metrics": true, "contexts": {
      "local": {"source": 3, "pachd_address": "grpc://localhost:30650", "session_token": "s"},
      "other": {"pachd_address": "grpcs://hub:443", "server_cas": "UEVN", "project": "mails"},
      "forwarded": {"port_forwarders": {"pachd": 30655, "s3g": 30600}, "source": 2},
      "none": {}}}}
    """

  @Test func theActiveContextNamesTheClusterAndItsSession() throws {
    #expect(
      try read(config)
        == PachctlContext(
          name: "local", address: "grpc://localhost:30650", token: "s", path: ""))
  }

  @Test func theEnvironmentPicksAnotherWithItsAuthoritiesAndProject() throws {
    #expect(
      try read(config, ["PACH_CONTEXT": "other"])
        == PachctlContext(
          name: "other", address: "grpcs://hub:443", authorities: Array("PEM".utf8),
          project: "mails", path: ""))
    #expect(try read(config, ["PACH_CONTEXT": "none"])?.address == nil)
    #expect(try read(config, ["PACH_CONTEXT": "missing"]) == nil)
  }

  @Test func aForwardedPortIsAnAddress() throws {
    let forwarded = try read(config, ["PACH_CONTEXT": "forwarded"])
    #expect(forwarded?.address == "grpc://localhost:30655")
  }

  @Test func theFirstFormOfTheFileIsRead() throws {
    let old = #"{"user_id": "a", "v1": {"pachd_address": "10.0.0.1:30650", "session_token": "t"}}"#
    #expect(
      try read(old)
        == PachctlContext(name: "default", address: "10.0.0.1:30650", token: "t", path: ""))
  }

  @Test func aDamagedFileNamesNothing() throws {
    #expect(try read("{") == nil)
    #expect(try read("{\"v1\": {}}")?.address == nil)
    #expect(try read("{}") == nil)
  }

  @Test func aContextIsForItsHostWhateverThePort() {
    let context = PachctlContext(name: "c", address: "grpcs://Pach.example.org:30650", path: "")
    #expect(context.isFor("http://pach.example.org:30600"))
    #expect(!context.isFor("http://example.org:30600"))
    let here = PachctlContext(name: "c", address: nil, path: "")
    #expect(here.isFor("http://[::1]:30600") && here.isFor("0.0.0.0:30650"))
  }
}
