import LabelCore

/// The label view over a comparison: another label for one row, given with all the widgets that the
/// labeling config asks for. Nothing of it is kept but the label that comes back.
struct AnswerState: VersionsScreen {
  private var app: AppState
  private let order: AnswerOrder

  init(_ order: AnswerOrder, form: LabelForm, size: Size) {
    self.order = order
    app = AppState(
      form: form, session: Session(summary: SessionSummary(source: "", target: ""), size: size))
    app.label = LabelState(answering: order.beginning, form: form)
    var row = TaskRow(id: order.number ?? 0, position: 0, key: order.path)
    row.status = order.start == nil ? .open : .labelled
    var task = LabelingTask(row: row, data: order.data)
    task.decision = order.start.map { Decision($0, order.schema) }
    task.others = order.others
    _ = app.update(
      .tasks(TaskBatch(filter: TaskFilter(), total: 1, offset: 0, tasks: [task])))
  }

  let name = ScreenName.answer
  var drawsAll: Bool { true }
  var lanes: [VersionsLane] { [.compare] }

  mutating func open(_ shell: inout VersionsShell) -> [VersionsRequest] {
    if let now = shell.now { _ = app.update(.tick(now)) }
    switch order.first {
    case .nothing: break
    case .find: app.pick()
    case .choose(let place): perform(app.label.label(place, session: &app.session), &shell)
    }
    return []
  }

  // MARK: Events

  mutating func take(_ event: Event, _ shell: inout VersionsShell) -> Bool {
    switch event {
    case .key(.escape) where isBare:
      close(&shell)
    case .key, .paste, .mouse, .resumed: perform(app.update(event), &shell)
    case .tick, .resize:
      // The program around it goes by these too.
      perform(app.update(event), &shell)
      return false
    default: return false
    }
    return true
  }

  mutating func perform(
    _ command: Command, argument: String, _ shell: inout VersionsShell
  ) -> [VersionsRequest] { [] }

  mutating func receive(_ answer: VersionsAnswer, _ shell: inout VersionsShell) -> [VersionsRequest]
  { [] }

  /// Nothing lies open that Esc would close first.
  private var isBare: Bool {
    app.help == nil && app.prompt == nil && app.label.picker == nil && app.label.marking == nil
      && !app.isPrefixed
  }

  private mutating func perform(_ effects: [Effect], _ shell: inout VersionsShell) {
    for effect in effects {
      switch effect {
      case .save(let request):
        guard let decision = request.decision else { continue }
        shell.give(
          NewLabel(
            decision, order.schema, over: order.start ?? [], at: Int(shell.now?.seconds ?? 0)))
        shell.isClosing = true
      case .quit: shell.isClosing = true
      case .copy, .bell, .redraw, .suspend: shell.pass(effect)
      // There is one task, and it is here.
      default: continue
      }
    }
  }

  /// As `q` does: what was chosen and not submitted is asked about once.
  private mutating func close(_ shell: inout VersionsShell) {
    let wasLeaving = app.isLeaving
    app.isLeaving = false
    app.session.notice = nil
    perform(app.leave(again: wasLeaving), &shell)
  }

  // MARK: Drawing

  func draw(on canvas: inout Canvas, _ shell: VersionsShell) {
    app.draw(on: &canvas, shell.size)
    guard !app.label.geometry(shell.size).isTiny else { return }
    let start = canvas.putRight(
      order.sides, row: 0, end: shell.size.columns - 1, style: .title)
    canvas.put(
      clipped(title(shell).left, to: max(8, start - 3)), row: 0, column: 1, style: .title)
  }

  func title(_ shell: VersionsShell) -> (left: String, right: String) {
    (order.number.map { "another label for #\($0)" } ?? "another label", order.sides)
  }

  func hints(_ keymap: Keymap, _ shell: VersionsShell) -> [Hint] { [] }
}

/// Which row another label is for, and what is known of it.
struct AnswerOrder: Sendable {
  /// What to begin with.
  enum First: Equatable, Sendable {
    case nothing
    /// Finding a label by its name.
    case find
    case choose(ChoicePlace)
  }

  var number: Int?
  var path: String
  /// Of the side whose text the label is about.
  var data: JSON
  /// The regions it begins with; nil for an open task.
  var start: [JSON]?
  /// What these are: `as in B`.
  var beginning: String
  /// What both versions say.
  var others: [OtherDecision]
  /// The names of both: `A v2   B v3`.
  var sides: String
  var schema: ResultSchema
  var first = First.nothing
}
