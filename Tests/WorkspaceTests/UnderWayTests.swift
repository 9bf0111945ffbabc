import DataRepository
import EmbeddedStore
import LabelCore
import Testing

@testable import Workspace

/// What is decided while the commit with an earlier decision is under way, or when nobody knows whether it landed:
/// the program was killed, or no answer came.
struct UnderWayTests {
  private let bench: Bench
  private let store: WatchedStore
  private let ana: Workspace

  init() async throws {
    bench = try await Bench(texts: ["One", "Two"])
    store = WatchedStore(bench.store)
    ana = try await bench.open(store: store)
    try await ana.sync()
  }

  private func clear(_ id: Int) async throws {
    _ = try await ana.save(SaveOrder(taskID: id, decision: nil))
  }

  /// The commit lands, or does not, and no answer comes.
  private func flushWithoutAnswer(landing: Bool) async throws {
    if landing {
      store.afterNextCommit { throw StoreError(.unreachable, "store", "no answer") }
    } else {
      store.beforeNextCommit { throw StoreError(.unreachable, "store", "no answer") }
    }
    await #expect(throws: StoreError.self) { try await ana.flush() }
  }

  private func ben() async throws -> Workspace {
    let ben = try await bench.open("ben", directory: bench.secondDirectory())
    try await ben.sync()
    return ben
  }

  private func choices(_ name: String) async throws -> [String] {
    try await bench.task(name).completions.map { completion in
      "\(completion.authorship?.annotator ?? "") \(completion.choice)"
    }
  }

  @Test func aFirstLabelTakenBackMeanwhileIsTakenBackByTheNextSend() async throws {
    try await ana.label(0, "Positive")
    store.beforeNextCommit { [ana] in
      _ = try await ana.save(SaveOrder(taskID: 0, decision: nil))
    }
    try await ana.flush()
    #expect(try await ana.labels() == ["", ""])
    #expect(try await ana.unsent() == 1)
    try await ana.flush()
    #expect(try await choices("0") == [])
    #expect(try await ana.labels() == ["", ""])
    #expect(try await ana.unsent() == 0)
  }

  @Test(arguments: [true, false])
  func aLabelTakenBackAfterNoAnswerCameStaysTakenBack(_ landing: Bool) async throws {
    try await ana.label(0, "Positive")
    try await flushWithoutAnswer(landing: landing)
    try await clear(0)
    #expect(try await ana.labels() == ["", ""])
    try await ana.flush()
    if landing {
      #expect(try await choices("0") == [])
    } else {
      #expect(try await bench.commits().isEmpty)
    }
    try await ana.sync()
    #expect(try await ana.labels() == ["", ""])
    #expect(try await ana.unsent() == 0)
  }

  @Test(arguments: [true, false])
  func theProgramMayHaveEndedBetween(_ landing: Bool) async throws {
    try await ana.label(0, "Positive")
    try await ana.label(1, "Positive")
    try await flushWithoutAnswer(landing: landing)
    try await clear(0)
    try await ana.close(sending: false)
    let again = try await bench.open(store: store)
    _ = try await again.save(SaveOrder(taskID: 1, decision: nil))
    try await again.sync()
    try await again.flush()
    #expect(try await again.labels() == ["", ""])
    #expect(try await again.unsent() == 0)
    #expect(try await bench.commits().isEmpty == !landing)
    for name in landing ? ["0", "1"] : [] { #expect(try await choices(name) == []) }
  }

  @Test(arguments: [true, false])
  func aLabelGivenAnewAfterNoAnswerCameIsTheOnlyOne(_ landing: Bool) async throws {
    try await ana.label(0, "Positive")
    try await flushWithoutAnswer(landing: landing)
    try await clear(0)
    try await ana.label(0, "Negative")
    try await ana.flush()
    #expect(try await choices("0") == ["ana Negative"])
    #expect(try await ana.unsent() == 0)
  }

  @Test(arguments: [true, false])
  func whatSomebodyWroteMeanwhileStays(_ landing: Bool) async throws {
    try await ana.label(0, "Positive")
    try await ana.label(1, "Positive")
    try await flushWithoutAnswer(landing: landing)
    let ben = try await ben()
    try await ben.label(0, "Neutral")
    try await ben.label(1, "Neutral")
    try await ben.flush()
    try await clear(0)
    try await ana.label(1, "Negative")
    #expect(try await ana.flush().conflicts.isEmpty)
    #expect(try await choices("0") == ["ben Neutral"])
    #expect(try await choices("1").sorted() == ["ana Negative", "ben Neutral"])
    #expect(try await ana.unsent() == 0)
  }

  @Test(arguments: [true, false])
  func aClearTakenBackAfterNoAnswerCameIsNone(_ landing: Bool) async throws {
    try await ana.label(0, "Positive")
    try await ana.flush()
    try await clear(0)
    try await flushWithoutAnswer(landing: landing)
    try await ana.label(0, "Positive")
    try await ana.flush()
    #expect(try await choices("0") == ["ana Positive"])
    #expect(try await ana.unsent() == 0)
  }

  // Keeping a label without its raw file sends nothing.
  @Test(arguments: [(ChangeAction.keep, false), (.drop, false), (.drop, true)])
  func whatWasDoneAboutAChangedTextIsTakenBackMeanwhile(
    _ action: ChangeAction, _ isGone: Bool
  ) async throws {
    try await ana.label(0, "Positive")
    try await ana.flush()
    try await bench.annotate("web/", Annotation(id: 8, text: "Two", choice: "Neutral"))
    if isGone {
      try await bench.remove("00.json")
      try await bench.remove("01.json")
    } else {
      try await bench.put(["One, better", "Two, better"])
    }
    try await ana.sync()
    let before = [try await ana.task(id: 0), try await ana.task(id: 1)]
    for id in 0...1 { _ = try await ana.settle(id, action) }
    store.beforeNextCommit { [ana] in
      for id in 0...1 { _ = try await ana.settle(id, .restore) }
    }
    try await ana.flush()
    for _ in 0...1 {
      for task in before {
        let after = try await ana.task(id: task.row.id)
        #expect(after.row.label == task.row.label)
        #expect(after.change == task.change)
        #expect(after.others == task.others)
      }
      try await ana.flush()
      try await ana.sync()
    }
    #expect(try await bench.targetFiles() == ["/0", "/web/8"])
    #expect(try await ana.unsent() == 0)
  }

  @Test func whatComesBackMeanwhileAndIsDroppedAgainGoes() async throws {
    try await bench.annotate("web/", Annotation(id: 8, text: "Two", choice: "Neutral"))
    try await ana.sync()
    try await bench.put(["One", "Two, better"])
    try await ana.sync()
    _ = try await ana.settle(1, .drop)
    try await ana.flush()
    _ = try await ana.settle(1, .restore)
    store.beforeNextCommit { [ana] in _ = try await ana.settle(1, .drop) }
    try await ana.flush()
    #expect(try await ana.task(id: 1).row.status == .open)
    try await ana.flush()
    try await ana.sync()
    #expect(try await bench.targetFiles() == [])
    #expect(try await ana.task(id: 1).row.status == .open)
    #expect(try await ana.unsent() == 0)
  }
}
