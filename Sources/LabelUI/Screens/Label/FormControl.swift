package import LabelCore

/// One control of the config.
package struct FormControl: Equatable, Sendable {
  package var name: String
  package var isSingle: Bool
  package var isRequired: Bool
  /// What to say when a required control has no answer.
  package var requiredMessage: String
  package var choices: [FormChoice]
  package var kind = FormKind.choices
  /// How the config wants its choices laid out; nil where it leaves that open.
  package var layout: ConfigChoices.Layout?
  /// Whether it is asked of the selected span instead of the text.
  package var isPerRegion = false
  package var conditions: [ConfigCondition] = []
  /// The config's own key for the whole control; moves the focus to it.
  package var key: Character?
  /// The member of the task's data that holds its choices, items or first text.
  package var field: String?
  /// Names of the texts it is about.
  package var targets: [String] = []

  package init(name: String, isSingle: Bool, choices: [FormChoice]) {
    self.name = name
    self.isSingle = isSingle
    self.isRequired = false
    self.requiredMessage = ""
    self.choices = choices
  }
}

/// How a control is answered at the keyboard.
package enum FormKind: Equatable, Sendable {
  /// A key or a click on a choice.
  case choices
  /// The same, where a choice stands for the path to it and a parent for its children.
  case nested
  /// Found by typing: only those without children, so many at most.
  case taxonomy(leavesOnly: Bool, limit: Int?)
  /// One of its choices, the marks from 1; focused, their digits give them.
  case rating
  /// One of its two choices, `left` and `right`.
  case pairwise
  case text(TextField)
  case number(ConfigNumber)
  case dateTime(ConfigDateTime)
  /// Its choices are the items, put into an order.
  case ranker
  /// Its choices are labels for spans of the text.
  case labels
  /// Answered on the web page only.
  case webPage

  /// What there is to know of a text field.
  package struct TextField: Equatable, Sendable {
    /// How many texts it takes; nil for any number.
    package var limit: Int?
    package var takesLines = false
    package var placeholder = ""
    package var preset: String?
    package var skipsDuplicates = false
  }

  /// Whether the answer is one of the choices that keys and clicks give.
  var isChosen: Bool {
    switch self {
    case .choices, .nested, .pairwise, .rating, .taxonomy: true
    case .text, .number, .dateTime, .ranker, .labels, .webPage: false
    }
  }

  /// Whether one value is typed or stepped in a line of its own.
  fileprivate var isField: Bool {
    switch self {
    case .rating, .text, .number, .dateTime: true
    case .choices, .nested, .taxonomy, .pairwise, .ranker, .labels, .webPage: false
    }
  }
}

/// One `Choice`, nested ones after their parent with a greater depth.
package struct FormChoice: Equatable, Sendable {
  /// What is stored: the alias if there is one.
  package var value: String
  /// What is shown.
  package var title: String
  package var depth: Int
  /// The config's hotkey; after `LabelForm.init` the key that works.
  package var key: Character?
  package var isPreselected: Bool
  /// Words above it and those that follow, a `Header` inside `Choices`.
  package var heading: String?
  /// What is stored where nested choices are: the way to it, itself last.
  package var path: [String]
  package var hint: String?
  /// Its colour in the labeling config.
  package var tint: Tint?
  /// How often a label can be given in one task; nil for any number.
  package var limit: Int?

  package init(_ value: String, title: String? = nil, depth: Int = 0, key: Character? = nil) {
    self.value = value
    self.title = title ?? value
    self.depth = depth
    self.key = key
    self.isPreselected = false
    path = [value]
  }
}

extension FormControl {
  /// Whether its choices are found by typing, in a list that opens: a tree, or a drop-down.
  var isFound: Bool {
    switch kind {
    case .taxonomy: true
    case .choices, .nested: layout == .select
    default: false
    }
  }

  /// Whether it is shown as one line with its value, and worked on when it has the focus.
  var isField: Bool { isFound || kind.isField }

  /// The control as reading and writing results knows it: for words.
  var schema: ResultSchema.Control {
    ResultSchema.Control(
      name: name, toName: targets.joined(separator: ","),
      choices: choices.map {
        ResultSchema.Choice(stored: $0.value, shown: $0.title, path: $0.path)
      })
  }

  /// Whether a choice has others nested in it.
  func hasChildren(_ index: Int) -> Bool {
    index + 1 < choices.count && choices[index + 1].depth > choices[index].depth
  }
}
