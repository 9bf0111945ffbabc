import Foundation
import PachydermWire
import Testing

@testable import tagline

@Suite struct ClusterCredentialsTests {
  private let home = ["HOME": "/nonexistent"]

  private func find(
    _ variables: [String: String], dotEnv: [String: String] = [:], for endpoint: String? = nil
  ) -> ClusterCredentials {
    CredentialSources(
      environment: home.merging(variables) { $1 }, dotEnvFiles: [("/work/.env", dotEnv)]
    ).find(for: endpoint)
  }

  @Test func keysComeBeforeATokenAndATokenIsBothKeys() {
    let keys = ["AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "PACH_TOKEN": "t"]
    #expect(find(keys).credentials == SigV4.Credentials(accessKey: "a", secret: "b"))
    #expect(find(["PACH_TOKEN": "t"]).credentials == SigV4.Credentials(token: "t"))
    #expect(find([:]).credentials == nil)
    #expect(find(["AWS_ACCESS_KEY_ID": "a"]).credentials == nil)
  }

  @Test func keyAndTokenComeFromOnePlace() {
    let file = ["AWS_ACCESS_KEY_ID": "c", "AWS_SECRET_ACCESS_KEY": "d"]
    let half = ["AWS_ACCESS_KEY_ID": "a", "AWS_SESSION_TOKEN": "s"]
    let found = find(half, dotEnv: file)
    #expect(found.credentials == SigV4.Credentials(accessKey: "c", secret: "d"))
    #expect(found.origin == "AWS_ACCESS_KEY_ID in /work/.env")
    #expect(find(["PACH_TOKEN": "t"], dotEnv: file).origin == "PACH_TOKEN in the environment")
  }

  @Test func theOriginNeverHoldsTheKeys() {
    let found = find(["AWS_ACCESS_KEY_ID": "hush", "AWS_SECRET_ACCESS_KEY": "hush"])
    #expect(!found.origin.contains("hush"))
  }

  @Test func theRegionIsPachydermsUnlessSaid() {
    #expect(find([:]).region == "us-east-1")
    #expect(find(["S3_REGION": "eu", "AWS_REGION": "us"]).region == "eu")
    #expect(find([:], dotEnv: ["S3_REGION": "eu"]).region == "eu")
  }

  @Test func aProfileOfTheAWSToolsIsRead() throws {
    try withFile(
      """
      [default]
      aws_access_key_id = one
      aws_secret_access_key = two
      [team]
      aws_access_key_id=three
      aws_secret_access_key=four
      aws_session_token = five
      """
    ) { credentials in
      try withFile("[default]\nregion = eu-1\n[ profile team ]\nregion = eu-2\n") { config in
        var variables = [
          "AWS_SHARED_CREDENTIALS_FILE": credentials, "AWS_CONFIG_FILE": config,
        ]
        #expect(find(variables).credentials == SigV4.Credentials(accessKey: "one", secret: "two"))
        #expect(find(variables).region == "eu-1")
        variables["AWS_PROFILE"] = "team"
        let team = find(variables)
        #expect(
          team.credentials
            == SigV4.Credentials(accessKey: "three", secret: "four", sessionToken: "five"))
        #expect(team.region == "eu-2")
        #expect(team.origin == "profile team of \(credentials)")
        variables["AWS_PROFILE"] = "none"
        #expect(find(variables).credentials == nil)
      }
    }
  }

  @Test func pachctlsTokenGoesToItsOwnClusterOnly() throws {
    try withFile(
      """
      {"v2": {"active_context": "one", "contexts": {
        "one": {"pachd_address": "grpcs://Pach.example.org:30650", "session_token": "t1"},
        "here": {"session_token": "t2"}}}}
      """
    ) { config in
      var variables = ["PACH_CONFIG": config]
      let found = find(variables, for: "http://pach.example.org:30600")
      #expect(found.credentials == SigV4.Credentials(token: "t1"))
      #expect(found.origin == "context one of pachctl's \(config)")
      for other in ["http://elsewhere.org:30600", "http://example.org", "http://127.0.0.1:30600"] {
        #expect(find(variables, for: other).credentials == nil)
      }
      #expect(find(variables).credentials == nil)
      variables["PACH_CONTEXT"] = "here"
      #expect(
        find(variables, for: "http://127.0.0.1:30600").credentials
          == SigV4.Credentials(token: "t2"))
      #expect(find(variables, for: "http://pach.example.org:30600").credentials == nil)
    }
  }

  @Test func theSessionOfTheAPIIsATokenOrKeysThatAreOne() {
    func session(_ variables: [String: String]) -> ClusterSession {
      CredentialSources(environment: home.merging(variables) { $1 }).session(for: "grpc://c:30650")
    }
    let keys = ["AWS_ACCESS_KEY_ID": "k", "AWS_SECRET_ACCESS_KEY": "k"]
    #expect(session(keys).token == "k")
    #expect(session(keys.merging(["PACH_TOKEN": "t"]) { $1 }).token == "t")
    // Amazon's own keys are nobody's business.
    #expect(session(keys.merging(["AWS_SECRET_ACCESS_KEY": "s"]) { $1 }) == ClusterSession())
  }

  @Test func authoritiesAndTokenOfAContextGoToItsClusterOnly() throws {
    try withFile(
      """
      {"v2": {"active_context": "one", "contexts": {"one": {
        "pachd_address": "grpcs://c:30650", "session_token": "t", "server_cas": "UEVN"}}}}
      """
    ) { config in
      let sources = CredentialSources(environment: ["PACH_CONFIG": config])
      #expect(
        sources.session(for: "grpcs://c:30650")
          == ClusterSession(
            token: "t", authorities: Array("PEM".utf8),
            origin: "context one of pachctl's \(config)"))
      #expect(sources.session(for: "grpcs://d:30650") == ClusterSession())
    }
  }

  private func withFile(_ text: String, _ body: (String) throws -> Void) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "tagline-\(UUID())")
    try Data(text.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    try body(url.path)
  }
}
