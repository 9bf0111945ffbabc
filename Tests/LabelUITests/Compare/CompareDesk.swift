import LabelCore

@testable import LabelUI

/// A compare screen without terminal or store: presses keys, answers from rows in memory, takes
/// pictures.
struct CompareDesk {
  var program: VersionsProgram
  var comparison: Comparison
  var plan: [RowKey: ThreeWay] = [:]
  var decisions: [RowKey: RowDecision] = [:]
  var result: CompareResult
  var agreement = AnnotatorAgreement()
  /// Requests so far, in order.
  var requests: [CompareRequest] = []
  var effects: [Effect] = []
  /// When set, the journal cannot write and says so.
  var failure: String?
  /// Decisions stay on their way until `deliver`.
  var isHolding = false
  /// So do rows and places.
  var holdsReading = false
  var held: [CompareRequest] = []

  static let versions = CompareSubject.versions(a: "labeled_data@v2", b: "labeled_data@v3")

  init(
    _ comparison: Comparison = CompareSeed.comparison, subject: CompareSubject = versions,
    size: Size = .normal, isBegun: Bool = true, form: LabelForm? = nil
  ) {
    var shell = VersionsShell(size: size)
    // 23 November 2026, 09:31:07.
    shell.now = Moment(seconds: 1_795_426_267, clock: "09:31:07")
    shell.form = form.map { ("labeled_data", $0) }
    shell.target = form == nil ? nil : Branch(repo: "labeled_data", name: "master")
    program = VersionsProgram(CompareState(subject), shell: shell)
    self.comparison = comparison
    result = CompareResult(
      comparison, a: ComparedSide(commit: "77d0f1aa00", made: 1_794_504_000),
      b: ComparedSide(commit: "8be2d03500", made: 1_795_424_100))
    result.nextVersion = "v4"
    let effects = program.start()
    if isBegun { run(effects) } else { self.effects = effects }
  }

  /// A base from which B alone changed the first flips, and A alone what is no flip.
  static func threeWay(size: Size = .normal) -> CompareDesk {
    var desk = CompareDesk(size: size)
    for row in desk.comparison.rows {
      let isFlip = row.kind == .flip
      desk.plan[row.key] = isFlip ? (row.number ?? 0 < 60 ? .takeB : .ask) : .takeA
    }
    desk.begin()
    return desk
  }

  /// The annotators of one version.
  static func people(size: Size = .normal) -> CompareDesk {
    let subject = CompareSubject.annotators(of: "labeled_data@v3")
    var desk = CompareDesk(subject: subject, size: size, isBegun: false)
    desk.answer(.annotators(subject, CompareSeed.agreement))
    return desk
  }

  mutating func fail(_ why: String) {
    send(.versions(.failed(.compare(.begin(CompareDesk.versions)), why)))
  }

  /// As begun with another result.
  mutating func begin() { press(.character("R")) }

  var query: CompareQuery { screen?.rows.query ?? CompareQuery(Self.versions) }

  var screen: CompareState? { program.stack.last as? CompareState }

  mutating func type(_ keys: String) { for key in keys { press(.character(key)) } }

  mutating func press(_ keys: Key...) { for key in keys { send(.key(key)) } }

  mutating func send(_ event: Event) { run(program.update(event)) }

  mutating func answer(_ answer: CompareAnswer) { send(.versions(.compare(answer))) }

  mutating func resize(_ size: Size) { send(.resize(size)) }

  var decided: [DecideRequest] {
    requests.compactMap { if case .decide(let request) = $0 { request } else { nil } }
  }

  func frame() -> Frame { program.view(program.shell.size, theme: Theme(Capabilities())) }

  func picture() -> String { frame().grid.description }

  func row(_ number: Int) -> String { frame().grid.text(ofRow: number) }

  /// All rows of the picture that hold these words.
  func rows(with words: String) -> [String] {
    (0..<program.shell.size.rows).map(row).filter { $0.contains(words) }
  }

  /// What was put on the clipboard last.
  var copied: String? {
    effects.compactMap { if case .copy(let text) = $0 { text } else { nil } }.last
  }

  mutating func deliver() {
    isHolding = false
    holdsReading = false
    let waiting = held
    held = []
    for request in waiting { perform(request) }
  }

