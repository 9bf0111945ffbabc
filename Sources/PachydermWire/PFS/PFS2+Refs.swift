package import LabelCore
import SwiftProtobuf

extension PFS2 {
  /// The project that everything is in before 2.5, and unless said otherwise.
  package static let defaultProject = "default"
}

extension PFS2Repo {
  /// A repo of data.
  /// - Parameter project: nil before 2.5.
  package init(_ name: String, project: String? = PFS2.defaultProject) {
    self.init()
    self.name = name
    type = "user"
    if let project { self.project = .with { $0.name = project } }
  }
}

extension PFS2Branch {
  package init(_ branch: Branch, project: String? = PFS2.defaultProject) {
    self.init()
    repo = PFS2Repo(branch.repo, project: project)
    name = branch.name
  }
}

extension PFS2Commit {
  /// The steps up to an ancestor stand in the id: a branch's name takes none.
  package init(_ ref: CommitRef, project: String? = PFS2.defaultProject) {
    self.init()
    repo = PFS2Repo(ref.repo, project: project)
    if RefRules.isCommitID(ref.name) {
      id = ref.name + ref.steps
    } else {
      branch = PFS2Branch(Branch(repo: ref.repo, name: ref.name), project: project)
      id = ref.steps
    }
  }

  /// A commit by its id, and the branch it was made on.
  package init(id: String, on branch: Branch, project: String? = PFS2.defaultProject) {
    self.init()
    repo = PFS2Repo(branch.repo, project: project)
    self.branch = PFS2Branch(branch, project: project)
    self.id = id
  }

  /// The repo it is of: 2.5 and older say it in the branch only.
  package var anyRepo: PFS2Repo? {
    hasRepo ? repo : branch.hasRepo ? branch.repo : nil
  }

  /// What it stands for; an id stands for itself, whatever the branch.
  package var ref: CommitRef {
    let steps = id.isEmpty || id.first.map { "^~.".contains($0) } == true
    return CommitRef(repo: anyRepo?.name ?? "", commit: steps ? branch.name + id : id)
  }
}

extension PFS2File {
  package init(_ path: String, at commit: PFS2Commit) {
    self.init()
    self.commit = commit
    self.path = path
  }
}
