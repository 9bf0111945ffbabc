import Foundation

extension PachctlContext {
  /// The active context (`PACH_CONTEXT`, else `v2.active_context`) of the file that `PACH_CONFIG` names,
  /// else of `/pachctl/config.json`, else of `~/.pachyderm/config.json`. Nil when there is no such file or
  /// the context names no cluster. pachctl 1.13 to 2.11 write this file.
  static func read(environment: [String: String]) -> PachctlContext? {
    guard let active = PachctlFile.active(environment), let address = active.address.nonEmpty
    else { return nil }
    return PachctlContext(name: active.name, address: address, path: active.path)
  }
}

extension PachctlSession {
  /// The session of the context that `PachctlContext.read` would find; nil when there is none.
  static func read(environment: [String: String]) -> PachctlSession? {
    guard let active = PachctlFile.active(environment), let token = active.token.nonEmpty
    else { return nil }
    return PachctlSession(
      context: active.name, token: token, address: active.address.nonEmpty, path: active.path)
  }
}

private enum PachctlFile {
  struct ActiveContext {
    var name: String
    var path: String
    var address: String?
    var token: String?
  }

  static func active(_ environment: [String: String]) -> ActiveContext? {
    guard let path = path(environment),
      let data = FileManager.default.contents(atPath: path),
      let config = try? JSONDecoder().decode(ConfigFile.self, from: data),
      let name = environment["PACH_CONTEXT"].nonEmpty ?? config.v2?.activeContext,
      let context = config.v2?.contexts?[name]
    else { return nil }
    return ActiveContext(name: name, path: path, address: context.address, token: context.token)
  }

  private static func path(_ environment: [String: String]) -> String? {
    if let named = environment["PACH_CONFIG"].nonEmpty { return named }
    let inContainer = "/pachctl/config.json"
    if FileManager.default.fileExists(atPath: inContainer) { return inContainer }
    return environment["HOME"].nonEmpty.map { $0 + "/.pachyderm/config.json" }
  }

  /// The keys are spelled as pachctl writes them.
  private struct ConfigFile: Decodable {
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

      enum CodingKeys: String, CodingKey {
        case address = "pachd_address"
        case token = "session_token"
      }
    }
  }
}
