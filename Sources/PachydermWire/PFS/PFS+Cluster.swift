extension PFS {
  /// Of pachd, 2.11.0.
  package struct Version: WireMessage {
    package var major: UInt32 = 0
    package var minor: UInt32 = 0
    package var micro: UInt32 = 0
    package var additional: String = ""
    package var gitCommit: String = ""
    package var gitTreeModified: String = ""
    package var buildDate: String = ""
    package var goVersion: String = ""
    package var platform: String = ""

    package init() {}

    package static let fields: [WireField<PFS.Version>] = [
      .init(1, "major", \.major),
      .init(2, "minor", \.minor),
      .init(3, "micro", \.micro),
      .init(4, "additional", \.additional),
      .init(5, "git_commit", \.gitCommit),
      .init(6, "git_tree_modified", \.gitTreeModified),
      .init(7, "build_date", \.buildDate),
      .init(8, "go_version", \.goVersion),
      .init(9, "platform", \.platform),
    ]
  }

  /// From 2.5; 2.0 sends none of it.
  package struct InspectClusterRequest: WireMessage {
    package var clientVersion: Version?
    package var currentProject: Project?

    package init() {}

    package static let fields: [WireField<PFS.InspectClusterRequest>] = [
      .init(1, "client_version", \.clientVersion),
      .init(2, "current_project", \.currentProject),
    ]
  }

  /// `deploymentID` tells one cluster from another.
  package struct ClusterInfo: WireMessage {
    package var id: String = ""
    package var deploymentID: String = ""
    package var warningsOK: Bool = false
    package var warnings: [String] = []
    package var proxyHost: String = ""
    package var proxyTLS: Bool = false
    package var paused: Bool = false

    package init() {}

    package static let fields: [WireField<PFS.ClusterInfo>] = [
      .init(1, "id", \.id),
      .init(2, "deployment_id", \.deploymentID),
      .init(3, "warnings_ok", \.warningsOK),
      .init(4, "warnings", \.warnings),
      .init(5, "proxy_host", \.proxyHost),
      .init(6, "proxy_tls", \.proxyTLS),
      .init(7, "paused", \.paused),
    ]
  }

  /// auth_v2.
  package struct WhoAmIResponse: WireMessage {
    package var username: String = ""

    package init() {}

    package static let fields: [WireField<PFS.WhoAmIResponse>] = [
      .init(1, "username", \.username)
    ]
  }

  /// From 2.5.
  package struct ProjectInfo: WireMessage {
    package var project: Project?
    package var description: String = ""
    package var createdAt: Timestamp?

    package init() {}

    package static let fields: [WireField<PFS.ProjectInfo>] = [
      .init(1, "project", \.project),
      .init(2, "description", \.description),
      .init(4, "created_at", \.createdAt),
    ]
  }

  /// By name.
  package struct InspectProjectRequest: WireMessage {
    package var project: Project?

    package init() {}

    package static let fields: [WireField<PFS.InspectProjectRequest>] = [
      .init(1, "project", \.project)
    ]
  }
}
