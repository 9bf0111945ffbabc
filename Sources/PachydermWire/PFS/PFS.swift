/// The messages of Pachyderm 2.x's `pfs_v2`, `versionpb_v2` and `admin_v2` that are used here, with
/// the field numbers and names of 2.0 to 2.11 (`src/pfs/pfs.proto`). One release's fields are
/// simply absent in another.
package enum PFS {
  /// No fields.
  package struct Empty: WireMessage {

    package init() {}

    package static let fields: [WireField<PFS.Empty>] = []
  }

  /// From 2.5.
  package struct Project: WireMessage {
    package var name: String = ""

    package init() {}

    package static let fields: [WireField<PFS.Project>] = [
      .init(1, "name", \.name)
    ]
  }

  /// `type` is `user` for data; absent in a request it names no repo at all.
  package struct Repo: WireMessage {
    package var name: String = ""
    package var type: String = ""
    package var project: Project?

    package init() {}

    package static let fields: [WireField<PFS.Repo>] = [
      .init(1, "name", \.name),
      .init(2, "type", \.type),
      .init(3, "project", \.project),
    ]
  }

  /// A branch by name.
  package struct Branch: WireMessage {
    package var repo: Repo?
    package var name: String = ""

    package init() {}

    package static let fields: [WireField<PFS.Branch>] = [
      .init(1, "repo", \.repo),
      .init(2, "name", \.name),
    ]
  }

  /// An id, or the head of `branch`; `^2` in `id` steps up from the head. `repo` from 2.6.
  package struct Commit: WireMessage {
    package var branch: Branch?
    package var id: String = ""
    package var repo: Repo?

    package init() {}

    package static let fields: [WireField<PFS.Commit>] = [
      .init(1, "branch", \.branch),
      .init(2, "id", \.id),
      .init(3, "repo", \.repo),
    ]
  }

  /// A path at a commit.
  package struct File: WireMessage {
    package var commit: Commit?
    package var path: String = ""
    package var datum: String = ""

    package init() {}

    package static let fields: [WireField<PFS.File>] = [
      .init(1, "commit", \.commit),
      .init(2, "path", \.path),
      .init(3, "datum", \.datum),
    ]
  }
}
