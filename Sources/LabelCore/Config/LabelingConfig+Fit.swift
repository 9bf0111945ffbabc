/// How often a value is stored for a control: what a config must be able to hold.
package struct StoredLabel: Hashable, Sendable {
  package var fromName: String
  package var toName: String
  /// The region's `type`, `choices`.
  package var type: String
  /// One stored choice or label, a path in one line, or "" for what is none of these.
  package var value: String
  /// Regions that hold it.
  package var count: Int

  package init(fromName: String, toName: String, type: String, value: String, count: Int) {
    self.fromName = fromName
    self.toName = toName
    self.type = type
    self.value = value
    self.count = count
  }
}

/// Labels that a config has no place for.
package struct ConfigMisfit: Hashable, Sendable, CustomStringConvertible {
  package enum Reason: String, Hashable, Sendable {
    /// No control of that name, object and type.
    case noControl
    /// The control is there, these values are none of its choices.
    case noChoice
  }

  package var reason: Reason
  package var fromName: String
  package var toName: String
  package var type: String
  /// Values in stored order; for `noControl` all that are stored.
  package var labels: [StoredLabel]

  package var count: Int { labels.reduce(0) { $0 + $1.count } }

  /// Label Studio 0.8.2's message.
  package var labelStudioMessage: String {
    let detail =
      switch reason {
      case .noControl: "name=\(fromName), toName=\(toName), type=\(type) are expected"
      case .noChoice:
        "there are labels already created for \"\(fromName)\":\n"
          + PythonText.list(labels.map(\.value))
      }
    return "You've already completed some tasks, but some of them couldn't be loaded with this "
      + "config: " + detail
  }

  /// One line: what is missing and how many labels hang on it.
  package var description: String {
    let values = labels.map { $0.value.isEmpty ? "\($0.count)" : "\($0.value) (\($0.count))" }
      .joined(separator: ", ")
    return switch reason {
    case .noControl:
      "no control name=\(fromName), toName=\(toName), type=\(type), which holds \(values)"
    case .noChoice: "no choice in \(fromName) for \(values)"
    }
  }
}

extension LabelingConfig {
  /// What of `stored` has no place in this config, in stored order; empty when all fits.
  package func misfits(among stored: [StoredLabel]) -> [ConfigMisfit] {
    var misfits: [ConfigMisfit] = []
    for label in stored where label.count > 0 {
      guard let reason = reason(against: label) else { continue }
      let place = misfits.firstIndex {
        $0.reason == reason && $0.fromName == label.fromName && $0.toName == label.toName
          && $0.type == label.type
      }
      if let place {
        misfits[place].labels.append(label)
      } else {
        misfits.append(
          ConfigMisfit(
            reason: reason, fromName: label.fromName, toName: label.toName, type: label.type,
            labels: [label]))
      }
    }
    return misfits
  }

  private func reason(against label: StoredLabel) -> ConfigMisfit.Reason? {
    guard let control = control(named: label.fromName), control.storedToName == label.toName,
      control.kind.type == label.type
    else { return .noControl }
    guard !label.value.isEmpty, let known = control.kind.storableValues else { return nil }
    return known.contains(label.value) ? nil : .noChoice
  }
}

extension ConfigControl.Kind {
  /// Stored choices and labels, those of a tree also as paths in one line; nil where any value will do, or
  /// where the rest of the choices is in the tasks.
  package var storableValues: Set<String>? {
    switch self {
    case .choices(let control) where control.field == nil:
      let names = control.choices.flattened.map(\.choice.stored)
      return Set(names + control.choices.storedPaths)
    case .taxonomy(let control) where control.field == nil: return Set(control.choices.storedPaths)
    case .labels(let control): return Set(control.labels.flattened.map(\.choice.stored))
    default: return nil
    }
  }
}

extension [ConfigChoice] {
  /// The way to each choice of a tree, in one line.
  fileprivate var storedPaths: [String] {
    flatMap { choice in
      [choice.stored]
        + choice.children.storedPaths.map {
          choice.stored + LabelMigration.Value.separator + $0
        }
    }
  }
}
