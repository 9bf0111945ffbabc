import LabelCore
import Testing

@testable import LabelUI

/// A key that stands in a footer does something.
struct FooterTests {
  /// Keys by the names that hints give them.
  static func keys(of hint: Hint) -> [Key] {
    hint.keys.split(separator: " ").flatMap { name -> [Key] in
      switch name {
      case "Enter": [.enter]
      case "Esc": [.escape]
      case "Tab": [.tab]
      case "Up": [.up]
      case "Down": [.down]
      case "Left": [.left]
      case "Right": [.right]
      case "Space": [.character(" ")]
      case "arrows": [.up, .down, .left, .right]
      case "F5": [.function(5)]
      case "1-9": [.character("1"), .character("9")]
      case "S-Tab": [.backTab]
      default:
        if name.hasPrefix("^"), let letter = name.last {
          [.control(letter)]
        } else if name.count == 3, name.dropFirst().hasPrefix("-") {
          [name.first, name.last].compactMap { $0 }.map(Key.character)
        } else {
          name.count == 1 ? name.first.map { [.character($0)] } ?? [] : []
        }
      }
    }
  }

  /// Keys that may stand still: at an end, or where there is one row.
  private static let moving: Set<String> = [
    "top/bottom", "half page", "move", "prev/next", "hits", "prev/next flip", "undecided",
  ]

  /// What is wrong with a footer: each key of each hint is pressed on a copy.
  private func dead(_ program: VersionsProgram) -> [String] {
    guard let top = program.stack.last else { return ["no screen"] }
    return top.hints(program.keymap, program.shell).flatMap { hint -> [String] in
      let keys = Self.keys(of: hint)
      if keys.isEmpty { return ["\(hint.keys) \(hint.word): no such key"] }
      return keys.compactMap { key in
        var copy = program
        let before = copy.view(copy.shell.size, theme: Theme(Capabilities())).grid
        let effects = copy.update(.key(key))
        let after = copy.view(copy.shell.size, theme: Theme(Capabilities())).grid
        if Self.moving.contains(hint.word) {
          let said = copy.shell.notice?.text ?? ""
          return said.contains("does nothing here") ? "\(hint.keys) \(hint.word)" : nil
        }
        if copy.shell.jumpTarget != nil { return nil }
        let isDead = effects.contains(.bell) || (effects.isEmpty && before == after)
        return isDead ? "\(hint.keys) \(hint.word): \(copy.shell.notice?.text ?? "-")" : nil
      }
    }
  }

  private static let sizes = [
    Size(columns: 40, rows: 10), Size.normal, Size(columns: 100, rows: 30), Size.wide,
  ]

  @Test(arguments: sizes) func everyKeyOfTheCompareScreenDoesSomething(_ size: Size) {
    var desks = [
      "ready": CompareDesk(size: size), "form": CompareDesk(size: size, form: .topics),
      "several controls": CompareDesk(size: size, form: .twoGroups),
      "three-way": CompareDesk.threeWay(size: size), "people": CompareDesk.people(size: size),
      "nothing": CompareDesk(CompareSeed.compared([]), size: size),
      "alike": CompareDesk(
        CompareSeed.compared(CompareSeed.pairs.filter { $0.a == $0.b }), size: size),
    ]
    for (name, keys) in [
      ("second row", "j"), ("decided", "a"), ("undone", "au"), ("matrix", "m"), ("labels", "l"),
      ("only flips", "o"), ("swapped", "~"), ("text", "\t"), ("cell", "m\r"),
    ] {
      var desk = CompareDesk(size: size, form: .topics)
      for key in keys { desk.press(key == "\t" ? .tab : (key == "\r" ? .enter : .character(key))) }
      desks[name] = desk
    }
    var search = CompareDesk(size: size)
    search.type("/quote")
    search.press(.enter)
    desks["search"] = search
    var refused = CompareDesk(size: size)
    refused.result.refusal = "A is no commit of a store"
    refused.begin()
    desks["refused"] = refused
    var failed = CompareDesk(size: size, isBegun: false)
    failed.fail("the store is away")
    desks["failed"] = failed
    desks["counting"] = CompareDesk(size: size, isBegun: false)
    for (name, desk) in desks { #expect(dead(desk.program) == [], "\(name)") }
  }

  @Test(arguments: sizes) func everyKeyOfTheVersionsScreensDoesSomething(_ size: Size) {
    let labels = Branch(repo: "labeled_data", name: "master")
    func desk(
      _ screen: any VersionsScreen, _ keys: String = "",
      _ edit: (inout VersionsDesk) -> Void = { _ in }
    ) -> VersionsDesk {
      var desk = VersionsDesk(screen, size: size, target: labels)
      desk.log = [
        LogEntry(
          id: "c0a7714e" + String(repeating: "0", count: 24), parent: nil, branch: "master",
          description: "", made: 1_795_426_260)
      ]
      desk.tasks = LabelingTask.mails
      edit(&desk)
      desk.start()
      desk.type(keys)
      return desk
    }
    let versions = VersionListState(repo: "labeled_data")
    let desks = [
      "repos": desk(RepoListState()), "master": desk(versions), "version": desk(versions, "jj"),
      "marked": desk(versions, "jajb"), "log": desk(versions, "l"),
      "log at v2": desk(versions, "jjl"),
      "browse": desk(BrowseState(CommitRef(repo: "labeled_data", commit: "v1"), named: "v1")),
      "history": desk(HistoryState(of: .task(5), named: "#5")),
      "none": desk(versions) { $0.list.versions = [] },
      "one": desk(versions) { $0.list.versions = [$0.list.versions[0]] },
      "no commits": desk(versions) { $0.list.versions[0].head = nil },
      "failed": desk(versions) { $0.failure = "the store is away" },
      "no repos": desk(RepoListState()) { $0.failure = "the store is away" },
    ]
    for (name, desk) in desks { #expect(dead(desk.program) == [], "\(name)") }
  }
}