  private mutating func run(_ new: [Effect]) {
    effects += new
    for effect in new {
      guard case .versions(.compare(let request)) = effect else { continue }
      requests.append(request)
      let isHeld = isHolding && request.isChange || holdsReading && !request.isChange
      if isHeld { held.append(request) } else { perform(request) }
    }
  }

  private mutating func perform(_ request: CompareRequest) {
    switch request {
    case .begin(let subject):
      if case .annotators = subject {
        answer(.annotators(subject, agreement))
      } else {
        result.tally = tally
        answer(.compared(subject, result))
      }
    case .page(let query, let range): answer(.page(page(query, range)))
    case .detail(let subject, let row): answer(.detail(detail(subject, row.key)))
    case .find(let find): answer(.found(find, place(of: find)))
    case .decide(let request):
      if let failure {
        answer(.decideFailed(request.subject, serial: request.serial, message: failure))
      } else {
        decisions[request.key] = request.decision
        answer(.decided(CompareDecided(request, as: request.decision, tally: tally)))
      }
    case .write(let subject, let version):
      let count = tally
      answer(
        .written(
          subject,
          CompareWritten(
            name: "labeled_data@\(version)", commit: "5a5a5a5a5a", decided: count.decided,
            taken: count.taken, nextVersion: "v5")))
    case .export(_, let file): answer(.exported("12 differences written to \(file)"))
    }
  }

  // MARK: The store

  private var tally: CompareTally {
    let rows = comparison.rows.filter { $0.kind != .same }
    let asked = rows.filter { CompareRow($0, plan: plan[$0.key]).isAsked }
    return CompareTally(
      asked: asked.count, decided: asked.count { decisions[$0.key] != nil },
      taken: rows.count - asked.count)
  }

  private func passing(_ query: CompareQuery) -> [CompareRow] {
    comparison.rows.filter { row in
      query.filter.passes(row) && (row.kind != .same || query.filter.cell != nil)
    }
    .map { CompareRow($0, plan: plan[$0.key], decision: decisions[$0.key]) }
  }

  private func page(_ query: CompareQuery, _ range: Range<Int>) -> ComparePage {
    let rows = passing(query)
    let places = range.clamped(to: 0..<rows.count)
    return ComparePage(
      query: query, total: rows.count, offset: places.lowerBound, rows: Array(rows[places]))
  }

  private func detail(_ subject: CompareSubject, _ key: RowKey) -> CompareDetail {
    let row = comparison.rows.first { $0.key == key }
    let texts = (row?.a?.summary.data, row?.b?.summary.data)
    let sides = RowDetail(a: row?.a.flatMap(TaskDetail.init), b: row?.b.flatMap(TaskDetail.init))
    guard let a = texts.0, let b = texts.1, a != b else {
      return CompareDetail(subject, key: key, row: sides)
    }
    return CompareDetail(subject, key: key, row: sides, difference: TextDiff(a, b))
  }

  private func place(of find: CompareFind) -> Int? {
    let rows = passing(find.query)
    let places = (1...max(1, rows.count)).map { step in
      (find.from + (find.isForward ? step : -step) + 2 * rows.count) % max(1, rows.count)
    }
    return rows.isEmpty
      ? nil
      : places.first { place in
        switch find.goal {
        case .undecided: rows[place].isAsked && rows[place].decision == nil
        case .task(let number): rows[place].row.number == number
        case .words(let words):
          (rows[place].row.a?.summary.data ?? "").lowercased().contains(words.lowercased())
        }
      }
  }
}

extension TaskDetail {
  private static func regions(of answer: ControlLabel) -> [JSON] {
    guard case .choices(let values) = answer.value else { return [] }
    return [
      [
        "value": ["choices": .array(values.map(JSON.string))], "id": "abc", "to_name": "mail",
        "from_name": .string(answer.control), "type": "choices",
      ]
    ]
  }

  /// Of a task whose digest of data is its text.
  fileprivate init?(_ task: ComparedTask) {
    let completions = task.summary.completions.map { completion -> JSON in
      ["id": 1, "result": .array(completion.answers.flatMap(Self.regions))]
    }
    let stored: JSON = [
      "id": .int(task.number ?? 0), "data": ["text": .string(task.summary.data)],
      "completions": .array(completions),
    ]
    guard let object = try? TaskObject(parsing: stored.bytes(.compact)) else { return nil }
    self.init(object, digest: Digest { String(decoding: $0, as: UTF8.self) })
  }
}
