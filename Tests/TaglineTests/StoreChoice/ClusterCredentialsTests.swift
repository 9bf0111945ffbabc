import Foundation
import PachydermWire
import Testing

@testable import tagline

@Suite struct ClusterCredentialsTests {
  private let home = ["HOME": "/nonexistent"]

  private func find(_ variables: [String: String]) -> ClusterCredentials {
    ClusterCredentials.find(in: home.merging(variables) { $1 })
  }

  @Test func keysComeBeforeATokenAndATokenIsBothKeys() {
    let keys = ["AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "PACH_TOKEN": "t"]
    #expect(find(keys).credentials == SigV4.Credentials(accessKey: "a", secret: "b"))
    #expect(find(["PACH_TOKEN": "t"]).credentials == SigV4.Credentials(token: "t"))
    #expect(find([:]).credentials == nil)
    #expect(find(["AWS_ACCESS_KEY_ID": "a"]).credentials == nil)
  }

  @Test func theOriginNeverHoldsTheKeys() {
    let found = find(["AWS_ACCESS_KEY_ID": "hush", "AWS_SECRET_ACCESS_KEY": "hush"])
    #expect(!found.origin.contains("hush"))
  }

  @Test func theRegionIsPachydermsUnlessSaid() {
    #expect(find([:]).region == "us-east-1")
    #expect(find(["S3_REGION": "eu", "AWS_REGION": "us"]).region == "eu")
  }

  @Test func aProfileOfTheCredentialsFileIsRead() {
    let text = """
      [default]
      aws_access_key_id = one
      aws_secret_access_key = two
      [team]
      aws_access_key_id=three
      aws_secret_access_key=four
      aws_session_token = five
      """
    #expect(
      ClusterCredentials.parse(text, profile: "default")
        == SigV4.Credentials(accessKey: "one", secret: "two"))
    #expect(
      ClusterCredentials.parse(text, profile: "team")
        == SigV4.Credentials(accessKey: "three", secret: "four", sessionToken: "five"))
    #expect(ClusterCredentials.parse(text, profile: "none") == nil)
  }
}
