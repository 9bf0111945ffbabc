import DataRepository

/// Which store a command works on.
enum StoreChoice: Equatable, Sendable {
  /// The embedded store in this file (absolute path).
  case embedded(file: String)
  /// A Pachyderm cluster: its S3 gateway, its PFS API, or both.
  case cluster(endpoint: String?, pachd: String?)

  /// For people: the file or the addresses.
  var place: String {
    switch self {
    case .embedded(let file): file
    case .cluster(let endpoint, let pachd):
      pachd == ClusterOpener.noAPI
        ? "\(endpoint ?? "") alone"
        : [endpoint, pachd].compactMap { $0 }.joined(separator: " with ")
    }
  }
}

/// A choice and the level that made it.
struct StoreDecision: Equatable, Sendable {
  var choice: StoreChoice
  /// Why this one, for people: `--store`, `TAGLINE_STORE in the environment`, `the default`.
  var reason: String
  /// Whether flags on the command line asked for it.
  var isExplicit = false
  /// Whether a workspace has labels for it, so that another one in its place would be wrong.
  var isRecorded = false
}

/// What one level (flags, environment, a `.env` file) says about the store.
struct StoreWish: Equatable, Sendable {
  var file: String?
  var endpoint: String?
  var pachd: String?
  /// `--project`; it chooses no store.
  var project: String?
  /// How each of the three is called at this level.
  var names = (file: "--store", endpoint: "--endpoint", pachd: "--pachd")

  init(file: String? = nil, endpoint: String? = nil, pachd: String? = nil) {
    self.file = file.nonEmpty
    self.endpoint = endpoint.nonEmpty
    self.pachd = pachd.nonEmpty
  }

  /// What variables of this name say, in the environment or in a `.env` file.
  init(variables: [String: String]) {
    self.init(
      file: variables["TAGLINE_STORE"], endpoint: variables["ENDPOINT_URL"],
      pachd: variables["PACHD_ADDRESS"])
    names = ("TAGLINE_STORE", "ENDPOINT_URL", "PACHD_ADDRESS")
  }

  /// The store wished for, nil when nothing is said; wrong use when two are named.
  func choice(in directory: String) throws(Failure) -> StoreChoice? {
    let cluster = endpoint == nil ? names.pachd : names.endpoint
    switch (file, endpoint ?? pachd) {
    case (nil, nil): return nil
    case (let file?, nil): return .embedded(file: Paths.absolute(file, in: directory))
    case (nil, _?): return .cluster(endpoint: endpoint, pachd: pachd)
    case (_?, _?):
      throw .usage("\(names.file) and \(cluster) name two stores; give one of them")
    }
  }

  /// The names that said it.
  var reason: String {
    let parts = [
      file == nil ? nil : names.file, endpoint == nil ? nil : names.endpoint,
      pachd == nil ? nil : names.pachd,
    ]
    return parts.compactMap { $0 }.joined(separator: " and ")
  }

  static func == (one: StoreWish, other: StoreWish) -> Bool {
    one.file == other.file && one.endpoint == other.endpoint && one.pachd == other.pachd
  }
}

extension String? {
  /// Nil for the empty string: a variable set to nothing says nothing.
  var nonEmpty: String? {
    flatMap { $0.isEmpty ? nil : $0 }
  }
}
