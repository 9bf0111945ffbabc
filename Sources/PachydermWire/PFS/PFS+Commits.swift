extension PFS {
  /// Why it was made.
  package struct CommitOrigin: WireMessage {
    package var kind: OriginKind = .absent

    package init() {}

    package static let fields: [WireField<PFS.CommitOrigin>] = [
      .init(1, "kind", \.kind)
    ]
  }

  /// The exact size, once it is finished.
  package struct CommitDetails: WireMessage {
    package var sizeBytes: Int = 0

    package init() {}

    package static let fields: [WireField<PFS.CommitDetails>] = [
      .init(1, "size_bytes", \.sizeBytes)
    ]
  }

  /// `finishing` closes it to writers, `finished` opens it to readers; `error` tells of files lost.
  package struct CommitInfo: WireMessage {
    package var commit: Commit?
    package var origin: CommitOrigin?
    package var description: String = ""
    package var parentCommit: Commit?
    package var childCommits: [Commit] = []
    package var started: Timestamp?
    package var finishing: Timestamp?
    package var finished: Timestamp?
    package var error: String = ""
    package var sizeBytesUpperBound: Int = 0
    package var details: CommitDetails?

    package init() {}

    package static let fields: [WireField<PFS.CommitInfo>] = [
      .init(1, "commit", \.commit),
      .init(2, "origin", \.origin),
      .init(3, "description", \.description),
      .init(4, "parent_commit", \.parentCommit),
      .init(5, "child_commits", \.childCommits),
      .init(6, "started", \.started),
      .init(7, "finishing", \.finishing),
      .init(8, "finished", \.finished),
      .init(10, "error", \.error),
      .init(11, "size_bytes_upper_bound", \.sizeBytesUpperBound),
      .init(12, "details", \.details),
    ]
  }

  /// `parent` other than the head moves the branch.
  package struct StartCommitRequest: WireMessage {
    package var parent: Commit?
    package var description: String = ""
    package var branch: Branch?

    package init() {}

    package static let fields: [WireField<PFS.StartCommitRequest>] = [
      .init(1, "parent", \.parent),
      .init(2, "description", \.description),
      .init(3, "branch", \.branch),
    ]
  }

  /// Returns while the commit is FINISHING.
  package struct FinishCommitRequest: WireMessage {
    package var commit: Commit?
    package var description: String = ""
    package var error: String = ""
    package var force: Bool = false

    package init() {}

    package static let fields: [WireField<PFS.FinishCommitRequest>] = [
      .init(1, "commit", \.commit),
      .init(2, "description", \.description),
      .init(3, "error", \.error),
      .init(4, "force", \.force),
    ]
  }

  /// Waits until the commit is as far as `wait`.
  package struct InspectCommitRequest: WireMessage {
    package var commit: Commit?
    package var wait: CommitState = .absent

    package init() {}

    package static let fields: [WireField<PFS.InspectCommitRequest>] = [
      .init(1, "commit", \.commit),
      .init(2, "wait", \.wait),
    ]
  }

  /// Newest first, from `to` back to `from`.
  package struct ListCommitRequest: WireMessage {
    package var repo: Repo?
    package var from: Commit?
    package var to: Commit?
    package var number: Int = 0
    package var reverse: Bool = false
    package var all: Bool = false
    package var originKind: OriginKind = .absent

    package init() {}

    package static let fields: [WireField<PFS.ListCommitRequest>] = [
      .init(1, "repo", \.repo),
      .init(2, "from", \.from),
      .init(3, "to", \.to),
      .init(4, "number", \.number),
      .init(5, "reverse", \.reverse),
      .init(6, "all", \.all),
      .init(7, "origin_kind", \.originKind),
    ]
  }

  /// Oldest first, beginning after `from`.
  package struct SubscribeCommitRequest: WireMessage {
    package var repo: Repo?
    package var branch: String = ""
    package var from: Commit?
    package var state: CommitState = .absent
    package var all: Bool = false
    package var originKind: OriginKind = .absent

    package init() {}

    package static let fields: [WireField<PFS.SubscribeCommitRequest>] = [
      .init(1, "repo", \.repo),
      .init(2, "branch", \.branch),
      .init(3, "from", \.from),
      .init(4, "state", \.state),
      .init(5, "all", \.all),
      .init(6, "origin_kind", \.originKind),
    ]
  }

  /// Of DropCommit and SquashCommit, from 2.8.
  package struct DropCommitRequest: WireMessage {
    package var commit: Commit?
    package var recursive: Bool = false

    package init() {}

    package static let fields: [WireField<PFS.DropCommitRequest>] = [
      .init(1, "commit", \.commit),
      .init(2, "recursive", \.recursive),
    ]
  }

  /// Why a commit was made.
  package enum OriginKind: Int, WireEnum {
    case unknown, user, auto, fsck, alias

    package static let absent = OriginKind.unknown
    package var wireName: String {
      switch self {
      case .unknown: "ORIGIN_KIND_UNKNOWN"
      case .user: "USER"
      case .auto: "AUTO"
      case .fsck: "FSCK"
      case .alias: "ALIAS"
      }
    }
  }

  /// How far a commit is.
  package enum CommitState: Int, WireEnum {
    case unknown, started, ready, finishing, finished

    package static let absent = CommitState.unknown
    package var wireName: String {
      switch self {
      case .unknown: "COMMIT_STATE_UNKNOWN"
      case .started: "STARTED"
      case .ready: "READY"
      case .finishing: "FINISHING"
      case .finished: "FINISHED"
      }
    }
  }
}
