extension TaskObject {
  /// The task with what Label Studio 1.x annotated beside its own completions, for showing and counting.
  /// Annotations that only came back from an import of these completions are left out. Where only theirs are
  /// left, the data are those that they were made for.
  package func beside(_ annotated: [AnnotatedTask]) -> TaskObject {
    var whole = self
    let others = unknown(of: annotated)
    if !others.isEmpty { whole.completions = completions + others }
    if completions.isEmpty, let data = annotated.last?.data { whole.data = data }
    return whole
  }

  /// Takes what Label Studio 1.x annotated over as completions of its own, with its text: the label is to stay
  /// where that of 1.x does not belong. They say of which annotation they are copies.
  package mutating func adopt(_ annotated: [AnnotatedTask], task: Int) {
    for annotation in unknown(of: annotated) {
      var copy = Completion(imported: annotation.value)
      copy.value["import_id"] = annotation.value["id"]
      copy.setID(nextCompletionID(task: task))
      completions.append(copy)
    }
  }

  private func unknown(of annotated: [AnnotatedTask]) -> [Completion] {
    let own = completions
    return annotated.flatMap(\.completions).filter { other in
      !own.contains { other.isImported(from: $0) || $0.isCopy(of: other) }
    }
  }
}

extension Completion {
  /// Whether this annotation of 1.x is a completion that it imported and nobody changed since: it kept the
  /// region ids, and the completion's id where the export gave it.
  fileprivate func isImported(from completion: Completion) -> Bool {
    guard isSkipped == completion.isSkipped else { return false }
    let isNamed = value["import_id"]?.whole.map { $0 == completion.id }
    guard isNamed ?? !result.isEmpty else { return false }
    return regions == completion.regions
  }

  /// Whether this completion was taken over from an annotation that nobody changed since.
  fileprivate func isCopy(of annotation: Completion) -> Bool {
    guard let id = value["import_id"]?.whole, id == annotation.id else { return false }
    return isSkipped == annotation.isSkipped && regions == annotation.regions
  }

  /// What the regions say, their ids with it.
  private var regions: [JSON] {
    result.map { region in
      var region = region
      region["origin"] = nil
      return region.canonical
    }
  }
}
