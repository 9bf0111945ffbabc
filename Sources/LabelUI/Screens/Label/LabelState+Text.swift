import LabelCore

extension LabelState {
  /// Headings and texts of the task on screen, in the order of the config.
  package var parts: [TextPart] { task.map(parts) ?? [] }

  /// The same of any task with the answers on screen.
  func parts(of task: LabelingTask) -> [TextPart] {
    if let problem = task.row.problem {
      return TextPart.unreadable(problem, role: .error)
    }
    let titles = sideTitles
    var parts = shownTexts.map { index in
      switch form.texts[index] {
      case .heading(let words): return TextPart(words, role: .heading)
      case .headingData(let name):
        return TextPart(task.data[name]?.readable ?? "", role: .heading)
      case .data(let name):
        let part = Self.part(named: name, of: task.data)
        guard let title = titles[index] else { return part }
        return TextPart("\(title)\n\(part.text)", role: part.role)
      case .content(let name, let kind):
        guard let value = task.data[name] else { return Self.part(named: name, of: task.data) }
        return TextPart(value.readable(as: kind))
      }
    }
    if !form.texts.contains(where: { $0.field != nil }) {
      parts.append(TextPart(task.data.readable))
    }
    return parts
  }

  /// The texts of the form that are shown now.
  private var shownTexts: [Int] {
    if form.textConditions.isEmpty { return Array(form.texts.indices) }
    let draft = draft
    return form.texts.indices.filter {
      form.holds(form.textConditions[$0] ?? [], draft, at: marking?.selected)
    }
  }

  /// What stands above the two texts of a Pairwise, so that left and right can be told.
  private var sideTitles: [Int: String] {
    var titles: [Int: String] = [:]
    for control in form.controls where control.kind == .pairwise {
      for (name, choice) in zip(control.targets, control.choices) {
        if let index = form.objects[name] { titles[index] = "-- \(choice.title) --" }
      }
    }
    return titles
  }

  /// Where a text of the form stands among the parts on screen.
  func part(ofText text: Int) -> Int? { shownTexts.firstIndex(of: text) }

  /// A text of the form whose parts can be labelled, as it is on screen.
  func content(of text: Int) -> String? {
    guard let task, task.row.problem == nil, form.texts.indices.contains(text) else { return nil }
    if case .data(let name) = form.texts[text] { return task.data[name]?.readable }
    return dialogue(of: text)?.text
  }

  /// The same as a dialogue; nil for what is none.
  func dialogue(of text: Int) -> Dialogue? {
    guard case .content(let name, .dialogue(let nameKey, let textKey)) = form.texts[text] else {
      return nil
    }
    return task?.data[name].flatMap { Dialogue($0, nameKey: nameKey, textKey: textKey) }
  }

  /// Where a span is in a text of the form, by what is on screen; nil where it is not in it.
  func range(of span: TextSpan, in text: Int) -> Range<Int>? {
    if let dialogue = dialogue(of: text) { return dialogue.range(of: span) }
    return content(of: text).flatMap { span.range(in: $0) }
  }

  /// Brings the layout and the scroll position in line with the task and the size of the screen.
  mutating func layOut(for size: Size) {
    let geometry = geometry(size)
    let parts = parts
    if layout.width != max(1, geometry.textColumns.count) || layout.parts != parts {
      layout = TextLayout(parts, width: geometry.textColumns.count)
    }
    compareTexts(geometry)
    let height = max(1, geometry.textRows.count)
    if hasNewTask, task != nil {
      hasNewTask = false
      followMarking()
    }
    scrollToMark(height: height)
    if seeksHit, task != nil {
      seeksHit = false
      scrollToHit(height: height)
    }
    layout.find(throughLine: scroll + height)
    compared?.text.find(throughLine: scroll + height)
    let count = compared?.text.lines.count ?? layout.lines.count
    scroll = max(0, min(scroll, count - height))
  }

  /// Scrolls to the first line with the search words, unless it is on screen; far down a huge text nobody
  /// is made to wait for it.
  private mutating func scrollToHit(height: Int) {
    guard let words = search?.lowercased(), !words.isEmpty else { return }
    layout.find(throughLine: 20_000)
    let hit = layout.lines.prefix(20_000)
      .firstIndex { layout.text(of: $0).lowercased().contains(words) }
    guard let hit, !(scroll..<scroll + height).contains(hit) else { return }
    scroll = max(0, hit - 1)
  }

  /// Brings the cursor of marking on screen after it moved.
  private mutating func scrollToMark(height: Int) {
    guard seeksMark, let marking, let content = content(of: marking.text),
      let part = part(ofText: marking.text)
    else { return }
    seeksMark = false
    let units = TextUnits(text: content)
    guard let line = line(of: marking.head.lowerBound, part: part, units) else { return }
    if line < scroll { scroll = line }
    if line >= scroll + height { scroll = line - height + 1 }
  }

  /// The texts of a task without headings, as they are: what is copied.
  func text(of task: LabelingTask) -> String {
    let names = form.texts.compactMap(\.field)
    guard !names.isEmpty else { return task.data.readable }
    return names.compactMap { task.data[$0]?.readable }.joined(separator: "\n\n")
  }

  private static func part(named name: String, of data: JSON) -> TextPart {
    guard let value = data[name] else {
      return TextPart("data.\(name) is missing", role: .warning)
    }
    let text = value.readable
    return text.isEmpty ? TextPart("(data.\(name) is empty)", role: .dim) : TextPart(text)
  }
}

extension TextPart {
  /// What stands in the place of a text that cannot be read.
  static func unreadable(_ problem: String, role: Role) -> [TextPart] {
    [
      TextPart("This text cannot be read: \(problem)", role: role),
      TextPart(
        "Once the file is mended, the next sync reads it under the same number.", role: .dim),
    ]
  }
}
