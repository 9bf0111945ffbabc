import LabelCore

/// The form of another label: the labeling config's, or one made of what occurs where none is known.
extension LabelForm {
  /// A form of the answers that occur, where no labeling config says which there are.
  init(comparing controls: [ControlAgreement]) {
    self.init(controls: controls.map(FormControl.init(comparing:)), texts: [])
  }

  /// How answers are stored; what a control refers to, and the form of its choices, as `regions` show
  /// it where no config does.
  func schema(like regions: [JSON] = []) -> ResultSchema {
    storedAs ?? ResultSchema(controls: controls.compactMap(\.stored)).fitted(to: regions)
  }

  /// With the text of a row and the labels of its spans, where no config says which there are.
  func fitted(to detail: RowDetail, results: [[JSON]]) -> LabelForm {
    guard storedAs == nil else { return self }
    var form = self
    if let name = (detail.b ?? detail.a).flatMap({ TaskText.name(in: $0.data) }) {
      form.texts = [.data(name: name)]
    }
    let schema = schema(like: results.flatMap { $0 })
    for index in controls.indices {
      let target = schema.control(controls[index].name)?.toName ?? ""
      form.controls[index].targets = [target]
      form.objects[target] = 0
      guard controls[index].kind == .labels else { continue }
      let names = results.flatMap { Decision($0).answer(for: controls[index].name)?.names ?? [] }
      form.controls[index].choices = names.distinctInByteOrder.map { FormChoice($0) }
    }
    form.giveKeys()
    return form
  }

  /// What a digit labels while versions are compared: letters are commands there.
  func place(forDigit key: Character) -> ChoicePlace? {
    let digits = Array("1234567890")
    guard let number = digits.firstIndex(of: key), linePlaces.indices.contains(number) else {
      return nil
    }
    return linePlaces[number]
  }
}

extension FormControl {
  fileprivate init(comparing control: ControlAgreement) {
    let names = control.scores.all(order: control.order).map(\.label)
    let isSingle = control.matrix.categories().allSatisfy { $0.values.count < 2 }
    var kind = FormKind.webPage
    var choices: [FormChoice] = []
    switch control.type {
    case "choices": (kind, choices) = (.choices, names.map { FormChoice($0) })
    case "taxonomy":
      (kind, choices) = (.taxonomy(leavesOnly: false, limit: nil), FormChoice.tree(of: names))
    case "rating":
      let highest = names.compactMap(Int.init).max() ?? 0
      (kind, choices) = (.rating, (1...max(5, min(highest, 100))).map { FormChoice(String($0)) })
    case "textarea": kind = .text(FormKind.TextField())
    case "number": kind = .number(ConfigNumber(step: 1))
    case "datetime": kind = .dateTime(ConfigDateTime(parts: [.date, .time]))
    case "labels": kind = .labels
    default: break
    }
    self.init(name: control.control, isSingle: kind == .rating || isSingle, choices: choices)
    self.kind = kind
  }

  /// Nil where only the web page answers it.
  fileprivate var stored: ResultSchema.Control? {
    let form: ResultSchema.Form
    switch kind {
    case .choices: form = .choices
    case .nested: form = .nestedChoices
    case .taxonomy: form = .taxonomy
    case .rating: form = .rating
    case .pairwise: form = .pairwise
    case .text: form = .textArea
    case .number: form = .number
    case .dateTime: form = .dateTime
    case .ranker: form = .ranker
    case .labels: form = .labels(savesText: true)
    case .webPage: return nil
    }
    var control = schema
    control.form = form
    return control
  }
}

extension FormChoice {
  /// Paths as comparing names them, `animal > bird`, each below what contains it.
  fileprivate static func tree(of names: [String]) -> [FormChoice] {
    let paths = names.map { $0.split(separator: " > ").map(String.init) }
    var seen: Set<[String]> = []
    let all = paths.flatMap { path in path.indices.map { Array(path[...$0]) } }
    return all.filter { seen.insert($0).inserted }
      .sorted { $0.lexicographicallyPrecedes($1) }
      .map { path in
        var choice = FormChoice(path[path.count - 1], depth: path.count - 1)
        choice.path = path
        return choice
      }
  }
}
