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

  @Flag(help: "Exit with 1 when they differ.")
  var exitCode = false

  @OptionGroup var listing: ListingOptions
  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func validate() throws {
    if let path = old?.path, path != new.pathOrRoot {
      throw ValidationError("compare the same path in both commits: \(new.pathOrRoot)")
    }
  }

  func run() async throws {
    let context = CommandContext(common)
    let store = try await context.openStore()
    let base = try await baseCommit(in: store)
    let differences = store.diff(from: base, to: new.commit)
    let isListed = nameOnly || stat || listing.style != .table
    let count =
      isListed
      ? try await list(differences, base, on: context)
      : try await show(
        differences, TextDifferences(store: store, old: base, new: new.commit), on: context)
    if exitCode, count > 0 { throw QuietExit(status: .nothing) }
  }

  /// The second commit, or the first one's parent; nil when there is none.
  private func baseCommit(in store: any VersionedStore) async throws -> CommitRef? {
    if let old { return old.commit }
    let parent = try await store.inspectCommit(new.commit).parent
    return parent.map { CommitRef(repo: new.commit.repo, commit: $0) }
  }

  private func isWanted(_ path: String) -> Bool {
    let wanted = new.pathOrRoot
    return wanted == "/" || path == wanted || path.hasPrefix(wanted + "/")
  }

  private func list(
    _ differences: AsyncThrowingStream<FileDifference, any Error>, _ base: CommitRef?,
    on context: CommandContext
  ) async throws -> Int {
    var printer = context.printer(\.differences, listing)
    var (changed, added, gone) = (0, 0, 0)
    for try await difference in differences where isWanted(difference.path) {
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
    _ differences: AsyncThrowingStream<FileDifference, any Error>, _ texts: TextDifferences,
    on context: CommandContext
  ) async throws -> Int {
    var count = 0
    for try await difference in differences where isWanted(difference.path) {
      let lines = try await texts.lines(difference, isColoured: context.console.isColoured)
      try context.console.write(lines.map { $0 + "\n" }.joined())
      count += 1
    }
    try context.console.flush()
    return count
  }
}
