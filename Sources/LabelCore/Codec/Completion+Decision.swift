extension Completion {
  /// What the completion decides, as far as `schema` can say it: answers in stored order, regions of
  /// other controls left out. Without a schema every region with choices is an answer.
  package func decision(_ schema: ResultSchema? = nil) -> Decision {
    var answers: [Answer] = []
    for case let region in result.compactMap(ChoicesRegion.init) {
      guard schema == nil || schema?.control(region.control) != nil,
        !answers.contains(where: { $0.control == region.control })
      else { continue }
      answers.append(Answer(control: region.control, value: .choices(region.choices)))
    }
    return Decision(
      outcome: isSkipped ? .skipped : .labelled, answers: answers,
      note: authorship?.note ?? "", leadTime: leadTime ?? 0)
  }
}

extension Decision {
  /// The `result` that says this decision, as the page of Label Studio 0.8 would send it.
  ///
  /// Regions of `previous` keep their place, id and unknown fields; a control left alone loses its region;
  /// new regions follow in the order of the answers, with ids from `newID`. Regions that `schema` does not
  /// know stay untouched.
  package func result(
    _ schema: ResultSchema, over previous: [JSON] = [], newID: () -> String
  ) -> [JSON] {
    var written: Set<String> = []
    var regions = previous.compactMap { old -> JSON? in
      guard let region = ChoicesRegion(old), let control = schema.control(region.control) else {
        return old
      }
      guard let values = choices(of: control), written.insert(control.name).inserted else {
        return nil
      }
      return region.replacing(values)
    }
    for answer in answers where !written.contains(answer.control) {
      guard let control = schema.control(answer.control), let values = choices(of: control) else {
        continue
      }
      written.insert(control.name)
      regions.append(ChoicesRegion.make(values, of: control, id: newID()))
    }
    return regions
  }

  /// The stored values for `control` in its order; nil when nothing is chosen.
  private func choices(of control: ResultSchema.Control) -> [String]? {
    guard case .choices(let values) = answer(for: control.name), !values.isEmpty else { return nil }
    return control.ordered(values)
  }

  /// The label in one line: shown values joined by ", "; "" when nothing was chosen.
  package func summary(_ schema: ResultSchema? = nil) -> String {
    answers.flatMap { answer -> [String] in
      guard case .choices(let values) = answer.value else { return [] }
      let known = schema?.control(answer.control)?.choices ?? []
      return values.map { value in known.first { $0.stored == value }?.shown ?? value }
    }
    .joined(separator: ", ")
  }
}

/// A region that holds choices, read with tolerance: a single string counts as a list of one.
struct ChoicesRegion {
  var region: JSON
  var control: String
  var choices: [String]

  init?(_ region: JSON) {
    guard let control = region["from_name"]?.stringValue,
      let type = region["type"].map(\.stringValue) ?? "choices", type == "choices",
      let stored = region["value"]?["choices"]
    else { return nil }
    self.region = region
    self.control = control
    choices = stored.arrayValue?.compactMap(\.stringValue) ?? stored.stringValue.map { [$0] } ?? []
  }

  /// The region with other values and everything else as it was.
  func replacing(_ values: [String]) -> JSON {
    var region = region
    if values != choices { region["value"]?["choices"] = .array(values.map(JSON.string)) }
    return region
  }

  /// A new region, keys in the order of the page: value, id, from_name, to_name, type.
  static func make(_ values: [String], of control: ResultSchema.Control, id: String) -> JSON {
    [
      "value": ["choices": .array(values.map(JSON.string))],
      "id": .string(id),
      "from_name": .string(control.name),
      "to_name": .string(control.toName),
      "type": "choices",
    ]
  }
}
