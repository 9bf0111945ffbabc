/// Where a task stands for the annotator at the keyboard.
package enum TaskStatus: String, CaseIterable, Equatable, Sendable {
  case open
  case labelled
  case skipped
  /// The raw file could not be read as a task; `TaskRow.problem` says why.
  case unreadable
  /// The raw file is gone; the label stays, out of the queue.
  case orphan
}

/// Marks that a task may carry whatever its status.
package struct TaskMarks: OptionSet, Hashable, Sendable {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }

  /// Decided and safe on disk here, not yet in the target branch.
  package static let unsent = TaskMarks(rawValue: 1)
  /// The raw text changed after it was labelled.
  package static let stale = TaskMarks(rawValue: 2)
  /// There is a note on it.
  package static let noted = TaskMarks(rawValue: 4)
  /// Somebody else labelled it too.
  package static let others = TaskMarks(rawValue: 8)
}

/// One line of the task list.
package struct TaskRow: Equatable, Sendable, Identifiable {
  /// Label Studio's task id: shown as `#id`, provisional until the first send.
  package var id: Int
  /// Place in the order of work among the tasks that pass the current filter, from 0.
  package var position: Int
  /// The raw key in the source, without a leading slash.
  package var key: String
  /// Which task of its raw file, from 1; nil where it has the file to itself.
  package var item: Int?
  package var status: TaskStatus
  package var marks: TaskMarks
  /// The label in one line, values joined by ", "; empty when there is none.
  package var label: String
  /// Who decided; empty when nobody has or nobody knows.
  package var annotator: String
  /// When it was decided, Unix seconds.
  package var decidedAt: Int?
  /// The beginning of the text, at most 200 characters, raw (not cleaned for a terminal).
  package var excerpt: String
  /// Why an unreadable task cannot be read (`RawProblem.listed`).
  package var problem: String?

  package init(id: Int, position: Int, key: String, status: TaskStatus = .open) {
    self.id = id
    self.position = position
    self.key = key
    self.item = nil
    self.status = status
    self.marks = []
    self.label = ""
    self.annotator = ""
    self.decidedAt = nil
    self.excerpt = ""
    self.problem = nil
  }

  /// The key, with the number of the task in a file of several: `mails.jsonl #17`.
  package var name: String { item.map { "\(key) #\($0)" } ?? key }

  /// Why it cannot be read, in one line.
  package var reason: String? {
    problem.map { $0.split(separator: "\n").first.map(String.init) ?? "" }
  }
}

/// A task as the labeling screen shows it.
package struct LabelingTask: Equatable, Sendable, Identifiable {
  package var row: TaskRow
  /// The task's data object as read from the raw file (`{"text": …}`).
  package var data: JSON
  /// What I decided, or nil while the task is open for me.
  package var decision: Decision?
  /// What others decided, newest first.
  package var others: [OtherDecision]
  /// What a prediction in the raw file suggests.
  package var suggestion: Decision?
  /// What became of the raw file since the label was given; nil while they belong together.
  package var change: TaskChange?

  package var id: Int { row.id }

  package init(row: TaskRow, data: JSON, decision: Decision? = nil) {
    self.row = row
    self.data = data
    self.decision = decision
    self.others = []
    self.suggestion = nil
  }
}

/// Somebody else's decision about a task.
package struct OtherDecision: Equatable, Sendable {
  /// Empty when the author is unknown (made on the web page).
  package var annotator: String
  package var decidedAt: Int?
  package var decision: Decision

  package init(annotator: String, decidedAt: Int?, decision: Decision) {
    self.annotator = annotator
    self.decidedAt = decidedAt
    self.decision = decision
  }
}

/// Which tasks are wanted; the empty filter lets all of them through.
package struct TaskFilter: Hashable, Sendable {
  /// Only these states; empty means all that are not orphans.
  package var statuses: Set<TaskStatus>
  /// Only tasks carrying all of these marks.
  package var marks: TaskMarks
  /// Only tasks whose label has this value.
  package var label: String
  /// Only tasks whose text or key contains this, without regard to case.
  package var text: String

  package init(
    statuses: Set<TaskStatus> = [], marks: TaskMarks = [], label: String = "", text: String = ""
  ) {
    self.statuses = statuses
    self.marks = marks
    self.label = label
    self.text = text
  }

  package var isEmpty: Bool { self == TaskFilter() }
}

/// A stretch of the task list.
package struct TaskPage: Equatable, Sendable {
  package var filter: TaskFilter
  /// How many tasks pass the filter.
  package var total: Int
  /// Position of the first row.
  package var offset: Int
  package var rows: [TaskRow]

  package init(filter: TaskFilter, total: Int, offset: Int, rows: [TaskRow]) {
    self.filter = filter
    self.total = total
    self.offset = offset
    self.rows = rows
  }
}

/// A stretch of tasks in full, as the labeling screen keeps them in memory.
package struct TaskBatch: Equatable, Sendable {
  package var filter: TaskFilter
  /// How many tasks pass the filter.
  package var total: Int
  /// Position of the first task: the first one asked for, even where the list ends before it.
  package var offset: Int
  /// In order of position, without holes; shorter than asked for at the end of the list.
  package var tasks: [LabelingTask]

  package init(filter: TaskFilter, total: Int, offset: Int, tasks: [LabelingTask]) {
    self.filter = filter
    self.total = total
    self.offset = offset
    self.tasks = tasks
  }
}

/// How far the work is and how safe it is: what title bars and `status` show.
package struct SessionSummary: Equatable, Sendable {
  /// Where tasks come from, `raw_data@master`.
  package var source: String
  /// Where labels go, `labeled_data@master`.
  package var target: String
  package var total = 0
  package var labelled = 0
  package var skipped = 0
  package var unreadable = 0
  package var stale = 0
  package var orphans = 0
  /// Orphans of which somebody decided that the label stays.
  package var keptOrphans = 0
  /// Decisions safe in the journal that are not yet in the target branch.
  package var unsent = 0
  /// Why the last send or sync failed; nil when it did not.
  package var trouble: String?
  /// The store makes a commit of each object, and what others write at the same moment is merged
  /// only as far as it can be seen afterwards.
  package var isBestEffort = false
  /// When a decision was last saved here and last sent, Unix seconds.
  package var savedAt: Int?
  package var sentAt: Int?
  /// Labels of the first choices control and how often each was given, in config order.
  package var counts: [LabelCount]

  package init(source: String, target: String) {
    self.source = source
    self.target = target
    self.counts = []
  }
}

/// How many tasks carry a label.
package struct LabelCount: Equatable, Sendable {
  package var label: String
  package var count: Int

  package init(label: String, count: Int) {
    self.label = label
    self.count = count
  }
}
