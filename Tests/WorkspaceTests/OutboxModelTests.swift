import DataRepository
import EmbeddedStore
import LabelCore
import TestSupport
import Testing

@testable import Workspace

/// Two annotators label, take back, send and pull in any order, over a store whose answers get lost and programs that
/// end at any moment: in the end everybody's last word stands, once.
struct OutboxModelTests {
  enum Kind: CaseIterable, Sendable {
    case embedded, pachyderm
    /// A gateway alone: whoever puts last wins, and nothing tells that somebody put just before.
    case gateway

    var traits: StoreTraits {
      StoreTraits(pinsCommits: self != .gateway, commitsConditionally: self == .embedded)
    }
  }

  @Test(arguments: Kind.allCases, 1...6)
  func everybodysLastWordStandsOnce(_ kind: Kind, _ seed: Int) async throws {
    var dice = SeededGenerator(seed: UInt64(seed))
    var events = Events()
    // What was taken back cannot be told from what was put back by hand, where it comes back in the same
    // moment and no commit tells of it.
    if kind == .gateway { events.takesBack = seed.isMultiple(of: 2) }
    events.meets = kind != .gateway || !events.takesBack
    events.losesMeetings = kind == .embedded || !events.takesBack
    let bench = try await Bench(texts: ["One", "Two", "Three"])
    var people: [Person] = []
    for (name, directory) in [("ana", bench.directory), ("ben", try await bench.secondDirectory())]
    {
      let store = WatchedStore(bench.store, traits: kind.traits)
      people.append(try await Person(name, bench, store, directory))
    }
    for _ in 0..<60 {
      let turn = Int.random(in: 0...1, using: &dice)
      try await people[turn].act(&dice, events, beside: people[1 - turn])
    }
    // Where the last to write wins, each has to look whether theirs is still there.
    for _ in 0..<6 {
      for person in people {
        try await person.workspace.sync()
        try await person.workspace.flush()
      }
    }
    for person in people {
      #expect(try await person.workspace.unsent() == 0)
      let shown = try await person.workspace.labels()
      #expect(shown == person.words.values, "\(person.name) sees their own")
    }
    for id in 0..<3 {
      let object = try? await bench.task(String(id))
      for person in people {
        let theirs = object?.completions.filter { $0.isMine(person.name) } ?? []
        #expect(
          theirs.map(\.choice) == (person.words[id].isEmpty ? [] : [person.words[id]]),
          "\(person.name) on #\(id)")
      }
    }
  }
}

/// What may happen.
private struct Events {
  /// Labels are taken back.
  var takesBack = true
  /// Somebody sends between the pull and the commit of another.
  var meets = true
  /// And then the answer is lost as well.
  var losesMeetings = true
}

/// What an annotator has said, by task; empty where nothing stands.
private final class Words: @unchecked Sendable {
  var values = ["", "", ""]
  subscript(_ id: Int) -> String {
    get { values[id] }
    set { values[id] = newValue }
  }
}

private final class Person {
  let name: String
  let words = Words()
  private(set) var workspace: Workspace
  private let bench: Bench
  private let store: WatchedStore
  private let directory: String

  init(_ name: String, _ bench: Bench, _ store: WatchedStore, _ directory: String) async throws {
    (self.name, self.bench, self.store, self.directory) = (name, bench, store, directory)
    workspace = try await bench.open(name, store: store, directory: directory)
    try await workspace.sync()
  }

  func act(
    _ dice: inout SeededGenerator, _ events: Events, beside other: Person
  ) async throws {
    switch Int.random(in: 0..<10, using: &dice) {
    case 0...3: try await Decided(&dice, events).say(workspace, words)
    case 4: try await workspace.sync()
    case 5:
      try await workspace.close(sending: false)
      workspace = try await bench.open(name, store: store, directory: directory)
    default: try await send(&dice, events, beside: other)
    }
  }

  /// Sends while something is decided here, somebody else sends, or the answer gets lost.
  private func send(
    _ dice: inout SeededGenerator, _ events: Events, beside other: Person
  ) async throws {
    let (mine, theirs) = (Decided(&dice, events), Decided(&dice, events))
    let (workspace, words) = (workspace, words)
    let (others, otherWords) = (other.workspace, other.words)
    let lost = StoreError(.unreachable, "store", "no answer")
    let decides = Bool.random(using: &dice)
    let meets = Int.random(in: 0..<3, using: &dice) == 0 && events.meets
    let isLost = Int.random(in: 0..<3, using: &dice) == 0 && (events.losesMeetings || !meets)
    let lands = Bool.random(using: &dice)
    store.beforeNextCommit {
      if decides { try await mine.say(workspace, words) }
      if meets {
        try await theirs.say(others, otherWords)
        try await others.flush()
      }
      if isLost, !lands { throw lost }
    }
    if isLost, lands { store.afterNextCommit { throw lost } }
    do {
      try await workspace.flush()
    } catch let error as StoreError where error.message == lost.message {}
    store.beforeNextCommit {}
    store.afterNextCommit {}
  }
}

/// A label, or none, for a task.
private struct Decided: Sendable {
  let id: Int
  let label: String

  init(_ dice: inout SeededGenerator, _ events: Events) {
    id = Int.random(in: 0..<3, using: &dice)
    let labels = ["Positive", "Negative", "Neutral"] + (events.takesBack ? ["", ""] : [])
    label = labels.randomElement(using: &dice) ?? ""
  }

  func say(_ workspace: Workspace, _ words: Words) async throws {
    let decision = label.isEmpty ? nil : Decision.sentiment(label)
    _ = try await workspace.save(SaveOrder(taskID: id, decision: decision))
    words[id] = label
  }
}
