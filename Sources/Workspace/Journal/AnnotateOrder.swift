package import LabelCore

/// A decision from a script: values by control, as stored or as shown.
package struct AnnotateOrder: Equatable, Sendable {
  package var taskID: Int
  package var choices: [String: [String]]
  package var isSkip = false
  /// Adds a second completion instead of changing mine.
  package var isNew = false
  package var note = ""

  package init(taskID: Int, choices: [String: [String]] = [:]) {
    self.taskID = taskID
    self.choices = choices
  }

  /// Reads `{"task": 3, "choices": {"sentiment": ["Positive"]}, "skip": …, "new": …, "note": …}`.
  package init(_ json: JSON) throws {
    guard let id = json["task"]?.intValue else {
      throw WorkspaceError(.invalidDecision, "task", "\"task\" must be the number of a task")
    }
    self.init(taskID: id)
    for member in json["choices"]?.members ?? [] {
      choices[member.name] =
        member.value.stringValue.map { [$0] }
        ?? member.value.arrayValue?.compactMap(\.stringValue) ?? []
    }
    isSkip = json["skip"]?.boolValue ?? false
    isNew = json["new"]?.boolValue ?? false
    note = json["note"]?.stringValue ?? ""
    guard isSkip || !choices.isEmpty else {
      throw WorkspaceError(
        .invalidDecision, "task \(id)", "task \(id): neither \"choices\" nor \"skip\" is given")
    }
  }
}

extension AnnotateOrder {
  /// The decision, checked against the labeling config.
  func decision(_ labeling: LabelingConfig) throws -> Decision {
    for name in choices.keys.sorted() where labeling.control(named: name) == nil {
      let known = labeling.controls.map(\.name).joined(separator: ", ")
      throw failure("the labeling config has no control \(name); it has \(known)")
    }
    let answers = try labeling.controls.compactMap { control -> Answer? in
      let given = choices[control.name] ?? []
      if given.isEmpty {
        guard isSkip || !control.isRequired else {
          let message = control.requiredMessage
          throw failure(message.isEmpty ? "\(control.name) needs a value" : message)
        }
        return nil
      }
      return Answer(control: control.name, value: .choices(try values(given, of: control)))
    }
    return Decision(outcome: isSkip ? .skipped : .labelled, answers: answers, note: note)
  }

  private func values(_ given: [String], of control: ConfigControl) throws -> [String] {
    guard let choices = control.choices else { return given }
    let known = choices.flattened.map(\.choice)
    if choices.mode.isSingle, given.count > 1 {
      throw failure("\(control.name) takes one value, not \(given.joined(separator: ", "))")
    }
    return try given.map { text in
      let choice = known.first { $0.stored == text } ?? known.first { $0.value == text }
      guard let choice else {
        let list = known.map(\.stored).joined(separator: ", ")
        throw failure("\(control.name) has no choice \(text); it has \(list)")
      }
      return choice.stored
    }
  }

  private func failure(_ message: String) -> WorkspaceError {
    WorkspaceError(.invalidDecision, "task \(taskID)", "task \(taskID): \(message)")
  }
}
