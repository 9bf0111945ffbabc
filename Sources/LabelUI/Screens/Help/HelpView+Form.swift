/// The keys that work on single controls of a form, and those of marking spans.
extension HelpView {
  /// Sections for what the form of the config has; empty for choices alone.
  func formSections(_ form: LabelForm, wanted: String) -> [[Entry]] {
    var sections: [[Entry]] = []
    if form.hasFocus { sections.append(section("fields", Self.fieldKeys(of: form), wanted)) }
    if form.controls.contains(where: { $0.kind == .labels }) {
      sections.append(section("while marking (m)", Self.markingKeys, wanted))
    }
    return sections.filter { !$0.isEmpty }
  }

  private func section(
    _ name: String, _ keys: [(String, String)], _ wanted: String
  ) -> [Entry] {
    let rows = keys.filter { wanted.isEmpty || "\($0.0) \($0.1)".lowercased().contains(wanted) }
    if rows.isEmpty { return [] }
    return [.heading(name)] + rows.map { .command(keys: $0.0, sentence: $0.1) } + [.blank]
  }

  private static let markingKeys = [
    ("Left Right", "word before, next one"), ("b w", "the same"),
    ("h l", "letter before, next one"), ("k j", "line up, down"),
    ("Space", "select from here on"), ("Tab", "its fields, next span"),
    ("x", "take the label off"), ("Esc", "let go, then leave"),
  ]

  private static func fieldKeys(of form: LabelForm) -> [(String, String)] {
    var keys = [("Tab", "next field; S-Tab before")]
    func has(_ pass: (FormKind) -> Bool) -> Bool { form.controls.contains { pass($0.kind) } }
    if has({ $0 == .rating }) { keys += [("1-9 0", "give a mark, none")] }
    if has({ if case .text = $0 { true } else { false } }) {
      keys += [("Enter i", "type a text"), ("^s", "typing: keep, submit")]
    }
    if has({ if case .number = $0 { true } else { false } }) {
      keys += [("0-9", "type a number"), ("Left Right", "a step less, more")]
    }
    if has({ if case .dateTime = $0 { true } else { false } }) {
      keys += [("Enter i", "type a date")]
    }
    if form.controls.contains(where: \.isFound) { keys += [("Enter t", "find in the list")] }
    if has({ $0 == .ranker }) {
      keys += [
        ("Up Down", "item above, below"), ("K J", "move it up, down"), ("1-9", "put it there"),
      ]
    }
    return keys
  }
}
