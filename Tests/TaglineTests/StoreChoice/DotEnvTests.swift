import Foundation
import Testing

@testable import tagline

@Suite struct DotEnvTests {
  @Test func valuesAreReadAsShellsReadThem() {
    let text = """
      # the cluster
      ENDPOINT_URL=http://10.0.0.1:30600
      export AWS_ACCESS_KEY_ID = test
      AWS_SECRET_ACCESS_KEY="te st # no comment"  # comment
      PACH_TOKEN='a=b'
      S3_REGION=us-east-1   # here
      HASH=a#b
      EMPTY=
      nonsense
      """
    #expect(
      DotEnv.parse(text) == [
        "ENDPOINT_URL": "http://10.0.0.1:30600", "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "te st # no comment", "PACH_TOKEN": "a=b",
        "S3_REGION": "us-east-1", "HASH": "a#b", "EMPTY": "",
      ])
  }

  @Test func windowsLineEndsAreNoPartOfValues() {
    #expect(DotEnv.parse("A=1\r\nB=2\r\n") == ["A": "1", "B": "2"])
  }
}

@Suite struct PachctlContextTests {
  private func read(_ config: String, _ environment: [String: String] = [:]) throws
    -> PachctlContext?
  {
    let path = NSTemporaryDirectory() + "pachctl-\(UUID().uuidString).json"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try config.write(toFile: path, atomically: true, encoding: .utf8)
    let all = environment.merging(["PACH_CONFIG": path]) { $1 }
    return PachctlContext.read(environment: all).map {
      PachctlContext(name: $0.name, address: $0.address, path: "")
    }
  }

  private let config = """
    {"user_id": "a", "v2": {"active_context": "local", "metrics": true, "contexts": {
      "local": {"source": 3, "pachd_address": "grpc://localhost:30650", "session_token": "s"},
      "other": {"pachd_address": "grpcs://hub:443"}, "none": {}}}}
    """

  @Test func theActiveContextNamesTheCluster() throws {
    #expect(
      try read(config)
        == PachctlContext(name: "local", address: "grpc://localhost:30650", path: ""))
  }

  @Test func theEnvironmentPicksAnother() throws {
    #expect(try read(config, ["PACH_CONTEXT": "other"])?.address == "grpcs://hub:443")
    #expect(try read(config, ["PACH_CONTEXT": "none"]) == nil)
    #expect(try read(config, ["PACH_CONTEXT": "missing"]) == nil)
  }

  @Test func aDamagedFileNamesNothing() throws {
    #expect(try read("{") == nil)
    #expect(try read("{\"v1\": {}}") == nil)
  }
}
