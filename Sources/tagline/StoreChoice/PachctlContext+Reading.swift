import DataRepository
import Foundation

extension PachctlContext {
  /// The active context (`PACH_CONTEXT`, else `v2.active_context`) of the file that `PACH_CONFIG` names,
  /// else of `/pachctl/config.json`, else of `~/.pachyderm/config.json`. Nil when there is no such file or
  /// context. pachctl 1.13 to 2.11 write this file; a section `v1` is what it wrote before 1.10.
  static func read(environment: [String: String]) -> PachctlContext? {
    guard let path = path(environment),
      let data = FileManager.default.contents(atPath: path),
      let config = try? JSONDecoder().decode(ConfigFile.self, from: data)
    else { return nil }
    if config.v2 == nil, let old = config.v1 {
      return PachctlContext(named: "default", old, path: path)
    }
    guard let name = environment["PACH_CONTEXT"].nonEmpty ?? config.v2?.activeContext,
      let found = config.v2?.contexts?[name]
    else { return nil }
    return PachctlContext(named: name, found, path: path)
  }

  private static func path(_ environment: [String: String]) -> String? {
    if let named = environment["PACH_CONFIG"].nonEmpty { return named }
    let inContainer = "/pachctl/config.json"
    if FileManager.default.fileExists(atPath: inContainer) { return inContainer }
    return environment["HOME"].nonEmpty.map { $0 + "/.pachyderm/config.json" }
  }

  private init(named name: String, _ context: ConfigFile.Context, path: String) {
    let forwarded = context.portForwarders?["pachd"].map { "grpc://localhost:\($0)" }
    self.init(
      name: name, address: context.address.nonEmpty ?? forwarded, token: context.token.nonEmpty,
      authorities: context.authorities.flatMap { Data(base64Encoded: $0) }.map { Bytes($0) },
      project: context.project.nonEmpty, path: path)
  }
}

/// The keys are spelled as pachctl writes them.
private struct ConfigFile: Decodable {
  var v1: Context?
  var v2: Section?

  struct Section: Decodable {
    var activeContext: String?
    var contexts: [String: Context]?

    enum CodingKeys: String, CodingKey {
      case activeContext = "active_context"
      case contexts
    }
  }

  struct Context: Decodable {
    var address: String?
    var token: String?
    /// PEM in base64.
    var authorities: String?
    var project: String?
    /// Where `pachctl port-forward` listens on this machine, by what is behind it.
    var portForwarders: [String: Int]?

    enum CodingKeys: String, CodingKey {
      case address = "pachd_address"
      case token = "session_token"
      case authorities = "server_cas"
      case project
      case portForwarders = "port_forwarders"
    }
  }
}
