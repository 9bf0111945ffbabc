import DataRepository
import Foundation
import Glibc

/// Looks at everything that may keep the program from working.
struct Checkup {
  let context: CommandContext
  let isThorough: Bool
  private(set) var findings: [Finding] = []
  /// How the program is to end: the worst of what was found.
  private(set) var status = ProgramStatus.good

  init(context: CommandContext, isThorough: Bool) {
    self.context = context
    self.isThorough = isThorough
  }

  mutating func run(directory: String?) async {
    add(.good, "version", "tagline \(Version.current)")
    await checkStore()
    checkCredentials()
    add(.good, "clock", "\(HumanUnits.timestamp(context.now.rounded(.down)))")
    checkTerminal()
  }

  private mutating func add(
    _ level: Finding.Level, _ topic: String, _ text: String, mend: String? = nil
  ) {
    findings.append(Finding(level, topic, text, mend: mend))
  }

  private mutating func fail(_ topic: String, _ error: any Error, mend: String? = nil) {
    let failure = Failure(error)
    add(.bad, topic, failure.message, mend: mend)
    if status == .good { status = failure.status }
  }

  private mutating func checkStore() async {
    let sources = context.storeSources()
    let decision: StoreDecision
    do {
      decision = try sources.decide()
    } catch {
      return fail("store", error)
    }
    add(.good, "store", "\(decision.choice.place), because of \(decision.reason)")
    for other in sources.hidden(by: decision) {
      add(.warning, "not used", "\(other.choice.place), named by \(other.reason)")
    }
    do {
      let opener = StoreOpener(decision: decision, userFiles: context.userFiles)
      let store = try await opener.open(creating: false)
      let repos = try await store.listRepos()
      let identity = try await store.identity()
      add(.good, "access", "\(identity.kind) store \(identity.id), \(repos.count) repos")
    } catch {
      fail("access", error)
    }
  }

  /// Only whether there are any, never which.
  private mutating func checkCredentials() {
    let key = context.environment["AWS_ACCESS_KEY_ID"].nonEmpty
    let secret = context.environment["AWS_SECRET_ACCESS_KEY"].nonEmpty
    switch (key, secret) {
    case (nil, nil):
      add(.good, "credentials", "none in the environment; the embedded store needs none")
    case (let key?, let secret?) where key == secret:
      add(
        .good, "credentials", "access key and secret in the environment, equal as pachd wants them")
    default:
      add(
        .warning, "credentials", "access key and secret in the environment differ",
        mend: "for a Pachyderm gateway the secret must equal the access key")
    }
  }

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
