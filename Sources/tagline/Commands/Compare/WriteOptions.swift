import ArgumentParser
import LabelCore
import Workspace

/// Writing a new version out of two, for scripts; on the screen a person decides row by row.
struct WriteOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write a new version to this branch of A's repo, in one commit. It must not be there yet.",
      valueName: "branch"))
  var into: String?

  @Option(
    help: ArgumentHelp(
      "What the new version takes where A and B differ: a, b, or three-way (what only one of them "
        + "changed since the commit that both descend from).", valueName: "side"))
  var take: TakenSide?

  @Option(
    help: ArgumentHelp(
      "With --take three-way: the side that wins where both changed a task. Without it such tasks "
        + "are named, and nothing is written.", valueName: "a|b"))
  var conflicts: WinningSide?

  func validate() throws {
    if (into == nil) != (take == nil) {
      throw ValidationError("--into and --take belong together: --take b --into v4")
    }
    if conflicts != nil, take != .threeWay {
      throw ValidationError("--conflicts is for --take three-way")
    }
  }

  /// The branch to make, given the repo of A.
  func branch(in repo: String) throws -> Branch? {
    guard let into else { return nil }
    if into.contains("@") { return try Branch(parsing: into) }
    return try Branch(parsing: "\(repo)@\(into)")
  }
}

/// What `--take` takes.
enum TakenSide: String, ExpressibleByArgument, CaseIterable {
  case a
  case b
  case threeWay = "three-way"
}

/// What `--conflicts` takes.
enum WinningSide: String, ExpressibleByArgument, CaseIterable {
  case a
  case b

  var rule: WriteOrder.Undecided { self == .a ? .keepA : .keepB }
}

extension WriteOptions {
  /// Writes the version asked for; nil when none was.
  func write(_ result: VersionComparison) async throws -> WrittenVersion? {
    guard let take else { return nil }
    guard let a = result.a as? StoreVersion else {
      throw Failure.usage(
        "\(result.a.name) is no commit of a store; a new version is made from a commit: name it first"
      )
    }
    guard let branch = try branch(in: a.ref.repo) else { return nil }
    var order = WriteOrder(branch: branch)
    switch take {
    case .a: order.undecided = .keepA
    case .b: order.undecided = .keepB
    case .threeWay:
      order.undecided = conflicts?.rule ?? .refuse
      order.merge = try await ThreeWayMerge(result)
      guard order.merge != nil else {
        throw Failure.usage(
          "\(result.a.name) and \(result.b.name) descend from no common commit; say --take a or --take b"
        )
      }
    }
    do {
      return try await result.write(order)
    } catch let refusal as WriteRefusal {
      throw Failure(refusal, result)
    }
  }
}

extension Failure {
  /// Why a new version was not written.
  fileprivate init(_ refusal: WriteRefusal, _ result: VersionComparison) {
    switch refusal {
    case .branchExists(let branch):
      self.init(.conflict, "\(branch) is there already; name another branch, nothing was written")
    case .notWritable(let name):
      self.init(
        .wrongUse,
        "\(name) is no commit in whose repo a branch can be made: the store must tell commits "
          + "(the embedded store, or a cluster by its pachd address), and both branches be of one repo"
      )
    case .undecided(let count, let first):
      let names = first.prefix(10).map { $0.a ?? $0.b ?? "" }.joined(separator: ", ")
      let more = count > 10 ? " and \(count - 10) more" : ""
      self.init(
        .conflict,
        """
        both versions changed \(count) of the tasks: \(names)\(more); nothing was written
        Decide them on the screen: tagline compare \(result.a.name) \(result.b.name), or say which \
        side wins: --conflicts a
        """)
    }
  }
}
