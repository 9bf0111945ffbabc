extension Decision {
  /// The `result` that says this decision, as Label Studio's page would send it.
  ///
  /// Regions of `previous` keep their place, id and unknown fields; a control left alone loses its region;
  /// new regions follow in the order of the answers, with ids from `newID`. Regions that `schema` does not
  /// know stay untouched.
  package func result(
    _ schema: ResultSchema, over previous: [JSON] = [], newID: () -> String
  ) -> [JSON] {
    var wanted = WantedRegion.all(of: answers, schema)
    // Regions of one span have one id.
    var ids: [Int: String] = [:]
    let kept = previous.compactMap { old -> JSON? in
      guard let region = Region(old), let control = schema.control(region.control),
        region.answer(control.form) != nil
      else { return old }
      guard let place = wanted.firstIndex(where: { $0.isWritten == false && $0.isAt(region) })
      else { return nil }
      wanted[place].isWritten = true
      if let span = wanted[place].span { ids[span] = ids[span] ?? region.id }
      return wanted[place].replacing(region)
    }
    return kept
      + wanted.filter { !$0.isWritten }.map { region in
        let id = region.id ?? region.span.flatMap { ids[$0] } ?? newID()
        if let span = region.span { ids[span] = id }
        return region.made(id: id, schema.dialect)
      }
  }
}

/// A region that a result is to have.
private struct WantedRegion {
  var control: ResultSchema.Control
  var value: AnswerValue
  /// The members of its `value`.
  var members: [JSON.Member]
  /// Known for spans that were stored before.
  var id: String?
  /// What regions of one new span have in common.
  var span: Int?
  /// What says where it is.
  var place: TextSpan?
  var isWritten = false

  static func all(of answers: [Answer], _ schema: ResultSchema) -> [WantedRegion] {
    var wanted: [WantedRegion] = []
    var count = 0
    for answer in answers {
      guard let control = schema.control(answer.control), !answer.value.isEmpty,
        !wanted.contains(where: { $0.control.name == control.name })
      else { continue }
      guard case .spans(let spans) = answer.value else {
        let value = control.ordered(answer.value)
        wanted.append(
          WantedRegion(control: control, value: value, members: value.members(control.form)))
        continue
      }
      for span in spans {
        wanted += regions(of: span, number: count, control, schema)
        count += 1
      }
    }
    return wanted
  }

  /// The span's own region, then the answers about it, all at its place.
  private static func regions(
    of span: TextSpan, number: Int, _ control: ResultSchema.Control, _ schema: ResultSchema
  ) -> [WantedRegion] {
    let place = span.placeMembers(savesText: control.form.savesText)
    let labels = JSON.Member(control.form.type, .array(span.labels.map(JSON.string)))
    var own = WantedRegion(control: control, value: .spans([span]), members: place + [labels])
    own.belong(to: span, number)
    let about = span.answers.compactMap { answer -> WantedRegion? in
      guard let control = schema.control(answer.control), !answer.value.isEmpty else { return nil }
      let value = control.ordered(answer.value)
      var region = WantedRegion(
        control: control, value: value, members: place + value.members(control.form))
      region.belong(to: span, number)
      return region
    }
    return [own] + about
  }

  private mutating func belong(to span: TextSpan, _ number: Int) {
    id = span.id
    self.span = number
    place = span
  }

  /// Whether a stored region is this one: by its id, or where the span came without one by its place.
  func isAt(_ region: Region) -> Bool {
    guard control.name == region.control else { return false }
    guard span != nil else { return true }
    if let id { return region.id == id }
    guard let place, let stored = region.span else { return false }
    return place.isAt(stored)
  }

  /// The stored region with this value and everything else as it was.
  func replacing(_ region: Region) -> JSON {
    guard let stored = region.answer(control.form), !isSame(as: stored) else { return region.json }
    var json = region.json
    for member in members { json["value"]?[member.name] = member.value }
    return json
  }

  private func isSame(as stored: AnswerValue) -> Bool {
    guard case .spans(var mine) = value, case .spans(let theirs) = stored else {
      return value == stored
    }
    for index in mine.indices { mine[index].answers = [] }
    return mine == theirs
  }

  /// A new region, keys in the order of the page.
  func made(id: String, _ dialect: ResultSchema.Dialect) -> JSON {
    var region: JSON = [
      "value": .object(members),
      "id": .string(id),
      "from_name": .string(control.name),
      "to_name": .string(control.toName),
      "type": .string(control.form.type),
    ]
    if dialect == .annotations { region["origin"] = "manual" }
    return region
  }
}
