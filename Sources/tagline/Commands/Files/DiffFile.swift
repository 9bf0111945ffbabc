import ArgumentParser
import DataRepository
import LabelCore

struct DiffFile: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "file",
    abstract: "Show how the files of two commits differ.",
    discussion: """
      Example: tagline diff file labeled_data@v2 labeled_data@v1

      + is what the first commit has, - what the second has; without a second commit it is the parent
      of the first. Files are compared by content hash; texts that differ are shown line by line.
      """)

  @Argument(
    help: "repo@branch-or-commit, with :/path for a file or directory of it.",
    transform: RefArgument.file)
  var new: FileRef

  @Argument(
    help: "What to compare with; the parent when it is left out.", transform: RefArgument.file)
  var old: FileRef?

  @Flag(help: "Only the names of the files that differ.")
  var nameOnly = false

  @Flag(help: "Names and sizes, with a line that sums them up.")
  var stat = false

  @Flag(name: .shortAndLong, help: "Directories that differ, not what is in them.")
  var shallow = false

  @Option(
    help: ArgumentHelp("A program that shows the differences of two files.", valueName: "program"))
  var diffCommand: String?

  @Flag(help: "Exit with 1 when they differ.")
  var exitCode = false

  @OptionGroup var listing: ListingOptions
  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func validate() throws {
    if let path = old?.path, path != new.pathOrRoot {
      throw ValidationError("compare the same path in both commits: \(new.pathOrRoot)")
    }
    if let diffCommand, diffCommand.allSatisfy(\.isWhitespace) {
      throw ValidationError("--diff-command names a program")
    }
  }

  func run() async throws {
    let context = CommandContext(common)
    let store = try await context.openStore()
    let base = try await baseCommit(in: store)
    let differences = differences(from: base, in: store)
    let isListed = nameOnly || stat || shallow || listing.style != .table
    let count =
      isListed
      ? try await list(differences, base, on: context)
      : try await show(differences, from: base, of: store, on: context)
    if exitCode, count > 0 { throw QuietExit(status: .nothing) }
  }

  /// The second commit, or the first one's parent; nil when there is none.
  private func baseCommit(in store: any VersionedStore) async throws -> CommitRef? {
    if let old { return old.commit }
    let parent = try await store.inspectCommit(new.commit).parent
    return parent.map { CommitRef(repo: new.commit.repo, commit: $0) }
  }

  /// Those below the path asked for; with `--shallow` the directories right below it.
  private func differences(
    from base: CommitRef?, in store: any VersionedStore
  ) -> FileDifferences {
    let all = FileDifferences(
      differences: store.diff(from: base, to: new.commit), path: new.pathOrRoot)
    guard shallow else { return all }
    return all.shallow { path, isNew in
      guard let commit = isNew ? new.commit : base else { return nil }
      do {
        return try await store.inspectFile(path, at: commit)
      } catch let error as StoreError where error.code.isAbsence {
        return nil
      }
    }
  }

  private func list(
    _ differences: FileDifferences, _ base: CommitRef?,
    on context: CommandContext
  ) async throws -> Int {
    var printer = context.printer(\.differences, listing)
    var (changed, added, gone) = (0, 0, 0)
    for try await difference in differences {
      switch (difference.old, difference.new) {
      case (nil, _): added += 1
      case (_, nil): gone += 1
      default: changed += 1
      }
      if let file = difference.new {
        try printer.add(DifferingFile(isNew: true, file: file, commit: new.commit))
      }
      if let file = difference.old {
        try printer.add(DifferingFile(isNew: false, file: file, commit: base ?? new.commit))
      }
    }
    try printer.finish()
    if stat, listing.style == .table {
      try context.console.writeLine("\(changed) changed, \(added) added, \(gone) gone")
      try context.console.flush()
    }
    return changed + added + gone
  }

  private func show(
    _ differences: FileDifferences, from base: CommitRef?, of store: any VersionedStore,
    on context: CommandContext
  ) async throws -> Int {
    let program = diffCommand.map {
      DiffCommand(
        words: $0.split(separator: " ").map(String.init), store: store, old: base, new: new.commit)
    }
    let texts = TextDifferences(store: store, old: base, new: new.commit)
    var count = 0
    for try await difference in differences {
      count += 1
      if let program {
        try await program.show(difference)
      } else {
        let lines = try await texts.lines(difference, isColoured: context.console.isColoured)
        try context.console.write(lines.map { $0 + "\n" }.joined())
      }
    }
    try context.console.flush()
    return count
  }
}
