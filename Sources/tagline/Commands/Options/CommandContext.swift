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

  /// Which store is meant; `workspace` is a directory whose `.env` is read before the working directory's.
  func decideStore(
    workspace: String? = nil, recorded: StoreIdentity? = nil
  ) throws(Failure) -> StoreDecision {
    try storeSources(workspace: workspace, recorded: recorded).decide()
  }

  /// All that may name a store.
  func storeSources(workspace: String? = nil, recorded: StoreIdentity? = nil) -> StoreSources {
    var sources = StoreSources(directory: directory)
    sources.flags = StoreWish(
      file: options.store, endpoint: options.endpoint, pachd: options.pachd)
    if let workspace, let recorded { sources.recorded = (recorded, workspace) }
    sources.environment = environment
    sources.dotEnvFiles = dotEnvFiles(workspace: workspace)
    sources.pachctl = PachctlContext.read(environment: environment)
    return sources
  }

  /// Opens the store that is meant. Only `creating` commands make a store file that somebody named and that
  /// is not there: a mistyped name is not to look like an empty store.
  func openStore(creating: Bool = false) async throws -> any VersionedStore {
    try await opener(try decideStore()).open(creating: creating)
  }

  /// What opens the store decided on; `workspace` is where a `.env` with credentials may be.
  func opener(_ decision: StoreDecision, workspace: String? = nil) -> StoreOpener {
    StoreOpener(
      decision: decision, userFiles: userFiles,
      credentialSources: CredentialSources(
        environment: environment, dotEnvFiles: dotEnvFiles(workspace: workspace)))
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
