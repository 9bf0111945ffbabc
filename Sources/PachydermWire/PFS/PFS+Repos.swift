extension PFS {
  /// The exact size, where it was asked for.
  package struct RepoDetails: WireMessage {
    package var sizeBytes: Int = 0

    package init() {}

    package static let fields: [WireField<PFS.RepoDetails>] = [
      .init(1, "size_bytes", \.sizeBytes)
    ]
  }

  /// `details` only from InspectRepo.
  package struct RepoInfo: WireMessage {
    package var repo: Repo?
    package var created: Timestamp?
    package var sizeBytesUpperBound: Int = 0
    package var description: String = ""
    package var branches: [Branch] = []
    package var details: RepoDetails?

    package init() {}

    package static let fields: [WireField<PFS.RepoInfo>] = [
      .init(1, "repo", \.repo),
      .init(2, "created", \.created),
      .init(3, "size_bytes_upper_bound", \.sizeBytesUpperBound),
      .init(4, "description", \.description),
      .init(5, "branches", \.branches),
      .init(7, "details", \.details),
    ]
  }

  /// `update` changes the description of one that exists.
  package struct CreateRepoRequest: WireMessage {
    package var repo: Repo?
    package var description: String = ""
    package var update: Bool = false

    package init() {}

    package static let fields: [WireField<PFS.CreateRepoRequest>] = [
      .init(1, "repo", \.repo),
      .init(2, "description", \.description),
      .init(3, "update", \.update),
    ]
  }

  /// By name and type.
  package struct InspectRepoRequest: WireMessage {
    package var repo: Repo?

    package init() {}

    package static let fields: [WireField<PFS.InspectRepoRequest>] = [
      .init(1, "repo", \.repo)
    ]
  }

  /// No type: all of them.
  package struct ListRepoRequest: WireMessage {
    package var type: String = ""
    package var projects: [Project] = []

    package init() {}

    package static let fields: [WireField<PFS.ListRepoRequest>] = [
      .init(1, "type", \.type),
      .init(2, "projects", \.projects),
    ]
  }

  /// `force` for what pipelines use.
  package struct DeleteRepoRequest: WireMessage {
    package var repo: Repo?
    package var force: Bool = false

    package init() {}

    package static let fields: [WireField<PFS.DeleteRepoRequest>] = [
      .init(1, "repo", \.repo),
      .init(2, "force", \.force),
    ]
  }

  /// From 2.8; empty before.
  package struct DeleteRepoResponse: WireMessage {
    package var deleted: Bool = false

    package init() {}

    package static let fields: [WireField<PFS.DeleteRepoResponse>] = [
      .init(1, "deleted", \.deleted)
    ]
  }
}
