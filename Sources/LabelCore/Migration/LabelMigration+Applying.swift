extension LabelMigration {
  /// The object with its labels migrated; nil when there is nothing of it to migrate. Everything else stays
  /// as it is, also who decided and when.
  ///
  /// A completion of which no answer is left is taken off: its task is open again.
  package func migrated(_ object: TaskObject, digest: Digest) -> TaskObject? {
    var isChanged = false
    var completions: [Completion] = []
    for completion in object.completions {
      guard let result = migrated(completion.result) else {
        completions.append(completion)
        continue
      }
      isChanged = true
      if !result.isEmpty { completions.append(completion.with(result, digest)) }
    }
    guard isChanged else { return nil }
    var migrated = object
    migrated.completions = completions
    // As Label Studio writes a task whose last completion was deleted.
    if completions.isEmpty, migrated.tree["predictions"] == nil {
      migrated.tree["predictions"] = .array([])
    }
    return migrated
  }

  /// The regions of a result; nil when they stay as they are.
  func migrated(_ result: [JSON]) -> [JSON]? {
    var isChanged = false
    var dropped: Set<String> = []
    var regions: [JSON] = []
    for region in result {
      switch migrated(region) {
      case .same: regions.append(region)
      case .changed(let new):
        regions.append(new)
        isChanged = true
      case .dropped:
        isChanged = true
        // Answers about a span go with it.
        if region["value"]?["start"] != nil, let id = region["id"]?.stringValue {
          dropped.insert(id)
        }
      }
    }
    guard isChanged else { return nil }
    guard !dropped.isEmpty else { return regions }
    return regions.filter { !dropped.contains($0["id"]?.stringValue ?? "") }
  }

  private enum Outcome {
    case same
    case changed(JSON)
    case dropped
  }

  private func migrated(_ region: JSON) -> Outcome {
    guard let control = region["from_name"]?.stringValue else { return .same }
    var new = region
    if let name = controls[control] { new["from_name"] = .string(name) }
    let type = region["type"]?.stringValue ?? ""
    if let stored = region["value"]?[type],
      let list = stored.arrayValue ?? stored.stringValue.map({ [.string($0)] })
    {
      let kept = values(of: list, control)
      if kept.isEmpty, !list.isEmpty { return .dropped }
      if kept != list {
        var value = region["value"] ?? .object([])
        value[type] = stored.arrayValue == nil ? kept[0] : .array(kept)
        new["value"] = value
      }
    }
    return new == region ? .same : .changed(new)
  }

  /// The values of a region, each once.
  private func values(of list: [JSON], _ control: String) -> [JSON] {
    var kept: [JSON] = []
    for value in list {
      guard let new = migrated(value, control) else { continue }
      if new == value || !kept.contains(new) { kept.append(new) }
    }
    return kept
  }

  /// Nil drops the value.
  private func migrated(_ value: JSON, _ control: String) -> JSON? {
    if let name = value.stringValue {
      let known = Value(control: control, path: [name])
      // A choice may hold what stands between the steps of a path.
      let rule = values[known] ?? values[Value(control: control, path: Self.path(name))]
      guard let rule else { return value }
      return rule.map { .string($0.joined(separator: Value.separator)) }
    }
    guard let path = value.arrayValue?.compactMap(\.stringValue), !path.isEmpty else {
      return value
    }
    for length in path.indices.reversed() {
      guard let rule = values[Value(control: control, path: Array(path[...length]))] else {
        continue
      }
      return rule.map { .array(($0 + path[(length + 1)...]).map(JSON.string)) }
    }
    return value
  }
}

extension Completion {
  /// With another result; who made it is still known, and an edit on the web page still shows.
  fileprivate func with(_ result: [JSON], _ digest: Digest) -> Completion {
    var migrated = self
    let isEdited = isEditedElsewhere(digest)
    migrated.value["result"] = .array(result)
    guard var author = authorship, !isEdited else { return migrated }
    author.resultSHA256 = digest(.array(result))
    migrated.sign(author)
    return migrated
  }
}

// MARK: - What is stored

extension LabelMigration {
  /// What becomes of a label that is stored so often; nil when it is dropped.
  package func migrated(_ label: StoredLabel) -> StoredLabel? {
    var new = label
    if !label.value.isEmpty {
      let value: JSON =
        label.isPath
        ? .array(Self.path(label.value).map(JSON.string)) : .string(label.value)
      guard let migrated = migrated(value, label.fromName) else { return nil }
      new.value =
        migrated.stringValue
        ?? (migrated.arrayValue ?? []).compactMap(\.stringValue).joined(separator: Value.separator)
    }
    new.fromName = controls[label.fromName] ?? label.fromName
    return new
  }
}

extension StoredLabel {
  /// Whether the value is a way through nested choices.
  var isPath: Bool { type == "taxonomy" || value.contains(LabelMigration.Value.separator) }
}

extension TaskObject {
  /// Every stored value in every completion, one by one: a choice, a label, a path; "" for a region of any
  /// other kind.
  package var storedLabels: [StoredLabel] {
    completions.flatMap(\.result).flatMap { region -> [StoredLabel] in
      guard let name = region["from_name"]?.stringValue,
        let type = region["type"]?.stringValue
      else { return [] }
      var label = StoredLabel(
        fromName: name, toName: region["to_name"]?.stringValue ?? "", type: type, value: "",
        count: 1)
      guard let values = region["value"]?[type]?.arrayValue else { return [label] }
      return values.compactMap { value in
        let path = value.arrayValue?.compactMap(\.stringValue)
        guard
          let name = value.stringValue ?? path?.joined(separator: LabelMigration.Value.separator)
        else { return nil }
        label.value = name
        return label
      }
    }
  }
}
