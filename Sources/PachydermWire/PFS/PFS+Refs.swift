package import LabelCore

extension PFS {
  /// The project that everything is in before 2.5, and unless said otherwise.
  package static let defaultProject = "default"
}

extension PFS.Repo {
  /// A repo of data.
  package init(_ name: String, project: String = PFS.defaultProject) {
    self.init()
    self.name = name
    type = "user"
    self.project = .with { $0.name = project }
  }
}

extension PFS.Branch {
  package init(_ branch: Branch, project: String = PFS.defaultProject) {
    self.init()
    repo = PFS.Repo(branch.repo, project: project)
    name = branch.name
  }
}

extension PFS.Commit {
  /// The steps up to an ancestor stand in the id: a branch's name takes none.
  package init(_ ref: CommitRef, project: String = PFS.defaultProject) {
    self.init()
    let repo = PFS.Repo(ref.repo, project: project)
    self.repo = repo
    if RefRules.isCommitID(ref.name) {
      id = ref.commit
    } else {
      branch = PFS.Branch(Branch(repo: ref.repo, name: ref.name), project: project)
      id = String(ref.commit.dropFirst(ref.name.count))
    }
  }

  /// A commit by its id, and the branch it was made on.
  package init(id: String, on branch: Branch, project: String = PFS.defaultProject) {
    self.init()
    repo = PFS.Repo(branch.repo, project: project)
    self.branch = PFS.Branch(branch, project: project)
    self.id = id
  }

  /// The repo it is of: 2.5 and older say it in the branch only.
  package var anyRepo: PFS.Repo? { repo ?? branch?.repo }

  /// What it stands for; an id stands for itself, whatever the branch.
  package var ref: CommitRef {
    let steps = id.isEmpty || id.first.map { "^~.".contains($0) } == true
    return CommitRef(
      repo: anyRepo?.name ?? "", commit: steps ? (branch?.name ?? "") + id : id)
  }
}

extension PFS.File {
  package init(_ path: String, at commit: PFS.Commit) {
    self.init()
    self.commit = commit
    self.path = path
  }
}
