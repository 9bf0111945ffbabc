import DataRepository

/// Everything that may say which store is meant, from the strongest to the weakest.
struct StoreSources: Sendable {
  /// The working directory; relative files are below it.
  var directory: String
  var flags = StoreWish()
  /// What the workspace recorded, and the workspace's directory.
  var recorded: (identity: StoreIdentity, workspace: String)?
  var environment: [String: String] = [:]
  /// `.env` files with their paths, the workspace's first.
  var dotEnvFiles: [(path: String, values: [String: String])] = []
  var pachctl: PachctlContext?

  /// The first level that names a store wins.
  /// - Throws: wrong use when two stores are named at that level.
  func decide() throws(Failure) -> StoreDecision {
    for level in Level.allCases {
      if let decision = try decision(of: level) { return decision }
    }
    return StoreDecision(
      choice: .embedded(file: UserFiles(environment: environment).defaultStore),
      reason: "the default, as nothing names another")
  }

  /// The project of a cluster: the one asked for, else the one recorded, else that of pachctl's context
  /// where it is for the same cluster, else `default`.
  func project(of decision: StoreDecision) -> String {
    if let project = flags.project { return project }
    if decision.isRecorded, let recorded { return recorded.identity.project }
    guard case .cluster(let endpoint, let pachd) = decision.choice, let pachctl,
      let place = pachd ?? endpoint, pachctl.isFor(place)
    else { return "default" }
    return pachctl.project ?? "default"
  }

  /// What weaker levels name and the decision hides: for `doctor`.
  func hidden(by decision: StoreDecision) -> [StoreDecision] {
    let named = Level.allCases.compactMap { level in
      (try? self.decision(of: level)).flatMap { $0 }
    }
    return named.filter { $0.reason != decision.reason && $0.choice != decision.choice }
  }

  /// The levels, strongest first.
  private enum Level: CaseIterable {
    case flags, workspace, environment, dotEnv, pachctl
  }

  private func decision(of level: Level) throws(Failure) -> StoreDecision? {
    switch level {
    case .flags:
      guard let choice = try flags.choice(in: directory) else { return nil }
      return StoreDecision(choice: choice, reason: flags.reason, isExplicit: true)
    case .workspace:
      guard let recorded else { return nil }
      return StoreDecision(
        choice: Self.choice(recorded.identity),
        reason: "recorded by the workspace \(recorded.workspace)", isRecorded: true)
    case .environment:
      return try decision(of: environment, in: directory, place: "the environment")
    case .dotEnv:
      for file in dotEnvFiles {
        let directory = Paths.parent(file.path)
        if let found = try decision(of: file.values, in: directory, place: file.path) {
          return found
        }
      }
      return nil
    case .pachctl:
      guard let pachctl, let address = pachctl.address else { return nil }
      return StoreDecision(
        choice: .cluster(endpoint: nil, pachd: address),
        reason: "context \(pachctl.name) of pachctl's \(pachctl.path)")
    }
  }

  private func decision(
    of variables: [String: String], in directory: String, place: String
  ) throws(Failure) -> StoreDecision? {
    let wish = StoreWish(variables: variables)
    return try wish.choice(in: directory).map {
      StoreDecision(choice: $0, reason: "\(wish.reason) in \(place)")
    }
  }

  private static func choice(_ identity: StoreIdentity) -> StoreChoice {
    switch identity.kind {
    case "embedded": .embedded(file: identity.place)
    case "s3": .cluster(endpoint: identity.place, pachd: nil)
    default: .cluster(endpoint: nil, pachd: identity.place)
    }
  }
}
