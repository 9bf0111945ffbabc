import ArgumentParser

/// Label Studio's `start DIR` and pachctl's `start commit`, told apart by the word behind it.
struct Start: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Label the texts of a workspace, or start a commit.",
    discussion: """
      Example: tagline start my-project/ --init --source s3 --source-path master.raw_data \
      --target s3-completions --target-path master.labeled_data

      All flags of Label Studio 0.8.2's start are understood: tagline start workspace --help lists them. \
      A directory called commit is ./commit.
      """,
    subcommands: [StartSession.self, StartCommit.self], defaultSubcommand: StartSession.self)
}
