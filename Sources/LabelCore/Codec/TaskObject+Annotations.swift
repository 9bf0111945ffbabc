extension TaskObject {
  /// The task with what Label Studio 1.x annotated beside its own completions, for showing and counting.
  /// Annotations that only came back from an import of these completions are left out.
  package func beside(_ annotated: [AnnotatedTask]) -> TaskObject {
    var whole = self
    let own = completions
    let others = annotated.flatMap(\.completions).filter { other in
      !own.contains { other.isImported(from: $0) }
    }
    if !others.isEmpty { whole.completions = own + others }
    return whole
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

  /// What the regions say, their ids with it.
  private var regions: [JSON] {
    result.map { region in
      var region = region
      region["origin"] = nil
      return region.canonical
    }
  }
}
