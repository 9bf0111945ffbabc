package import LabelCore

/// The label view: which task is shown, what is chosen, and what was decided before.
package struct LabelState: Sendable {
  /// The form as the task on screen and what is chosen make it.
  package private(set) var form: LabelForm
  /// The form of the config, and as the last task filled it.
  let base: LabelForm
  private var filled: (data: JSON, form: LabelForm)?
  package var filter = TaskFilter()
  package var window = TaskWindow()
  /// Place of the task on screen among those that pass the filter.
  package var position: Int
  /// Unsubmitted choices by task id.
  package var drafts: [Int: Draft] = [:]
  /// Tasks on which a second label of mine was begun and not submitted.
  package var begun: Set<Int> = []
  package var history = History()
  package var saves = SaveQueue()
  /// Latest decisions that are on disk, newest first.
  package var recent: [RecentDecision] = []
  package var layout = TextLayout([], width: 1)
  /// The text that was labelled beside the one that is there now; nil while they are one.
  var compared: StaleText?
  /// First line of the text on screen.
  package var scroll = 0
  package var stopwatch = Stopwatch()
  /// Set where this is another label for a row of a comparison: as what the task stands there.
  private(set) var answering: String?
  /// What was last searched for; nil when no search is on.
  package var search: String?
  /// Whether the next layout is to bring a hit of the search on screen.
  var seeksHit = false
  /// The search for an open text that has not been answered yet.
  var openSearch: OpenSearch?
  package var areOthersShown = false
  /// No open text is left.
  package var isDone = false
  package var picker: ChoicePicker?
  /// Index of the control that keys and Tab work on, in forms that need one.
  package var focus = 0
  /// The item of a Ranker that keys move.
  package var rankCursor = 0
  /// Spans are being marked.
  package var marking: Marking?
  /// Whether the next layout is to bring the cursor of marking on screen.
  var seeksMark = false
  /// Steps back and forth in what is not submitted, by task id.
  var steps: [Int: DraftSteps] = [:]
  /// The task that focus and marking are about.
  private var settledTask: Int?
  /// Whether another task came on screen and the cursor of marking is not in it yet.
  var hasNewTask = false
  private var keymapsAreUsual = true
  /// Whether the keys are those of a task whose raw file changed or is gone.
  private var keymapsAreOfChange = false

  /// Its column in the table of commands.
  let column: ScreenName
  /// The keys without and with a search on.
  private var keymaps: (usual: Keymap, searching: Keymap)

  package init(form: LabelForm, position: Int = 0) {
    self.form = form
    base = form
    column = .label
    keymaps = Self.keymaps(of: form, column)
    self.position = position
  }

  /// For one row of a comparison; `beginning` says as what the task stands there.
  init(answering beginning: String, form: LabelForm) {
    self.form = form
    base = form
    column = .answer
    keymaps = Self.keymaps(of: form, column)
    position = 0
    answering = beginning
    areOthersShown = true
  }

  /// The task on screen; nil while it is loading or when there is none.
  package var task: LabelingTask? { window[position] }

  /// Whether the text to be shown is being read.
  var isLoading: Bool { task == nil && window.isAsked(for: position) }

  /// What is chosen for the task on screen.
  package var draft: Draft {
    guard let task else { return Draft(decision: nil, form: form) }
    return drafts[task.id] ?? Draft(decision: task.decision, form: form)
  }

  /// The suggestion that Enter would take: only for an open task on which nothing was chosen.
  package var suggestion: Decision? {
    guard let task, task.decision == nil, drafts[task.id]?.isTouched != true else { return nil }
    return task.suggestion
  }

  package var keymap: Keymap { search == nil ? keymaps.usual : keymaps.searching }

  private static func keymaps(
    of form: LabelForm, _ column: ScreenName, isChanged: Bool = false
  ) -> (usual: Keymap, searching: Keymap) {
    var keys = Keymap.FormKeys()
    if !form.controls.contains(where: { $0.kind == .labels }) { keys.useless = [.mark] }
    if !isChanged { keys.useless.formUnion([.keep, .drop, .move]) }
    // Tab goes from field to field.
    if form.hasFocus { keys.moved = [.tab: .character("l"), .backTab: .character("l")] }
    var taken = form.keys
    if form.controls.contains(where: { $0.kind == .ranker }) { taken.formUnion(RankerKeys.all) }
    return (
      Keymap(column, taken: taken, form: keys),
      Keymap(column, taken: taken, isSearching: true, form: keys)
    )
  }

  /// Brings form, focus and marking in line with the task on screen and with what is chosen.
  mutating func settleForm() {
    if task?.id != settledTask {
      settledTask = task?.id
      focus = 0
      rankCursor = 0
      hasNewTask = true
    }
    let isChanged = task?.change != nil
    var areKeysOld = isChanged != keymapsAreOfChange
    keymapsAreOfChange = isChanged
    if !base.isFixed, let task {
      if filled?.data != task.data {
        let form = base.filled(from: task.data)
        filled = (task.data, form)
        self.form = form
        if form.keys != base.keys || !keymapsAreUsual { areKeysOld = true }
        keymapsAreUsual = form.keys == base.keys
      }
      let draft = draft
      form.hidden = []
      for index in form.controls.indices where !form.isAsked(index, draft, at: marking?.selected) {
        form.hidden.insert(index)
      }
    }
    if areKeysOld { keymaps = Self.keymaps(of: form, column, isChanged: isChanged) }
    if !canFocus(focus), form.controls.indices.contains(where: canFocus) { moveFocus(by: 1) }
  }

  /// Keeps a changed draft of a task, so that undo can take the change back.
  mutating func keep(_ draft: Draft, of id: Int) {
    steps[id, default: DraftSteps()].record(self.draft)
    drafts[id] = draft
  }
}

