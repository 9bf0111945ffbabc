import DataRepository
import LabelCore

/// Tables, plain JSON and Pachyderm 1.13's JSON of what a store lists.
struct StoreListings {
  /// Unix seconds, for "3 seconds ago".
  let now: Double
  let isFull: Bool

  /// A moment in the style asked for, `-` for none.
  func moment(_ seconds: Double?) -> String {
    guard let seconds else { return "-" }
    return isFull ? HumanUnits.timestamp(seconds) : HumanUnits.ago(seconds, now: now)
  }

  var repos: ListingFormat<RepoInfo> {
    ListingFormat(
      headers: ["NAME", "CREATED", "SIZE (MASTER)", "DESCRIPTION"],
      cells: { repo in
        [
          .init(DisplayText.cleaned(repo.name)), .init(moment(repo.created)),
          .init(HumanUnits.size(repo.size)), .init(DisplayText.cleaned(repo.description)),
        ]
      },
      json: StoreJSON.repo, raw: StoreJSON.rawRepo)
  }

  var branches: ListingFormat<BranchInfo> {
    ListingFormat(
      headers: ["BRANCH", "HEAD"],
      cells: { info in
        [.init(DisplayText.cleaned(info.branch.name)), .init(info.head ?? "-")]
      },
      json: StoreJSON.branch, raw: StoreJSON.rawBranch)
  }

  var commits: ListingFormat<CommitInfo> {
    ListingFormat(
      headers: ["REPO", "BRANCH", "COMMIT", "FINISHED", "SIZE", "PROGRESS", "DESCRIPTION"],
      isLastHeaderOpen: true,
      cells: { commit in
        [
          .init(DisplayText.cleaned(commit.repo)), .init(DisplayText.cleaned(commit.branch)),
          .init(commit.id), .init(moment(commit.finished)), .init(HumanUnits.size(commit.size)),
          "-", .init(DisplayText.cleaned(commit.description)),
        ]
      },
      json: StoreJSON.commit, raw: StoreJSON.rawCommit)
  }

  func files(at commit: CommitRef) -> ListingFormat<FileInfo> {
    ListingFormat(
      headers: ["NAME", "TYPE", "SIZE"],
      cells: Self.fileCells,
      json: StoreJSON.file, raw: { StoreJSON.rawFile($0, commit) })
  }

  /// Contents of files over time.
  var history: ListingFormat<PastFile> {
    ListingFormat(
      headers: ["COMMIT", "NAME", "TYPE", "COMMITTED", "SIZE"],
      cells: { past in
        var cells = Self.fileCells(past.file)
        cells.insert(.init(moment(past.file.committed)), at: 2)
        return [.init(past.commit)] + cells
      },
      json: { past in
        guard case .object(let members) = StoreJSON.file(past.file) else { return .null }
        return .object([.init("commit", .string(past.commit))] + members)
      },
      raw: { StoreJSON.rawFile($0.file, CommitRef(repo: $0.repo, commit: $0.commit)) })
  }

  /// Differing files, `+` for what the first commit has and `-` for what the second has.
  var differences: ListingFormat<DifferingFile> {
    ListingFormat(
      headers: ["OP", "NAME", "TYPE", "SIZE"],
      cells: { line in
        let colour: Colour = line.isNew ? .green : .red
        var cells = Self.fileCells(line.file)
        cells[0].text.removeFirst()
        return [.init(line.isNew ? "+" : "-", colour: colour)] + cells
      },
      json: { line in
        guard case .object(let members) = StoreJSON.file(line.file) else { return .null }
        return .object([.init("op", .string(line.isNew ? "+" : "-"))] + members)
      },
      raw: { StoreJSON.rawFile($0.file, $0.commit) })
  }

  private static func fileCells(_ file: FileInfo) -> [Table.Cell] {
    [
      .init(DisplayText.cleaned(file.displayPath)),
      .init(file.kind == .directory ? "dir" : "file"), .init(HumanUnits.size(file.size)),
    ]
  }
}

/// One line of `diff file --name-only`.
struct DifferingFile: Equatable, Sendable {
  var isNew: Bool
  var file: FileInfo
  var commit: CommitRef
}

extension FileInfo {
  /// The path without a directory's slash at the end, as pachctl shows it.
  var displayPath: String {
    path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }
}
