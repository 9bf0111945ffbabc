/// A task of a user's file, taken apart: what a raw file holds of it, and the labels that it
/// brought along.
package struct TaskWithLabels: Hashable, Sendable {
  /// The raw task: the data alone, or `{"data": …}` where there is more to keep, as predictions.
  package var raw: JSON
  /// What others decided about it, as 0.x stores it, without ids.
  package private(set) var completions: [Completion]

  /// Takes a raw task as `TaskImport` gives it.
  package init(_ task: JSON) {
    let labels = task["completions"]?.arrayValue ?? task["annotations"]?.arrayValue
    guard task["data"]?.members != nil, let labels else {
      raw = task
      completions = []
      return
    }
    raw = Self.unlabelled(task)
    completions = labels.compactMap { $0.members == nil ? nil : Completion(imported: $0) }
  }

  /// Whether the task brought labels or skips.
  package var hasLabels: Bool { !completions.isEmpty }

  /// What is kept of an exported task: its data, predictions and notes about it, but not what the
  /// program that exported it counted.
  private static func unlabelled(_ task: JSON) -> JSON {
    let predictions = (task["predictions"]?.arrayValue ?? []).filter {
      $0["result"]?.arrayValue != nil
    }
    let meta = task["meta"].flatMap { $0.members?.isEmpty == true ? nil : $0 }
    let rest = [
      predictions.isEmpty ? nil : JSON.Member("predictions", .array(predictions)),
      meta.map { JSON.Member("meta", $0) },
    ].compactMap { $0 }
    let data = task["data"]?.members ?? []
    if rest.isEmpty { return ImportedTask.root(data) }
    return .object([JSON.Member("data", .object(data))] + rest)
  }
}

extension TaskWithLabels {
  /// The object of the target with the labels. Whose they are stays as it was told.
  ///
  /// - Parameter source: the raw file that the task lies in now; nil where it holds several tasks.
  package func object(id: Int, source: SourceFile?) -> TaskObject {
    let root: JSON = raw["data"]?.members == nil ? ["data": raw] : raw
    var object = TaskObject(root: root, id: id)
    object.completions = completions.enumerated().map { index, completion in
      var completion = completion
      completion.setID(id &* 1000 &+ index &+ 1)
      completion.settle(source)
      return completion
    }
    return object
  }
}

extension Completion {
  /// Of a completion, or an annotation of Label Studio 1.x: its times become seconds, ground truth
  /// becomes the star.
  init(imported stored: JSON) {
    let isAnnotation = stored["created_at"]?.stringValue != nil || stored["completed_by"] != nil
    guard isAnnotation else {
      self.init(stored)
      return
    }
    var members: [JSON.Member] = []
    if let time = stored["lead_time"], time != .null { members.append(.init("lead_time", time)) }
    members.append(.init("result", stored["result"] ?? []))
    if stored["was_cancelled"]?.boolValue == true { members.append(.init("was_cancelled", true)) }
    if let time = stored["created_at"].flatMap(Timestamp.seconds) {
      members.append(.init("created_at", .int(time)))
    }
    if stored["ground_truth"]?.boolValue == true { members.append(.init("honeypot", true)) }
    for name in ["completed_by", "updated_at", "unique_id", Authorship.key] {
      if let value = stored[name], value != .null { members.append(.init(name, value)) }
    }
    self.init(.object(members))
  }

  /// Gives it a number, in the place where Label Studio has it.
  mutating func setID(_ id: Int) {
    guard value["id"] == nil, case .object(var members) = value else {
      value["id"] = .int(id)
      return
    }
    let place = members.firstIndex { $0.name == "result" }.map { $0 + 1 } ?? members.count
    members.insert(JSON.Member("id", .int(id)), at: place)
    value = .object(members)
  }

  /// Says where the task lies now, if Tagline made it; else its number and data tell.
  fileprivate mutating func settle(_ source: SourceFile?) {
    guard let old = value[Authorship.key], var authorship = Authorship(old) else { return }
    authorship.source = source
    value[Authorship.key] = authorship.value(over: old)
  }
}
