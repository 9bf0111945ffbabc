import LabelCore

@testable import LabelUI

/// A session without terminal or disk: presses keys, answers effects from tasks in memory, takes
/// pictures.
struct Desk {
  var state: AppState
  var tasks: [LabelingTask]
  var now = 1000.0
  /// Effects so far, in order.
  var effects: [Effect] = []
  /// When set, the journal cannot write and says so.
  var failure: String?
  /// Effects that wait for `deliver`.
  var held: [Effect] = []
  /// Tasks as they were before something was done about their changed raw file.
  var earlier: [Int: LabelingTask] = [:]
  var isHolding = false
  var theme = Theme(Capabilities())

  init(
    _ tasks: [LabelingTask], form: LabelForm = .topics, size: Size = .normal, position: Int = 0
  ) {
    self.tasks = tasks
    var session = Session(
      summary: SessionSummary(source: "raw_data@master", target: "labeled_data@master"), size: size)
    session.now = Moment(seconds: now, clock: "09:31:07")
    state = AppState(form: form, session: session, position: position)
    run(state.start())
    send(.summary(summary))
  }

  var summary: SessionSummary {
    var summary = SessionSummary(source: "raw_data@master", target: "labeled_data@master")
    summary.total = tasks.count
    summary.labelled = tasks.count { $0.row.status == .labelled }
    summary.skipped = tasks.count { $0.row.status == .skipped }
    summary.unreadable = tasks.count { $0.row.status == .unreadable }
    summary.unsent = tasks.count { $0.row.marks.contains(.unsent) }
    return summary
  }

  /// Presses each character of `keys` as a key.
  mutating func type(_ keys: String) { for key in keys { press(.character(key)) } }

  mutating func press(_ keys: Key...) { for key in keys { send(.key(key)) } }

  mutating func send(_ event: Event) { run(state.update(event)) }

  /// Time passes.
  mutating func wait(seconds: Double) {
    now += seconds
    send(.tick(Moment(seconds: now, clock: "09:31:07")))
  }

  /// The last effects, those of moving about left out.
  var saves: [SaveRequest] {
    effects.compactMap { if case .save(let request) = $0 { request } else { nil } }
  }

  func picture(_ size: Size? = nil) -> String {
    state.view(size ?? state.session.size, theme: theme).grid.description
  }

  func frame() -> Frame { state.view(state.session.size, theme: theme) }

  func row(_ number: Int) -> String { frame().grid.text(ofRow: number) }

  mutating func deliver() {
    let waiting = held
    held = []
    isHolding = false
    perform(waiting)
  }

  private mutating func run(_ new: [Effect]) {
    effects += new
    guard !isHolding else {
      held += new
      return
    }
    perform(new)
  }

  private mutating func perform(_ new: [Effect]) {
    for effect in new {
      if let event = answer(to: effect) { send(event) }
      if case .save = effect { send(.summary(summary)) }
    }
  }

  private mutating func answer(to effect: Effect) -> Event? {
    switch effect {
    case .loadTasks(let positions, let filter):
      let passing = passing(filter)
      let range = positions.clamped(to: 0..<passing.count)
      return .tasks(
        TaskBatch(
          filter: filter, total: passing.count, offset: positions.lowerBound,
          tasks: Array(passing[range])))
    case .loadPage(let offset, let limit, let filter):
      let passing = passing(filter)
      let range = (offset..<offset + limit).clamped(to: 0..<passing.count)
      return .page(
        TaskPage(
          filter: filter, total: passing.count, offset: range.lowerBound,
          rows: passing[range].map(\.row)))
    case .find(let request): return .found(request, find(request))
    case .save(let request): return save(request)
    case .flush: return .notice(Notice(.good, "sent"))
    default: return nil
    }
  }

  private func passing(_ filter: TaskFilter) -> [LabelingTask] {
    tasks.filter { task in
      filter.lets(task.row, form: state.label.form)
        && (filter.text.isEmpty || task.row.excerpt.lowercased().contains(filter.text.lowercased()))
    }
  }

  private func find(_ request: FindRequest) -> Int? {
    let passing = passing(request.filter)
    let places = passing.indices.filter {
      request.isForward ? $0 > request.from : $0 < request.from
    }
    let matches = (request.isForward ? places : places.reversed()).first { place in
      switch request.goal {
      case .status(let status): passing[place].row.status == status
      case .text(let words): passing[place].row.excerpt.lowercased().contains(words.lowercased())
      case .id: false
      }
    }
    if case .id(let id) = request.goal { return passing.firstIndex { $0.id == id } }
    return matches
  }

  private mutating func save(_ request: SaveRequest) -> Event? {
    if let failure { return .saveFailed(serial: request.serial, message: failure) }
    guard let index = tasks.firstIndex(where: { $0.id == request.taskID }) else { return nil }
    if request.action == .restore, let before = earlier[request.taskID] {
      tasks[index] = before
      return .saved(serial: request.serial, task: before)
    }
    if tasks[index].change != nil, !request.keepsData {
      earlier[request.taskID] = tasks[index]
      tasks[index].change = nil
      tasks[index].row.marks.remove(.stale)
    }
    tasks[index].decision = request.decision
    tasks[index].row.status =
      request.decision.map { $0.outcome == .skipped ? .skipped : .labelled } ?? .open
    tasks[index].row.label = request.decision?.line(in: state.label.form) ?? ""
    tasks[index].row.annotator = request.decision == nil ? "" : "ana"
    tasks[index].row.decidedAt = request.decision.map { _ in 34_267 }
    tasks[index].row.marks.insert(.unsent)
    return .saved(serial: request.serial, task: tasks[index])
  }
}
