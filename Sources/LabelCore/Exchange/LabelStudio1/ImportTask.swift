/// A task as a source storage of Label Studio 1.x imports it (1.23.2): its data with all annotations and
/// predictions in place.
package struct ImportTask: Sendable {
  /// `{"data": …, "annotations": […], "predictions": […]}`; nil when 1.x could not keep the task.
  package private(set) var tree: JSON?
  package private(set) var leftOut: [LeftOut] = []

  package init(_ gathered: GatheredTask, _ writing: AnnotationWriting) {
    guard let data = writing.data(of: gathered, &leftOut) else { return }
    let object = gathered.object
    let counting = SpanCounting(object.data ?? .null)
    var task: JSON = ["data": data]
    task["annotations"] = .array(
      object.completions.enumerated().compactMap { place, completion in
        annotation(completion, at: place, counting, writing)
      })
    let predictions = gathered.predictions.enumerated().compactMap {
      prediction($1, at: $0, counting)
    }
    if !predictions.isEmpty { task["predictions"] = .array(predictions) }
    // Of what else a raw task may have, 1.x keeps this.
    let skipping = object.tree["allow_skip"]
    if let skipping, skipping.boolValue != nil { task["allow_skip"] = skipping }
    tree = task
  }

  /// Without `unique_id`: one that the database knows already would stop the sync. `import_id` is 1.x's
  /// field for the number that an annotation had before.
  private mutating func annotation(
    _ completion: Completion, at place: Int, _ counting: SpanCounting, _ writing: AnnotationWriting
  ) -> JSON? {
    guard completion.value.members != nil else {
      leftOut.append(LeftOut(.annotation(place), .notAnObject))
      return nil
    }
    var left: [LeftOut] = []
    let result = writing.result(of: completion, counting) {
      left.append(LeftOut(.region(annotation: place, region: $0), $1))
    }
    leftOut += left
    var annotation: JSON = [
      "result": .array(result),
      "was_cancelled": .bool(completion.isSkipped),
      "ground_truth": .bool(completion.isHoneypot),
      "lead_time": AnnotationWriting.leadTime(of: completion),
    ]
    if let id = completion.id { annotation["import_id"] = .int(id) }
    if let user = writing.user(of: completion) { annotation["completed_by"] = .int(user) }
    return annotation
  }

  /// One field that 1.x does not take loses it all predictions of the task.
  private mutating func prediction(
    _ stored: JSON, at place: Int, _ counting: SpanCounting
  ) -> JSON? {
    let completion = Completion(stored)
    guard stored["result"]?.arrayValue != nil else {
      leftOut.append(LeftOut(.prediction(place), .missing("result")))
      return nil
    }
    var obstacle: LeftOut.Reason?
    let writing = AnnotationWriting(digest: Digest { _ in "" })
    let result = writing.result(of: completion, counting) { obstacle = obstacle ?? $1 }
    if let obstacle {
      leftOut.append(LeftOut(.prediction(place), obstacle))
      return nil
    }
    var prediction: JSON = ["result": .array(result.map(\.withoutOrigin))]
    if let score = stored["score"], score.doubleValue != nil, score.obstacle == nil {
      prediction["score"] = score
    }
    if let version = stored["model_version"]?.stringValue {
      prediction["model_version"] = .string(version)
    }
    return prediction
  }
}

extension JSON {
  /// A prediction's region: nobody made it by hand.
  fileprivate var withoutOrigin: JSON {
    var region = self
    region["origin"] = nil
    return region
  }
}
