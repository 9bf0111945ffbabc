extension Completion {
  /// What the completion decides, as far as `schema` can say it: answers in stored order, regions of
  /// other controls left out. Without a schema every region of a known type is an answer.
  package func decision(_ schema: ResultSchema? = nil) -> Decision {
    var decision = Decision(result, schema)
    if isSkipped { decision.outcome = .skipped }
    decision.note = authorship?.note ?? ""
    decision.leadTime = leadTime ?? 0
    return decision
  }
}

extension Decision {
  /// What stored regions answer, as `Completion.decision` reads them.
  package init(_ result: [JSON], _ schema: ResultSchema? = nil) {
    var reader = DecisionReader(schema: schema)
    for case let region in result.compactMap(Region.init) { reader.read(region) }
    for region in reader.perRegion { reader.attach(region) }
    self.init(answers: reader.answers)
  }
}

private struct DecisionReader {
  let schema: ResultSchema?
  var answers: [Answer] = []
  /// Answers about spans, which may stand before them.
  var perRegion: [Region] = []

  mutating func read(_ region: Region) {
    guard let form = form(of: region) else { return }
    if schema?.control(region.control)?.isPerRegion == true {
      perRegion.append(region)
      return
    }
    guard let value = region.answer(form) else { return }
    guard let place = answers.firstIndex(where: { $0.control == region.control }) else {
      answers.append(Answer(control: region.control, value: value))
      return
    }
    if case .spans(let spans) = answers[place].value, case .spans(let more) = value {
      answers[place].value = .spans(spans + more)
    }
  }

  /// Gives the answer to the span with the same region id.
  mutating func attach(_ region: Region) {
    guard let form = form(of: region), let value = region.answer(form), let id = region.id else {
      return
    }
    for index in answers.indices {
      guard case .spans(var spans) = answers[index].value,
        let place = spans.firstIndex(where: { $0.id == id }),
        !spans[place].answers.contains(where: { $0.control == region.control })
      else { continue }
      spans[place].answers.append(Answer(control: region.control, value: value))
      answers[index].value = .spans(spans)
      return
    }
  }

  private func form(of region: Region) -> ResultSchema.Form? {
    guard let schema else { return ResultSchema.Form(type: region.type) }
    return schema.control(region.control)?.form
  }
}

extension Decision {
  /// The label in one line, `Positive, 4, "late again"`: shown values, "" when nothing was chosen.
  package func summary(_ schema: ResultSchema? = nil) -> String {
    answers.compactMap { answer in
      let words = answer.value.words(schema?.control(answer.control))
      return words.isEmpty ? nil : words
    }
    .joined(separator: ", ")
  }
}

extension AnswerValue {
  /// The value in words for one line, choices as `control` shows them.
  package func words(_ control: ResultSchema.Control? = nil) -> String {
    let known = control?.choices ?? []
    func shown(_ value: String) -> String { known.first { $0.stored == value }?.shown ?? value }
    switch self {
    case .choices(let values): return values.map(shown).joined(separator: ", ")
    case .paths(let paths):
      return paths.map { path in
        path.indices.map { depth in
          let here = Array(path[...depth])
          return known.first { $0.path == here }?.shown ?? path[depth]
        }
        .joined(separator: " > ")
      }
      .joined(separator: ", ")
    case .rating(let number), .number(let number): return JSON.spelling(of: number)
    case .texts(let texts): return texts.map { "\"\($0)\"" }.joined(separator: ", ")
    case .dateTime(let text), .side(let text): return text
    case .ranking(let ids): return ids.joined(separator: " > ")
    case .spans(let spans):
      return spans.map { span in
        let labels = span.labels.map(shown).joined(separator: "+")
        return labels + " " + (span.text ?? "\(span.start)-\(span.end)")
      }
      .joined(separator: ", ")
    }
  }
}
