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
        throw failure(
          "\(control.name) is asked of each span: give it in the span, under \"answers\"")
      }
      do throws(AnswerProblem) {
        guard var value = try control.answer(given, data: data), !value.isEmpty else { continue }
        if case .spans(let spans) = value {
          value = .spans(try answered(spans, given, labeling, data))
        }
        answers.append(Answer(control: control.name, value: value))
      } catch {
        throw failure(error.message)
      }
    }
    try checkComplete(answers, labeling)
    return Decision(outcome: isSkip ? .skipped : .labelled, answers: answers, note: note)
  }

  /// Spans with what is given about each under `"answers"`, as `AnswerValue.plain` writes it.
  private func answered(
    _ spans: [TextSpan], _ given: JSON, _ labeling: LabelingConfig, _ data: JSON
  ) throws(AnswerProblem) -> [TextSpan] {
    var spans = spans
    for (index, item) in (given.arrayValue ?? [given]).enumerated() {
      for member in item["answers"]?.members ?? [] {
        guard let control = labeling.control(named: member.name), control.isPerRegion else {
          throw AnswerProblem("\(member.name) is not asked of spans")
        }
        guard let value = try control.answer(member.value, data: data), !value.isEmpty else {
          continue
        }
        spans[index].answers.append(Answer(control: control.name, value: value))
      }
    }
    return spans
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
    for answer in answers where !isSkip {
      guard case .spans(let spans) = answer.value else { continue }
      for span in spans { try checkComplete(span, of: answer.control, answers, labeling) }
    }
  }

  /// That what must be answered about a span is.
  private func checkComplete(
    _ span: TextSpan, of name: String, _ answers: [Answer], _ labeling: LabelingConfig
  ) throws {
    for control in labeling.controls where control.isPerRegion {
      let isAnswered = span.answers.contains { $0.control == control.name }
      let isAsked = labeling.isAsked(control, of: span, in: name, beside: answers)
      if isAnswered, !isAsked {
        throw failure("\(control.name) is not asked of the span \(span.start)-\(span.end)")
      }
      guard isAnswered || !isAsked || !control.isRequired else {
        throw failure("\(control.name) needs a value for the span \(span.start)-\(span.end)")
      }
    }
  }

  private func failure(_ message: String) -> WorkspaceError {
    WorkspaceError(.invalidDecision, "task \(taskID)", "task \(taskID): \(message)")
  }
}
