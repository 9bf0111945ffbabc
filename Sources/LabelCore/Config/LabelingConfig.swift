/// A Label Studio labeling config: what is shown of a task and what is decided about it.
package struct LabelingConfig: Hashable, Sendable {
  /// The XML it was read from, byte for byte.
  package var xml: [UInt8]
  /// Headings, texts and controls in document order.
  package var items: [Item]
  /// Tags that mean nothing to Label Studio either; they are passed over.
  package var ignoredTags: [ConfigElement]

  package enum Item: Hashable, Sendable {
    case header(ConfigHeader)
    case text(ConfigText)
    case control(ConfigControl)
  }

  package var headers: [ConfigHeader] {
    items.compactMap { if case .header(let header) = $0 { header } else { nil } }
  }
  package var texts: [ConfigText] {
    items.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }
  package var controls: [ConfigControl] {
    items.compactMap { if case .control(let control) = $0 { control } else { nil } }
  }

  package func control(named name: String) -> ConfigControl? { controls.first { $0.name == name } }

  /// Names of the members that a task's data must have, each once, in document order.
  package var fields: [String] {
    var seen: Set<String> = []
    return items.compactMap { item in
      switch item {
      case .header(let header): header.value.field
      case .text(let text): text.value.field
      case .control: nil
      }
    }.filter { seen.insert($0).inserted }
  }

  /// Of those the ones that hold lists and objects: dialogues, lists to rank, tables.
  package var structuredFields: Set<String> {
    Set(texts.filter { $0.kind.isStructured }.compactMap(\.value.field))
  }

  /// The first `$name`: the member that holds the object's address when blob urls are used.
  package var dataKey: String? { fields.first }

  /// Whether one key decides a task: the config has exactly one control, and it takes one choice.
  package var autoAdvances: Bool {
    guard controls.count == 1 else { return false }
    switch controls[0].kind {
    case .choices(let choices): return choices.mode.isSingle
    case .rating, .pairwise: return true
    default: return false
    }
  }

  /// What of the config works differently here than on the web page, one sentence each.
  package var remarks: [String] {
    var remarks: [String] = controls.compactMap { control in
      guard case .webPage = control.kind else { return nil }
      return "\(control.element.tag) \"\(control.name)\" is labelled on the web page only; "
        + "what it holds is kept"
    }
    if ignoredTags.contains(where: { $0.tag == "Relations" }) {
      remarks.append("relations between spans are drawn on the web page only; they are kept")
    }
    return remarks
  }
}

/// A `value` attribute: fixed words, or `$name` for a member of the task's data.
package enum ConfigValue: Hashable, Sendable {
  case fixed(String)
  case field(String)

  package init(_ attribute: String) {
    let isField = attribute.hasPrefix("$") && attribute.utf8.count > 1
    self = isField ? .field(String(attribute.dropFirst())) : .fixed(attribute)
  }

  package var field: String? {
    if case .field(let name) = self { name } else { nil }
  }
}

/// A `Header`: words above or between texts and controls.
package struct ConfigHeader: Hashable, Sendable {
  package var value: ConfigValue
  /// It is shown only while all of these hold.
  package var conditions: [ConfigCondition] = []
  package var element: ConfigElement
}

/// A `Text` or its like: an object that is labelled.
package struct ConfigText: Hashable, Sendable {
  /// How its content is shown.
  package enum Kind: Hashable, Sendable {
    case plain
    /// `HyperText`: its markup is taken off.
    case html
    /// `Paragraphs`: utterances, with the members that name who speaks and what is said.
    case dialogue(nameKey: String, textKey: String)
    /// `List`: items to rank, with `id`, `title` and `body`.
    case list(title: String?)
    case table

    /// Whether the data hold a list or an object for it.
    var isStructured: Bool {
      switch self {
      case .plain, .html: false
      case .dialogue, .list, .table: true
      }
    }
  }

  package var name: String
  package var value: ConfigValue
  package var kind: Kind = .plain
  package var conditions: [ConfigCondition] = []
  package var element: ConfigElement
}
