extension LabelMigration {
  /// This migration with new values as `config` stores them: of a choice with an alias the alias.
  ///
  /// Fails where a label would become one that the config cannot hold.
  package func fitted(to config: LabelingConfig) throws(MigrationMistake) -> LabelMigration {
    var fitted = self
    for (old, new) in controls where config.control(named: new) == nil {
      let known = config.controls.map(\.name).joined(separator: ", ")
      throw MigrationMistake(
        "\(old)=\(new): the labeling config has no control \(new); it has \(known)")
    }
    for (value, rule) in values {
      guard let new = rule else { continue }
      let name = controls[value.control] ?? value.control
      guard let control = config.control(named: name) else {
        let known = config.controls.map(\.name).joined(separator: ", ")
        throw MigrationMistake(
          "\(value.control): the labeling config has no control \(name); it has \(known)")
      }
      fitted.values[value] = .some(try control.storable(new))
    }
    return fitted
  }
}

extension ConfigControl {
  /// The stored form of a value that is given as stored or as shown.
  fileprivate func storable(_ path: [String]) throws(MigrationMistake) -> [String] {
    let name = path.joined(separator: LabelMigration.Value.separator)
    guard let known = kind.storableValues, !known.contains(name) else { return path }
    if path.count == 1, let alias = kind.choices.first(where: { $0.value == name })?.stored {
      return [alias]
    }
    let names = known.sorted().prefix(12).joined(separator: ", ")
    throw MigrationMistake("\(self.name) has no choice \(name); it has \(names)")
  }
}

extension ConfigControl.Kind {
  /// All choices or labels of the config itself.
  fileprivate var choices: [ConfigChoice] {
    switch self {
    case .choices(let control): control.choices.flattened.map(\.choice)
    case .taxonomy(let control): control.choices.flattened.map(\.choice)
    case .labels(let control): control.labels.flattened.map(\.choice)
    default: []
    }
  }
}

extension LikelyMigration {
  /// The migration that its arguments stand for.
  package func migration() throws(MigrationMistake) -> LabelMigration {
    var migration = LabelMigration()
    for (flag, value) in arguments {
      if flag == "--rename" {
        try migration.addRename(value)
      } else {
        try migration.addControl(value)
      }
    }
    return migration
  }
}

// MARK: - What a new config is likely to mean

/// Steps that would make labels fit a config again.
package struct LikelyMigration: Equatable, Sendable {
  /// Arguments of `tagline migrate`: flag and value.
  package var arguments: [(flag: String, value: String)] = []
  /// Whether these are all that is needed.
  package var isWhole = false

  package static func == (left: LikelyMigration, right: LikelyMigration) -> Bool {
    left.isWhole == right.isWhole
      && left.arguments.elementsEqual(right.arguments, by: { $0 == $1 })
  }
}

extension LabelingConfig {
  /// What was probably renamed between `earlier` and this config: one value gone and one new, or one control
  /// gone and one of its kind new. Without an earlier config, what no label holds yet is new.
  package func likelyMigration(
    for misfits: [ConfigMisfit], among stored: [StoredLabel], since earlier: LabelingConfig?
  ) -> LikelyMigration {
    var likely = LikelyMigration()
    likely.isWhole = true
    for misfit in misfits {
      let step =
        misfit.reason == .noChoice
        ? renamedValue(misfit, stored, earlier) : renamedControl(misfit, stored, earlier)
      if let step { likely.arguments.append(step) } else { likely.isWhole = false }
    }
    return likely
  }

  private func renamedValue(
    _ misfit: ConfigMisfit, _ stored: [StoredLabel], _ earlier: LabelingConfig?
  ) -> (String, String)? {
    guard misfit.labels.count == 1, let old = misfit.labels.first?.value,
      let now = control(named: misfit.fromName)?.kind.storableValues
    else { return nil }
    let before =
      earlier?.control(named: misfit.fromName)?.kind.storableValues
      ?? Set(stored.filter { $0.fromName == misfit.fromName }.map(\.value))
    let new = now.subtracting(before)
    guard new.count == 1, let name = new.first else { return nil }
    return ("--rename", "\(misfit.fromName): \(Self.escaped(old))=\(Self.escaped(name))")
  }

  private func renamedControl(
    _ misfit: ConfigMisfit, _ stored: [StoredLabel], _ earlier: LabelingConfig?
  ) -> (String, String)? {
    guard control(named: misfit.fromName) == nil else { return nil }
    let known = earlier.map { Set($0.controls.map(\.name)) } ?? Set(stored.map(\.fromName))
    let new = controls.filter {
      !known.contains($0.name) && $0.kind.type == misfit.type && $0.storedToName == misfit.toName
    }
    guard new.count == 1, let name = new.first?.name else { return nil }
    return ("--rename-control", "\(misfit.fromName)=\(name)")
  }

  private static func escaped(_ value: String) -> String {
    value.replacing("=", with: "\\=")
  }
}
