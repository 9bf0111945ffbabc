import Foundation
import PachydermWire

/// The credentials for a cluster and where they were found. They never choose a store.
struct ClusterCredentials: Equatable, Sendable {
  /// Nil signs nothing, as gateways without authentication take it.
  var credentials: SigV4.Credentials?
  var region = "us-east-1"
  /// For people: `the environment`, `~/.aws/credentials`; never the values.
  var origin = "none"

  /// Looks at variables (`AWS_ACCESS_KEY_ID` and its kin, then `PACH_TOKEN`), then at the AWS credentials file.
  /// - Parameter variables: the environment, with what `.env` files add to it.
  static func find(in variables: [String: String]) -> ClusterCredentials {
    var found = ClusterCredentials()
    let region =
      variables["S3_REGION"] ?? variables["AWS_REGION"] ?? variables["AWS_DEFAULT_REGION"]
    if let region = region.nonEmpty { found.region = region }
    if let key = variables["AWS_ACCESS_KEY_ID"].nonEmpty,
      let secret = variables["AWS_SECRET_ACCESS_KEY"].nonEmpty
    {
      found.credentials = SigV4.Credentials(
        accessKey: key, secret: secret, sessionToken: variables["AWS_SESSION_TOKEN"].nonEmpty)
      found.origin = "AWS_ACCESS_KEY_ID in the environment or .env"
    } else if let token = variables["PACH_TOKEN"].nonEmpty {
      found.credentials = SigV4.Credentials(token: token)
      found.origin = "PACH_TOKEN in the environment or .env"
    } else if let path = awsFile(variables),
      let data = FileManager.default.contents(atPath: path)
    {
      let profile = variables["AWS_PROFILE"].nonEmpty ?? "default"
      found.credentials = parse(String(decoding: data, as: UTF8.self), profile: profile)
      if found.credentials != nil { found.origin = "profile \(profile) of \(path)" }
    }
    return found
  }

  private static func awsFile(_ variables: [String: String]) -> String? {
    variables["AWS_SHARED_CREDENTIALS_FILE"].nonEmpty
      ?? variables["HOME"].nonEmpty.map { $0 + "/.aws/credentials" }
  }

  /// The credentials of one `[profile]` section.
  static func parse(_ text: String, profile: String) -> SigV4.Credentials? {
    var section = ""
    var values: [String: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.drop(while: \.isWhitespace).trimmingSuffix(while: \.isWhitespace)
      if words.hasPrefix("["), words.hasSuffix("]") {
        section = String(words.dropFirst().dropLast())
      } else if section == profile {
        values.merge(DotEnv.parse(String(words))) { $1 }
      }
    }
    guard let key = values["aws_access_key_id"].nonEmpty,
      let secret = values["aws_secret_access_key"].nonEmpty
    else { return nil }
    return SigV4.Credentials(
      accessKey: key, secret: secret, sessionToken: values["aws_session_token"].nonEmpty)
  }
}