/// A decision that the journal has confirmed, for the "just now" lines.
package struct RecentDecision: Equatable, Sendable {
  package var taskID: Int
  /// Empty when the label was cleared.
  package var label: String
  /// What was done about a raw file that had changed or gone.
  package var action: ChangeAction?
  package var leadTime: Double
  package var clock: String
}

/// What can be undone and redone, across tasks.
package struct History: Equatable, Sendable {
  package struct Step: Equatable, Sendable {
    package var taskID: Int
    package var before: Decision?
    package var after: Decision?
    /// Whether the label that came or went stands beside an earlier one of mine.
    package var isBeside = false
    /// Whether the raw file had changed or gone, so that more than the decision is to be taken back.
    package var wasChanged = false
    /// What was done about that; nil for a label given anew.
    package var action: ChangeAction?
    /// A note: no new look at the text.
    package var keepsData = false
  }

  package private(set) var done: [Step] = []
  package private(set) var undone: [Step] = []

  package mutating func record(_ step: Step) {
    done.append(step)
    undone = []
  }

  /// Notes that under the label just cleared an earlier one of mine came to light.
  package mutating func markBeside(taskID: Int) {
    guard let last = done.lastIndex(where: { $0.taskID == taskID }), done[last].after == nil
    else { return }
    done[last].isBeside = true
  }

  /// The step to take back, now waiting for redo.
  package mutating func undo() -> Step? {
    guard let step = done.popLast() else { return nil }
    undone.append(step)
    return step
  }

  package mutating func redo() -> Step? {
    guard let step = undone.popLast() else { return nil }
    done.append(step)
    return step
  }
}

/// Decisions that the journal has not confirmed. None leaves before it has.
package struct SaveQueue: Equatable, Sendable {
  package struct Waiting: Equatable, Sendable {
    package var request: SaveRequest
    /// Why the journal could not take it; nil while it is at it.
    package var failure: String?
  }

  private var lastSerial = 0
  package private(set) var waiting: [Waiting] = []

  package var failures: [Waiting] { waiting.filter { $0.failure != nil } }

  /// Queues a request under the next serial.
  package mutating func add(_ wanted: SaveRequest) -> SaveRequest {
    lastSerial += 1
    let taskID = wanted.taskID
    let wasNew = waiting.contains {
      $0.request.taskID == taskID && $0.failure != nil && $0.request.isNew
    }
    var request = wanted
    request.serial = lastSerial
    request.isNew = wanted.isNew || wasNew
    // A newer decision about the task stands for an older one that could not be saved.
    waiting.removeAll { $0.request.taskID == taskID && $0.failure != nil }
    waiting.append(Waiting(request: request, failure: nil))
    return request
  }

  /// Whether a request is about a raw file that changed or went: other rows may change with it.
  package func changesRawTasks(_ serial: Int) -> Bool {
    waiting.contains { $0.request.serial == serial && $0.request.action != nil }
  }

  /// Gives up a second label that could not be saved; false when there is none.
  package mutating func dropFailedNew(taskID: Int) -> Bool {
    let count = waiting.count
    waiting.removeAll { $0.request.taskID == taskID && $0.failure != nil && $0.request.isNew }
    return waiting.count < count
  }

  package mutating func confirm(_ serial: Int) -> SaveRequest? {
    guard let index = waiting.firstIndex(where: { $0.request.serial == serial }) else { return nil }
    return waiting.remove(at: index).request
  }

  package mutating func fail(_ serial: Int, message: String) {
    for index in waiting.indices where waiting[index].request.serial == serial {
      waiting[index].failure = message
    }
  }

  /// Everything that failed, to be tried again.
  package mutating func retry() -> [SaveRequest] {
    var requests: [SaveRequest] = []
    for index in waiting.indices where waiting[index].failure != nil {
      waiting[index].failure = nil
      requests.append(waiting[index].request)
    }
    return requests
  }
}

/// How long the task on screen has been looked at; stands still while the program is suspended.
package struct Stopwatch: Equatable, Sendable {
  private var taskID: Int?
  private var earlier = 0.0
  private var since: Double?

  /// Starts again when another task comes on screen.
  package mutating func show(_ id: Int?, at now: Double?) {
    guard id != taskID else {
      if since == nil, id != nil { since = now }
      return
    }
    taskID = id
    earlier = 0
    since = id == nil ? nil : now
  }

  package mutating func pause(at now: Double?) {
    earlier = seconds(at: now)
    since = nil
  }

  /// To the millisecond.
  package func seconds(at now: Double?) -> Double {
    guard let since, let now else { return earlier }
    return ((earlier + max(0, now - since)) * 1000).rounded() / 1000
  }
}
