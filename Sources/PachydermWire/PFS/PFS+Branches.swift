extension PFS {
  /// `provenance` is empty unless a pipeline writes it.
  package struct BranchInfo: WireMessage {
    package var branch: Branch?
    package var head: Commit?
    package var provenance: [Branch] = []
    package var subvenance: [Branch] = []
    package var directProvenance: [Branch] = []

    package init() {}

    package static let fields: [WireField<PFS.BranchInfo>] = [
      .init(1, "branch", \.branch),
      .init(2, "head", \.head),
      .init(3, "provenance", \.provenance),
      .init(4, "subvenance", \.subvenance),
      .init(5, "direct_provenance", \.directProvenance),
    ]
  }

  /// Makes it, or moves it to `head`.
  package struct CreateBranchRequest: WireMessage {
    package var head: Commit?
    package var branch: Branch?
    package var provenance: [Branch] = []
    package var newCommitSet: Bool = false

    package init() {}

    package static let fields: [WireField<PFS.CreateBranchRequest>] = [
      .init(1, "head", \.head),
      .init(2, "branch", \.branch),
      .init(3, "provenance", \.provenance),
      .init(5, "new_commit_set", \.newCommitSet),
    ]
  }

  /// By name.
  package struct InspectBranchRequest: WireMessage {
    package var branch: Branch?

    package init() {}

    package static let fields: [WireField<PFS.InspectBranchRequest>] = [
      .init(1, "branch", \.branch)
    ]
  }

  /// All of a repo.
  package struct ListBranchRequest: WireMessage {
    package var repo: Repo?
    package var reverse: Bool = false

    package init() {}

    package static let fields: [WireField<PFS.ListBranchRequest>] = [
      .init(1, "repo", \.repo),
      .init(2, "reverse", \.reverse),
    ]
  }

  /// The commits stay.
  package struct DeleteBranchRequest: WireMessage {
    package var branch: Branch?
    package var force: Bool = false

    package init() {}

    package static let fields: [WireField<PFS.DeleteBranchRequest>] = [
      .init(1, "branch", \.branch),
      .init(2, "force", \.force),
    ]
  }
}
