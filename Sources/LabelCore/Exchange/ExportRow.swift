/// What one row of an export says: a task's data, and what one of its completions answers.
package struct ExportRow: Hashable, Sendable {
  /// The answers of one control.
  struct Output: Hashable, Sendable {
    var control: String
    var tag: String
    /// The values of its regions, as stored.
    var values: [JSON]
  }

  /// The task's id.
  var id: JSON?
  var data: [JSON.Member]
  /// By control, in the order in which the controls are met in the result.
  var outputs: [Output]
  /// The completion; nil for a task without one.
  var completion: Completion?
}

extension TaskObject {
  /// The rows that the task makes in an export of data and answers.
  package func exportRows(_ options: ExportOptions) -> [ExportRow] {
    let all = completions
    let made = all.filter { !$0.isSkipped }
    let isOpen = made.isEmpty && (options.scope == .all || options.isRow(withoutLabel: all))
    switch options.edition {
    case _ where isOpen: return [row(nil, options)]
    case _ where made.isEmpty: return []
    case .completions: return [row(made.newest, options)]
    case .annotations: return made.newestFirst.map { row($0, options) }
    }
  }

  private func row(_ completion: Completion?, _ options: ExportOptions) -> ExportRow {
    let schema = options.schema
    var outputs: [ExportRow.Output] = []
    // CoNLL shows no numbers: the places stay those of Swift's strings.
    let isCounted = options.edition == .annotations && options.format != .conll2003
    let counting = isCounted ? SpanCounting(data ?? .null) : nil
    for stored in completion?.result ?? [] {
      let json = counting?.inCodePoints(stored) ?? stored
      guard let region = Region(json) else { continue }
      let control = schema?.control(region.control)
      // What the config does not name, the page does not show either.
      if schema != nil, control == nil { continue }
      if let place = outputs.firstIndex(where: { $0.control == region.control }) {
        outputs[place].values.append(region.value)
      } else {
        let tag = control?.tag ?? ExportSchema.tag(ofType: region.type)
        outputs.append(.init(control: region.control, tag: tag, values: [region.value]))
      }
    }
    return ExportRow(
      id: tree["id"], data: data?.members ?? [], outputs: outputs, completion: completion)
  }

  /// Whether a completion counts as the task's label.
  var hasLabel: Bool { completions.contains { !$0.isSkipped } }
}

extension ExportOptions {
  /// Whether a task all of whose completions were skipped, or that has none, is a row in Label Studio's own
  /// files: 1.x gives one to tasks that nobody labelled.
  fileprivate func isRow(withoutLabel completions: [Completion]) -> Bool {
    scope == .usual && edition == .annotations && completions.isEmpty
  }
}

extension [Completion] {
  /// The newest by `created_at`, of equals the later: a version's label.
  fileprivate var newest: Completion? { newestFirst.first }

  fileprivate var newestFirst: [Completion] {
    let times = map { $0.value["created_at"].flatMap(Timestamp.precise) ?? -.infinity }
    return indices.sorted { left, right in
      times[left] == times[right] ? left > right : times[left] > times[right]
    }.map { self[$0] }
  }
}
