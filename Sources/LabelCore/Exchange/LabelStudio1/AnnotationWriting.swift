/// Writes completions as annotations of Label Studio 1.x (1.23.2).
package struct AnnotationWriting: Sendable {
  /// Users of the Label Studio that is to read it, by annotator. It refuses all annotations of a task over
  /// a number that it does not know.
  package var users: [String: Int]
  /// Whether the raw key goes into the data, by which labels that come back find their task.
  package var keepsKey: Bool
  package var digest: Digest

  package init(users: [String: Int] = [:], keepsKey: Bool = false, digest: Digest) {
    self.users = users
    self.keepsKey = keepsKey
    self.digest = digest
  }

  /// The `completed_by` of a completion; nil where it is nobody that 1.x knows.
  func user(of completion: Completion) -> Int? {
    guard case .annotator(let name) = completion.author(digest) else { return nil }
    return users[name]
  }

  /// The data with the raw key in them, if that is wanted and known.
  func data(of task: GatheredTask, _ leftOut: inout [LeftOut]) -> JSON? {
    guard var data = task.object.data, data.members != nil else {
      leftOut.append(LeftOut(.task, .dataNotAnObject))
      return nil
    }
    if let obstacle = data.obstacle {
      leftOut.append(LeftOut(.task, obstacle))
      return nil
    }
    guard keepsKey else { return data }
    if let source = task.source {
      data[AnnotatedTask.keyMember] = .string(source.text)
    } else {
      leftOut.append(LeftOut(.rawKey, .unknownKey))
    }
    return data
  }

  /// The regions that 1.x can keep, its way.
  func result(
    of completion: Completion, _ counting: SpanCounting, leftOut: (Int, LeftOut.Reason) -> Void
  ) -> [JSON] {
    completion.result.enumerated().compactMap { place, region in
      if let reason = Self.obstacle(in: region) {
        leftOut(place, reason)
        return nil
      }
      var region = counting.inCodePoints(region)
      // The page fails on a choice that is no list.
      if let choice = region["value"]?["choices"]?.stringValue {
        region["value"]?["choices"] = [.string(choice)]
      }
      if region["origin"] == nil { region["origin"] = "manual" }
      return region
    }
  }

  private static func obstacle(in region: JSON) -> LeftOut.Reason? {
    guard region.members != nil else { return .notAnObject }
    if region["value"]?.members == nil { return .missing("value") }
    for name in ["from_name", "to_name", "type"] where region[name]?.stringValue?.isEmpty ?? true {
      return .missing(name)
    }
    return region.obstacle
  }

  /// A lead time that can be written, else null.
  static func leadTime(of completion: Completion) -> JSON {
    let stored = completion.value["lead_time"]
    guard let stored, stored.doubleValue != nil, stored.obstacle == nil else { return .null }
    return stored
  }
}
