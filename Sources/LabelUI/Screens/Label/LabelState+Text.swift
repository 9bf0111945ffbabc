package import LabelCore

extension LabelState {
  /// Headings and texts of the task on screen, in the order of the config.
  package var parts: [TextPart] {
    guard let task else { return [] }
    if let problem = task.row.problem {
      return [TextPart("This text cannot be read: \(problem)", role: .error)]
    }
    var parts: [TextPart] = form.texts.map { text in
      switch text {
      case .heading(let words): TextPart(words, role: .heading)
      case .headingData(let name):
        TextPart(task.data[name]?.readable ?? "", role: .heading)
      case .data(let name): Self.part(named: name, of: task.data)
      }
    }
    if !form.texts.contains(where: { if case .data = $0 { true } else { false } }) {
      parts.append(TextPart(task.data.readable))
    }
    return parts
  }

  /// Brings the layout and the scroll position in line with the task and the size of the screen.
  mutating func layOut(for size: Size) {
    let geometry = LabelGeometry(size: size, form: form)
    let parts = parts
    if layout.width != max(1, geometry.textColumns.count) || layout.parts != parts {
      layout = TextLayout(parts, width: geometry.textColumns.count)
    }
    let height = max(1, geometry.textRows.count)
    if seeksHit, task != nil {
      seeksHit = false
      scrollToHit(height: height)
    }
    layout.find(throughLine: scroll + height)
    scroll = max(0, min(scroll, layout.lines.count - height))
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

  /// The texts of a task without headings, as they are: what is copied.
  func text(of task: LabelingTask) -> String {
    let names = form.texts.compactMap { if case .data(let name) = $0 { name } else { nil } }
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

extension JSON {
  /// The value as text for people: strings as they are, members and elements one a line.
  package var readable: String {
    switch self {
    case .null: ""
    case .bool(let value): value ? "true" : "false"
    case .number(let text), .string(let text): text
    case .escaped: stringValue ?? ""
    case .array(let elements): elements.map(\.readable).joined(separator: "\n")
    case .object(let members):
      members.map { "\($0.name): \($0.value.readable)" }.joined(separator: "\n")
    }
  }
}
