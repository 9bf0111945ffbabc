import DataRepository
import Foundation

/// What a command sees of the world: environment, working directory, console, clock, and the store in use.
struct CommandContext: Sendable {
  var options: CommonOptions
  let environment: [String: String]
  /// The working directory, absolute.
  let directory: String
  let console: Console

  init(_ options: CommonOptions) {
    self.options = options
    environment = ProcessInfo.processInfo.environment
    directory = FileManager.default.currentDirectoryPath
    console = Console(colour: options.color, environment: environment)
  }

  /// Unix seconds.
  var now: Double { Date().timeIntervalSince1970 }

  var userFiles: UserFiles { UserFiles(environment: environment) }

  /// All that may name a store; `workspace` is a directory whose `.env` is read before the working
  /// directory's.
  func storeSources(workspace: String? = nil, recorded: StoreIdentity? = nil) -> StoreSources {
    var sources = StoreSources(directory: directory)
    sources.flags = StoreWish(
      file: options.store, endpoint: options.endpoint, pachd: options.pachd)
    sources.flags.project = options.project
    if let workspace, let recorded { sources.recorded = (recorded, workspace) }
    sources.environment = environment
    sources.dotEnvFiles = dotEnvFiles(workspace: workspace)
    sources.pachctl = PachctlContext.read(environment: environment)
    return sources
  }

  /// Opens the store that is meant. Only `creating` commands make a store file that somebody named and that
  /// is not there: a mistyped name is not to look like an empty store.
  func openStore(creating: Bool = false) async throws -> any VersionedStore {
    try await opener(storeSources()).open(creating: creating)
  }

  /// What opens the store that `sources` decide on.
  func opener(_ sources: StoreSources) throws(Failure) -> StoreOpener {
    let decision = try sources.decide()
    return StoreOpener(
      decision: decision, project: sources.project(of: decision), userFiles: userFiles,
      credentialSources: CredentialSources(
        environment: environment, dotEnvFiles: sources.dotEnvFiles))
  }

  private func dotEnvFiles(workspace: String?) -> [(path: String, values: [String: String])] {
    var directories = [directory]
    if let workspace, workspace != directory { directories.insert(workspace, at: 0) }
    return directories.compactMap { directory in
      let path = directory + "/.env"
      return DotEnv.read(path).map { (path, $0) }
    }
  }
}
