import LabelCore

@testable import LabelUI

/// The screens over the store without one: answers come from values in memory.
struct VersionsDesk {
  var program: VersionsProgram
  /// Effects so far, in order.
  var effects: [Effect] = []
  var theme = Theme(Capabilities())
  /// 23 November 2026, 10:00 UTC.
  static let now = 1_795_428_000.0

  /// Whether answers come at once.
  var isAnswering = true
  var list = VersionList.mails
  var figures = VersionFigures.mails
  var tasks: [LabelingTask] = []
  var log: [LogEntry] = []
  var changes: [LabelChange] = []
  var failure: String?

  init(_ first: any VersionsScreen, size: Size = .normal, target: Branch? = nil) {
    var shell = VersionsShell(size: size)
    shell.now = Moment(seconds: Self.now, clock: "10:00:00")
    shell.target = target
    program = VersionsProgram(first, shell: shell)
  }

  mutating func start() { run(program.start()) }

  mutating func type(_ keys: String) { for key in keys { press(.character(key)) } }

  mutating func press(_ keys: Key...) { for key in keys { send(.key(key)) } }

  mutating func send(_ event: Event) { run(program.update(event)) }

  func picture(_ size: Size? = nil) -> String {
    program.view(size ?? program.shell.size, theme: theme).grid.description
  }

  func row(_ number: Int) -> String {
    program.view(program.shell.size, theme: theme).grid.text(ofRow: number)
  }

  /// Requests that are not about reading.
  var changesAsked: [VersionsChange] {
    effects.compactMap { if case .versions(.change(let change)) = $0 { change } else { nil } }
  }

  private mutating func run(_ new: [Effect]) {
    effects += new
    guard isAnswering else { return }
    for case .versions(let request) in new {
      if let failure {
        send(.versions(.failed(request, failure)))
      } else if let answer = answer(to: request) {
        send(.versions(answer))
      }
    }
  }

  private func answer(to request: VersionsRequest) -> VersionsAnswer? {
    switch request {
    case .repos:
      return .repos([
        RepoEntry(
          name: "labeled_data", description: "", created: 1_793_894_520, size: 31_000,
          branches: ["v3", "v2", "v1", "master"]),
        RepoEntry(
          name: "raw_data", description: "", created: 1_793_800_000, size: 5_200_000,
          branches: ["master"]),
      ])
    case .versions(let repo):
      return .versions(repo == list.repo ? list : VersionList(repo: repo, versions: []))
    case .figures(let ref, _): return figures[ref.commit].map { .figures(ref, $0) }
    case .log(let repo, let from, _): return .log(repo: repo, from: from, log, isWhole: true)
    case .browse(let request): return answer(to: request)
    case .history(let subject):
      let file = FileRef(commit: CommitRef(repo: "labeled_data", commit: "master"), path: "/5")
      return .history(subject, object: file, changes, isWhole: true)
    case .resolve(let text, let repo): return .resolved(CommitRef(repo: repo, commit: text))
    case .change(let change): return .changed(change, "done")
    case .compare, .cancel: return nil
    }
  }

  private func answer(to request: BrowseRequest) -> VersionsAnswer {
    let range = request.positions.clamped(to: 0..<tasks.count)
    switch request.wanted {
    case .rows:
      return .rows(
        request.ref,
        TaskPage(
          filter: TaskFilter(), total: tasks.count, offset: range.lowerBound,
          rows: tasks[range].map(\.row)))
    case .tasks:
      return .tasks(
        request.ref,
        TaskBatch(
          filter: TaskFilter(), total: tasks.count, offset: request.positions.lowerBound,
          tasks: Array(tasks[range])))
    case .find(let words, let isForward):
      let places = isForward ? Array(range) : range.reversed()
      return .found(request, places.first { tasks[$0].row.excerpt.contains(words) })
    }
  }
}

extension VersionInfo {
  static func sample(
    _ name: String, _ head: String, made: Double, note: String = "", description: String = ""
  ) -> VersionInfo {
    var version = VersionInfo(
      branch: Branch(repo: "labeled_data", name: name),
      head: head + String(repeating: "0", count: 32 - head.count))
    version.made = made
    version.size = 31_000
    version.note = note
    version.description = description
    return version
  }
}

extension VersionList {
  /// The versions of the drawings.
  static var mails: VersionList {
    var list = VersionList(
      repo: "labeled_data",
      versions: [
        .sample("master", "c0a7714e", made: 1_795_426_260),
        .sample("v3", "8be2d035", made: 1_795_424_100, note: "after review with bo"),
        .sample(
          "v2", "77d0f1aa", made: 1_794_504_000, note: "second week",
          description: "53 tasks labelled by ana"),
        .sample(
          "v1", "4f1c2e97", made: 1_793_894_520, note: "pilot",
          description: "50 tasks labelled by ana"),
      ])
    list.store = "gateway ok 12 ms"
    list.notes = .store
    return list
  }
}

extension VersionFigures {
  /// The figures of the drawings, by commit.
  static var mails: [String: VersionFigures] {
    let rows: [(String, [Int], VersionChange?, Int)] = [
      ("c0a7714e", [58, 43, 22, 15, 4], VersionChange(new: 40, flipped: 3, gone: 0), 10_000),
      ("8be2d035", [46, 27, 14, 11, 4], VersionChange(new: 0, flipped: 9, gone: 1), 10_000),
      ("77d0f1aa", [38, 31, 17, 13, 4], VersionChange(new: 53, flipped: 2, gone: 0), 9_800),
      ("4f1c2e97", [19, 17, 9, 4, 1], nil, 9_500),
    ]
    let names = ["complaint", "question", "other", "praise", "spam"]
    let pairs = rows.map { head, counts, change, texts in
      var figures = VersionFigures()
      figures.labelled = counts.reduce(0, +)
      figures.objects = figures.labelled
      figures.counts = zip(names, counts).map { LabelCount(label: $0, count: $1) }
      figures.annotators = [LabelCount(label: "ana", count: figures.labelled)]
      figures.medianPace = 14.2
      figures.change = change
      figures.raw = RawVersion(
        ref: CommitRef(
          repo: "raw_data", commit: "1120ab7f" + String(repeating: "0", count: 24)),
        reason: .recorded, texts: texts)
      figures.raw?.editedSince = 2
      return (head + String(repeating: "0", count: 24), figures)
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }
}
