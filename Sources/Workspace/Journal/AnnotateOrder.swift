package import LabelCore

/// A decision from a script: values by control, as stored or as shown.
package struct AnnotateOrder: Equatable, Sendable {
  package var taskID: Int
  /// Words or plain JSON, see `ConfigControl.answer`.
  package var values: [String: JSON]
  package var isSkip = false
  /// Adds a second completion instead of changing mine.
  package var isNew = false
  package var note = ""

  package init(taskID: Int, values: [String: JSON] = [:]) {
    self.taskID = taskID
    self.values = values
  }

  /// With words for each control, one a choice.
  package init(taskID: Int, choices: [String: [String]]) {
    self.init(taskID: taskID, values: choices.mapValues { .array($0.map { .string($0) }) })
  }

  /// Reads `{"task": 3, "choices": {"sentiment": ["Positive"]}, "skip": …, "new": …, "note": …}`; answers to
  /// other controls stand among the choices, or under `"values"`.
  package init(_ json: JSON) throws {
    guard let id = json["task"]?.intValue else {
      throw WorkspaceError(.invalidDecision, "task", "\"task\" must be the number of a task")
    }
    self.init(taskID: id)
    for name in ["choices", "values"] {
      for member in json[name]?.members ?? [] { values[member.name] = member.value }
    }
    isSkip = json["skip"]?.boolValue ?? false
    isNew = json["new"]?.boolValue ?? false
    note = json["note"]?.stringValue ?? ""
    guard isSkip || !values.isEmpty else {
      throw WorkspaceError(
        .invalidDecision, "task \(id)", "task \(id): neither \"choices\" nor \"skip\" is given")
    }
  }
}

extension AnnotateOrder {
  /// The decision, checked against the labeling config and, where it matters, the task's data.
  func decision(_ labeling: LabelingConfig, data: JSON = .object([])) throws -> Decision {
    for name in values.keys.sorted() where labeling.control(named: name) == nil {
      let known = labeling.controls.map(\.name).joined(separator: ", ")
      throw failure("the labeling config has no control \(name); it has \(known)")
    }
    var answers: [Answer] = []
    for control in labeling.controls {
      guard let given = values[control.name] else { continue }
      if control.isPerRegion {
        throw failure("\(control.name) is about spans; the screen and the web page ask for it")
      }
      do throws(AnswerProblem) {
        guard let value = try control.answer(given, data: data), !value.isEmpty else { continue }
        answers.append(Answer(control: control.name, value: value))
      } catch {
        throw failure(error.message)
      }
    }
    try checkComplete(answers, labeling)
    return Decision(outcome: isSkip ? .skipped : .labelled, answers: answers, note: note)
  }

  private func checkComplete(_ answers: [Answer], _ labeling: LabelingConfig) throws {
    for control in labeling.controls where !control.isPerRegion {
      let isAnswered = answers.contains { $0.control == control.name }
      let isAsked = labeling.isAsked(control, beside: answers)
      if isAnswered, !isAsked {
        throw failure("\(control.name) is not asked for beside these answers")
      }
      guard isSkip || isAnswered || !isAsked || !control.isRequired else {
        let message = control.requiredMessage
        throw failure(message.isEmpty ? "\(control.name) needs a value" : message)
      }
    }
  }

  private func failure(_ message: String) -> WorkspaceError {
    WorkspaceError(.invalidDecision, "task \(taskID)", "task \(taskID): \(message)")
  }
}
