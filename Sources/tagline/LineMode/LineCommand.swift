import LabelCore
import LabelUI

/// What a line asks for.
enum LineCommand: Equatable, Sendable {
  case choose([ChoicePlace])
  /// An empty line: takes a suggestion, or submits what is chosen.
  case submit
  case skip, undo, back, next, send, again, help, quit
  /// A note on this text; nil when its words are still to be asked for.
  case note(String?)
  /// To the task with this id.
  case goto(Int)
  /// What is to be done about a label whose raw file changed or is gone.
  case settle(ChangeAction)
  /// Only the texts that the words of a filter let through; none lets all through.
  case filter(String)
  case unknown(String)
}

/// Reads lines as labels and commands. Labels win; a comma before a command makes it one in any case.
struct LineParser: Sendable {
  /// What is typed for each choice: its key, or a number above ten where keys have run out.
  let codes: [(code: String, place: ChoicePlace)]
  private let form: LabelForm

  init(form: LabelForm) {
    self.form = form
    var number = 11
    codes = form.linePlaces.map { place in
      if let key = form[place].key { return (String(key), place) }
      defer { number += 1 }
      return (String(number), place)
    }
  }

  func parse(_ line: String) -> LineCommand {
    let text = line.trimmed
    if text.isEmpty { return .submit }
    if text.hasPrefix(",") { return command(String(text.dropFirst()).trimmed) ?? .unknown(text) }
    if let place = place(text) { return .choose([place]) }
    if let command = command(text) { return command }
    let words = text.split { $0 == " " || $0 == "," }.map { place(String($0)) }
    let places = words.compactMap { $0 }
    return places.count == words.count && !places.isEmpty ? .choose(places) : .unknown(text)
  }

  /// A choice by code, then by whole name, then by the beginning of one name only.
  private func place(_ text: String) -> ChoicePlace? {
    let wanted = text.lowercased()
    if let exact = codes.first(where: { $0.code == wanted }) { return exact.place }
    let named = form.linePlaces.filter {
      form[$0].value.lowercased() == wanted || form[$0].title.lowercased() == wanted
    }
    if let first = named.first { return first }
    guard wanted.count > 1 else { return nil }
    let begun = form.linePlaces.filter { form[$0].title.lowercased().hasPrefix(wanted) }
    return begun.count == 1 ? begun.first : nil
  }

  private func command(_ text: String) -> LineCommand? {
    let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
    let rest = parts.count > 1 ? parts[1].trimmed : ""
    switch parts.first?.lowercased() {
    case "n", "note": return .note(rest.isEmpty ? nil : rest)
    case "g", "goto", "#": return Int(rest).map(LineCommand.goto)
    case "filter": return .filter(rest)
    case "m", "move":
      return ["", "copy"].contains(rest) ? .settle(.move(keepsOld: !rest.isEmpty)) : nil
    default: break
    }
    guard rest.isEmpty else { return nil }
    switch text.lowercased() {
    case "s", "skip": return .skip
    case "u", "undo": return .undo
    case "k", "keep": return .settle(.keep)
    case "d", "drop": return .settle(.drop)
    case "b", "back": return .back
    case "f", "forward", "next": return .next
    case "w", "send": return .send
    case "t", "text": return .again
    case "?", "h", "help": return .help
    case "q", "quit", "exit": return .quit
    default: return nil
    }
  }
}

extension String {
  /// Without blanks at both ends.
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
