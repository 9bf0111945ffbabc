import DataRepository
import Foundation
import PachydermClient
import PachydermWire

/// The credentials for a cluster and where they were found. They never choose a store.
struct ClusterCredentials: Equatable, Sendable {
  /// Nil signs nothing, as gateways without authentication take it.
  var credentials: SigV4.Credentials?
  var region = "us-east-1"
  /// For people: `the environment`, `~/.aws/credentials`; never the values.
  var origin = "none"
}

/// What calls of a cluster's PFS API carry, and where it was found.
struct ClusterSession: Equatable, Sendable {
  /// Nil where authentication is off.
  var token: String?
  /// Certificates in PEM that vouch for the cluster, beside the system's.
  var authorities: Bytes?
  /// For people, never the token.
  var origin = "none"
}

/// Where credentials for a cluster may be: environment, `.env` files, the AWS tools' files, and
/// pachctl's session, from the strongest to the weakest.
struct CredentialSources: Sendable {
  var environment: [String: String]
  /// `.env` files with their paths, the workspace's first.
  var dotEnvFiles: [(path: String, values: [String: String])] = []

  /// Key, secret and token always come from one place, so that none is paired with another's.
  /// - Parameter endpoint: whom they are for. A key goes over the wire in every request, and with
  ///   pachctl it is the session's token: that goes to the cluster of its context only.
  func find(for endpoint: String?) -> ClusterCredentials {
    let profile = AWSProfile(variables: variables)
    var found = levels() ?? profile.found ?? pachctlKeys(for: endpoint) ?? ClusterCredentials()
    let named = ["S3_REGION", "AWS_REGION", "AWS_DEFAULT_REGION"]
    let region = named.compactMap { variables[$0].nonEmpty }.first ?? profile.region
    if let region { found.region = region }
    return found
  }

  /// The environment, with what `.env` files add to it.
  private var variables: [String: String] {
    dotEnvFiles.reduce(into: environment) { variables, file in
      variables.merge(file.values) { known, _ in known }
    }
  }

  private var levelsOfVariables: [(path: String, values: [String: String])] {
    [(path: "the environment", values: environment)] + dotEnvFiles
  }

  private func levels() -> ClusterCredentials? {
    for level in levelsOfVariables {
      if let keys = SigV4.Credentials(named: "AWS_ACCESS_KEY_ID", in: level.values) {
        return ClusterCredentials(credentials: keys, origin: "AWS_ACCESS_KEY_ID in \(level.path)")
      }
      if let token = level.values["PACH_TOKEN"].nonEmpty {
        return ClusterCredentials(
          credentials: SigV4.Credentials(token: token), origin: "PACH_TOKEN in \(level.path)")
      }
    }
    return nil
  }

  /// The token for the PFS API at `address`: `PACH_TOKEN`, keys that are one (a gateway takes the token as
  /// both), or the session of pachctl's context for that cluster.
  func session(for address: String) -> ClusterSession {
    let context = PachctlContext.read(environment: environment).flatMap {
      $0.isFor(address) ? $0 : nil
    }
    var session = namedToken() ?? ClusterSession()
    if session.token == nil, let context, let token = context.token {
      session.token = token
      session.origin = context.place
    }
    session.authorities = named("PACH_CA_CERTS") ?? context?.authorities
    return session
  }

  /// What a proxy before the cluster wants to be told.
  var proxyHeader: ProxyHeader? { variables[ProxyHeader.variable].flatMap { ProxyHeader($0) } }

  private func namedToken() -> ClusterSession? {
    for level in levelsOfVariables {
      if let token = level.values["PACH_TOKEN"].nonEmpty {
        return ClusterSession(token: token, origin: "PACH_TOKEN in \(level.path)")
      }
      if let keys = SigV4.Credentials(named: "AWS_ACCESS_KEY_ID", in: level.values),
        keys.accessKey == keys.secret
      {
        return ClusterSession(
          token: keys.accessKey, origin: "AWS_ACCESS_KEY_ID in \(level.path)")
      }
    }
    return nil
  }

  /// The contents of the file that a variable names.
  private func named(_ variable: String) -> Bytes? {
    variables[variable].nonEmpty.flatMap { FileManager.default.contents(atPath: $0) }
      .map { Bytes($0) }
  }

  private func pachctlKeys(for endpoint: String?) -> ClusterCredentials? {
    guard let context = PachctlContext.read(environment: environment), let token = context.token,
      let endpoint, context.isFor(endpoint)
    else { return nil }
    return ClusterCredentials(credentials: SigV4.Credentials(token: token), origin: context.place)
  }
}

extension PachctlContext {
  /// For people: which context of which file.
  fileprivate var place: String { "context \(name) of pachctl's \(path)" }
}

/// A profile of the files that the AWS tools keep.
private struct AWSProfile {
  var found: ClusterCredentials?
  var region: String?

  /// The profile that `AWS_PROFILE` names, else `default`; credentials file before config file.
  init(variables: [String: String]) {
    let name = variables["AWS_PROFILE"].nonEmpty ?? "default"
    let home = variables["HOME"].nonEmpty.map { $0 + "/.aws" }
    let places = [
      (variables["AWS_SHARED_CREDENTIALS_FILE"].nonEmpty ?? home.map { $0 + "/credentials" }, name),
      (
        variables["AWS_CONFIG_FILE"].nonEmpty ?? home.map { $0 + "/config" },
        name == "default" ? name : "profile \(name)"
      ),
    ]
    for case (let path?, let section) in places {
      guard let data = FileManager.default.contents(atPath: path) else { continue }
      let values = ProfileFile.section(section, of: String(decoding: data, as: UTF8.self))
      region = region ?? values["region"].nonEmpty
      if found == nil, let keys = SigV4.Credentials(named: "aws_access_key_id", in: values) {
        found = ClusterCredentials(credentials: keys, origin: "profile \(name) of \(path)")
      }
    }
  }
}

/// The AWS tools' files: `[section]` lines with `name = value` below them.
enum ProfileFile {
  /// The values of one section; none when it is not there.
  static func section(_ name: String, of text: String) -> [String: String] {
    var section = ""
    var values: [String: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.drop(while: \.isWhitespace).trimmingSuffix(while: \.isWhitespace)
      if words.hasPrefix("["), words.hasSuffix("]") {
        let inner = words.dropFirst().dropLast().drop(while: \.isWhitespace)
        section = String(inner.trimmingSuffix(while: \.isWhitespace))
      } else if section == name {
        values.merge(DotEnv.parse(String(words))) { $1 }
      }
    }
    return values
  }
}

extension SigV4.Credentials {
  /// Access key, secret and session token by their usual names, in the case of `key`; nil without
  /// the first two.
  fileprivate init?(named key: String, in values: [String: String]) {
    let isLower = key == key.lowercased()
    func value(_ name: String) -> String? {
      values[isLower ? name.lowercased() : name].nonEmpty
    }
    guard let accessKey = value("AWS_ACCESS_KEY_ID"), let secret = value("AWS_SECRET_ACCESS_KEY")
    else { return nil }
    self.init(
      accessKey: accessKey, secret: secret, sessionToken: value("AWS_SESSION_TOKEN"))
  }
}
