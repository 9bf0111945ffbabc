/// What a new completion takes from outside.
package struct NewLabelIDs: Sendable {
  /// Of the completion, unique in the world.
  package var uid: String
  /// A new region id.
  package var region: @Sendable () -> String
  package var digest: Digest

  package init(uid: String, region: @escaping @Sendable () -> String, digest: Digest) {
    self.uid = uid
    self.region = region
    self.digest = digest
  }
}

extension TaskObject {
  /// Appends a completion with the label, which is the task's label from now on: it is newer than
  /// all there are. `like` is an object with completions to learn from which raw file the task came,
  /// and what controls refer to where no labeling config says it.
  package mutating func add(
    _ label: NewLabel, like: TaskObject, task: Int, ids: NewLabelIDs
  ) {
    let present = like.completions
    let objects = ControlTargets(present.flatMap(\.result))
    var draft = CompletionDraft(
      result: label.result(newID: ids.region).map(objects.filledIn), leadTime: label.leadTime)
    var authorship = Authorship(
      uid: ids.uid, annotator: label.annotator,
      source: present.lazy.compactMap { $0.authorship?.source }.first)
    authorship.note = label.note
    authorship.resultSHA256 = ids.digest(.array(draft.result))
    draft.authorship = authorship
    let newest = completions.compactMap(\.createdAt).max() ?? .min
    add(draft, task: task, now: max(label.at, newest))
  }
}

/// What each control's regions refer to.
private struct ControlTargets {
  private let known: [String: String]

  init(_ regions: [JSON]) {
    let pairs = regions.compactMap { region -> (String, String)? in
      guard let control = region["from_name"]?.stringValue,
        let object = region["to_name"]?.stringValue
      else { return nil }
      return (control, object)
    }
    known = Dictionary(pairs) { first, _ in first }
  }

  /// The region with what its control refers to, `text` where nothing says it.
  func filledIn(_ region: JSON) -> JSON {
    guard region["to_name"] == "", let control = region["from_name"]?.stringValue else {
      return region
    }
    var region = region
    region["to_name"] = .string(known[control] ?? "text")
    return region
  }
}
