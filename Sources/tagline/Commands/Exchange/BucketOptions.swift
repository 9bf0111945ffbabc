import ArgumentParser
import LabelCore

/// The flags of an export for Label Studio 1.x.
struct BucketOptions: ParsableArguments {
  @Option(help: "s3: the objects that its S3 target storage writes, as --format ls1-target does.")
  var target: ExportTarget?

  @Option(
    help: ArgumentHelp(
      "Write one commit onto this branch instead of files.", valueName: "repo@branch"),
    transform: RefArgument.branch)
  var into: Branch?

  @Option(
    help: ArgumentHelp(
      "Take predictions from these raw data, and with --only all the tasks without a label.",
      valueName: "ref"),
    transform: RefArgument.commit)
  var raw: CommitRef?

  @Flag(
    help: """
      Keep the raw key in the data, as "tagline_key": labels that come back find their task by it.
      """)
  var keepKey = false

  @Option(
    help: ArgumentHelp(
      "The number of an annotator's user in Label Studio; may be given again.",
      valueName: "annotator=number"))
  var completedBy: [String] = []

  /// The users by annotator.
  func users() throws(Failure) -> [String: Int] {
    var users: [String: Int] = [:]
    for text in completedBy {
      let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard parts.count >= 2, let number = parts.last.flatMap({ Int($0) }), number > 0 else {
        throw .usage("--completed-by \(text): give ANNOTATOR=NUMBER, as ana=3")
      }
      users[parts.dropLast().joined(separator: "=")] = number
    }
    return users
  }

  /// Fails when any is given: they mean nothing for a file.
  func refuse() throws {
    let given = [
      ("--into", into != nil), ("--raw", raw != nil), ("--keep-key", keepKey),
      ("--completed-by", !completedBy.isEmpty),
    ]
    if let flag = given.first(where: \.1)?.0 {
      throw ValidationError("\(flag) goes with --format ls1-tasks or ls1-target")
    }
  }
}

/// What `--target` takes.
enum ExportTarget: String, CaseIterable, Sendable, ExpressibleByArgument {
  case s3
}
