import LabelCore

/// Where spans and the cursor of marking are on the screen.
extension LabelState {
  /// A span of the draft and where it is in which text of the form.
  struct MarkedSpan: Equatable {
    var place: SpanPlace
    var text: Int
    var range: Range<Int>
    var labels: [String]
  }

  /// The draft's spans in the order of the text, longer ones first; those that fit no text are left out.
  func markedSpans() -> [MarkedSpan] {
    let draft = draft
    let all = form.spanPlaces(in: draft).compactMap { place -> MarkedSpan? in
      let targets = form.controls[place.control].targets
      guard let span = draft.span(at: place),
        let text = targets.compactMap({ form.objects[$0] }).first,
        let range = range(of: span, in: text)
      else { return nil }
      return MarkedSpan(place: place, text: text, range: range, labels: span.labels)
    }
    return all.sorted {
      ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound)
    }
  }

  /// Texts whose spans a control labels.
  var markableTexts: [Int] {
    let names = form.controls.filter { $0.kind == .labels }.flatMap(\.targets)
    return Set(names.compactMap { form.objects[$0] }).sorted()
  }

  /// The cursor at the first word on screen of a text, or at its first word.
  func start(in text: Int) -> Marking? {
    guard let content = content(of: text), let part = part(ofText: text) else { return nil }
    let units = TextUnits(text: content)
    let line = layout.lines.indices.first { $0 >= scroll && layout.lines[$0].part == part }
    var from = line.map { units.offsets(layout.lines[$0].range).lowerBound } ?? 0
    // The names in a dialogue take no label.
    if let dialogue = dialogue(of: text) { from = dialogue.said(from: from) ?? from }
    guard let head = units.nextWord(from: from) ?? units.nextWord(from: 0) else { return nil }
    return Marking(text: text, head: head)
  }

  /// The same place after another task has come on screen, or none.
  mutating func followMarking() {
    guard let marking else { return }
    self.marking = start(in: marking.text)
  }

  mutating func moveLine(by distance: Int, _ units: TextUnits) {
    guard let marking, let part = part(ofText: marking.text),
      let here = line(of: marking.head.lowerBound, part: part, units)
    else { return }
    layout.find(throughLine: here + 2)
    let column = width(from: layout.lines[here].range.lowerBound, to: marking.head, units)
    var target = here + distance
    while layout.lines.indices.contains(target), layout.lines[target].range.isEmpty {
      target += distance
      layout.find(throughLine: target + 1)
    }
    guard layout.lines.indices.contains(target), layout.lines[target].part == part else { return }
    let offset = offset(atColumn: column, of: layout.lines[target], units)
    self.marking?.move(to: units.word(at: offset) ?? units.previousWord(before: offset))
  }

  /// The line an offset of a part is on, found as far down as it takes.
  mutating func line(of offset: Int, part: Int, _ units: TextUnits) -> Int? {
    guard let index = units.index(offset) else { return nil }
    var number = 0
    while true {
      layout.find(throughLine: number)
      guard number < layout.lines.count else { return nil }
      let line = layout.lines[number]
      if line.part == part, index < line.range.upperBound { return number }
      if line.part > part { return nil }
      number += 1
    }
  }

  private func width(
    from start: String.Index, to head: Range<Int>, _ units: TextUnits
  ) -> Int {
    guard let end = units.index(head.lowerBound), start < end else { return 0 }
    return CellText.width(of: String(units.text[start..<end]))
  }

  /// The offset of what stands at a column of a line; its last character beyond the end.
  func offset(atColumn column: Int, of line: TextLayout.Line, _ units: TextUnits) -> Int {
    var used = 0
    var index = line.range.lowerBound
    while index < line.range.upperBound {
      used += CellText.width(of: units.text[index])
      let next = units.text.index(after: index)
      if used > column || next >= line.range.upperBound { break }
      index = next
    }
    return units.offsets(index..<index).lowerBound
  }

  /// A click on the text: the cursor goes there, on a span it selects it.
  mutating func clickText(row: Int, column: Int) -> [Effect] {
    let number = scroll + row
    guard layout.lines.indices.contains(number) else { return [] }
    let line = layout.lines[number]
    guard let text = markableTexts.first(where: { part(ofText: $0) == line.part }),
      let content = content(of: text), !line.range.isEmpty
    else { return [] }
    let units = TextUnits(text: content)
    let offset = offset(atColumn: column, of: line, units)
    guard let head = units.word(at: offset) else { return [] }
    let anchor = marking?.text == text ? marking?.anchor : nil
    marking = Marking(text: text, head: head, anchor: anchor)
    let hit = markedSpans().last { $0.text == text && $0.range.contains(offset) }
    if anchor == nil, let hit {
      marking?.head = hit.range
      marking?.selected = hit.place
    }
    return []
  }
}
