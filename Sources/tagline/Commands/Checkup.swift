import DataRepository
import EmbeddedStore
import Foundation
import Glibc
import LabelCore
import Workspace

/// Looks at everything that may keep the program from working.
struct Checkup {
  let context: CommandContext
  let isThorough: Bool
  private(set) var findings: [Finding] = []
  /// How the program is to end: the worst of what was found.
  private(set) var status = ProgramStatus.good
  /// What the clock of a server asked differs from the one here, in seconds.
  var clockOffset: Double?

  init(context: CommandContext, isThorough: Bool) {
    self.context = context
    self.isThorough = isThorough
  }

  mutating func run(directory: String?) async {
    add(.good, "version", "tagline \(Version.current)")
    let workspace = workspaceDirectory(directory)
    await checkStore(workspace)
    if let workspace { await checkWorkspace(workspace) }
    checkClock()
    checkTerminal()
  }

  mutating func add(
    _ level: Finding.Level, _ topic: String, _ text: String, mend: String? = nil
  ) {
    findings.append(Finding(level, topic, text, mend: mend))
  }

  mutating func fail(_ topic: String, _ error: any Error, mend: String? = nil) {
    let failure = Failure(error)
    // Its first line; what may follow sends people here.
    let isAway = failure.status == .storeNotReached
    let message = isAway ? failure.message.prefix { $0 != "\n" } : failure.message[...]
    add(.bad, topic, String(message), mend: mend)
    if status == .good { status = failure.status }
  }

  /// The workspace asked for, else the working directory when it is one.
  private func workspaceDirectory(_ named: String?) -> String? {
    let directory = Paths.absolute(named ?? ".", in: context.directory)
    let isWorkspace = LocalFiles.kind(of: directory + "/config.json") == .file
    return named != nil || isWorkspace ? directory : nil
  }

  private mutating func checkStore(_ workspace: String?) async {
    var recorded: StoreIdentity?
    if let workspace { recorded = try? await Workspace.recordedStore(in: workspace) }
    let sources = context.storeSources(workspace: workspace, recorded: recorded)
    let opener: StoreOpener
    do {
      opener = try context.opener(sources)
    } catch {
      return fail("store", error)
    }
    let decision = opener.decision
    add(.good, "store", "\(decision.choice.place) (\(decision.reason))")
    for other in sources.hidden(by: decision) {
      add(.warning, "not used", "\(other.choice.place), named by \(other.reason)")
    }
    if case .cluster = decision.choice {
      await check(opener.cluster)
      // What failed was said; the store would only say it again.
      guard status == .good else { return }
    }
    do {
      let store = try await opener.open(creating: false)
      let repos = try await store.listRepos()
      let identity = try await store.identity()
      add(.good, "access", "\(identity.kind) store \(identity.id), \(repos.count) repos")
      if let recorded, recorded.kind != identity.kind || recorded.id != identity.id {
        add(
          .warning, "identity", "the workspace was used with store \(recorded.id), not this one",
          mend: "--other-store goes on with this one")
      }
      if isThorough, let embedded = store as? EmbeddedStore { try await verify(embedded) }
    } catch {
      fail("access", error)
    }
  }

  private mutating func verify(_ store: EmbeddedStore) async throws {
    let report = try await store.check()
    for problem in report.problems { add(.bad, "store", problem) }
    if report.problems.isEmpty {
      add(
        .good, "verified",
        "\(report.commits) commits, \(report.contents) contents, \(HumanUnits.size(report.bytes))")
    } else if status == .good {
      status = .failure
    }
  }

  private mutating func checkWorkspace(_ directory: String) async {
    do {
      let workspace = try await context.openWorkspace(directory, isReadOnly: true)
      let found = try await workspace.status()
      let summary = found.summary
      add(
        .good, "workspace",
        "\(directory): \(summary.source) to \(summary.target), \(summary.total) texts, "
          + "\(summary.unsent) unsent")
      if let trouble = summary.trouble { add(.warning, "sending", trouble) }
      for warning in found.warnings { add(.warning, "config", warning) }
      if isThorough {
        try await workspace.checkConfig()
        add(.good, "labels", "all fit the labeling config")
      }
    } catch {
      fail("workspace", error)
    }
  }

  /// A gateway refuses signatures that are more than 15 minutes off.
  private mutating func checkClock() {
    let now = HumanUnits.timestamp(context.now.rounded(.down))
    guard let clockOffset else { return add(.good, "clock", now) }
    let difference = HumanUnits.duration(abs(clockOffset)).lowercased()
    if abs(clockOffset) < 5 {
      add(.good, "clock", "\(now), as the server's")
    } else if abs(clockOffset) < 900 {
      add(.warning, "clock", "\(now), \(difference) off the server's", mend: Self.clockMend)
    } else {
      add(
        .bad, "clock", "\(now), \(difference) off the server's: signatures are refused",
        mend: Self.clockMend)
      if status == .good { status = .failure }
    }
  }

  private static let clockMend = "set it right: timedatectl set-ntp true"

  private mutating func checkTerminal() {
    let term = context.environment["TERM"] ?? ""
    var size = winsize()
    let isTerminal = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0
    if !isTerminal || !context.console.isInputTerminal {
      add(.good, "terminal", "none here: labeling reads plain lines")
    } else if term.isEmpty || term == "dumb" {
      add(
        .warning, "terminal",
        "TERM is \(term.isEmpty ? "not set" : term): labeling reads plain lines",
        mend: "export TERM=xterm-256color")
    } else {
      add(.good, "terminal", "\(term), \(size.ws_col)x\(size.ws_row)")
    }
    setlocale(LC_CTYPE, "")
    let coding = nl_langinfo(Int32(CODESET)).map { String(cString: $0) } ?? ""
    if coding == "UTF-8" {
      add(.good, "locale", coding)
    } else {
      add(.warning, "locale", "\(coding): lines are drawn in ASCII", mend: "export LC_ALL=C.UTF-8")
    }
  }
}
