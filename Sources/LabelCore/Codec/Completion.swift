/// One completion of a stored task: typed views over the tree it was read from, which an edit keeps.
package struct Completion: Hashable, Sendable {
  /// The completion as stored; anything but an object has no fields.
  package var value: JSON

  package init(_ value: JSON) {
    self.value = value
  }

  /// Label Studio's number; nil when missing or not a whole number. May repeat within a task.
  package var id: Int? { value["id"]?.whole }
  /// Unix seconds of the first save; also read from a number with a fraction or ISO 8601 text.
  package var createdAt: Int? { value["created_at"].flatMap(Timestamp.seconds) }
  /// Seconds in the page.
  package var leadTime: Double? { value["lead_time"]?.doubleValue }
  /// Whether the task was skipped; 0.7's `skipped` counts too.
  package var isSkipped: Bool {
    value["was_cancelled"]?.boolValue == true || value["skipped"]?.boolValue == true
  }
  /// The star of the web page; "ground truth" in 1.x.
  package var isHoneypot: Bool {
    value["honeypot"]?.boolValue == true || value["ground_truth"]?.boolValue == true
  }
  /// The regions; empty when missing or not a list.
  package var result: [JSON] { value["result"]?.arrayValue ?? [] }
  /// Tagline's own key, nil for completions made elsewhere.
  package var authorship: Authorship? { value[Authorship.key].flatMap(Authorship.init) }
}

// MARK: - Whose it is

/// Who made a completion what it is now.
package enum Author: Hashable, Sendable {
  case annotator(String)
  /// Made or edited on the web page, which stores no name.
  case unknown
}

extension Completion {
  /// Whether the result is no longer the one Tagline wrote: the web page edited it.
  package func isEditedElsewhere(_ digest: Digest) -> Bool {
    guard let authorship else { return false }
    return authorship.resultSHA256 != digest(.array(result))
  }

  /// Who decided: by our key unless the web page edited it since, else the user that 1.x names.
  package func author(_ digest: Digest) -> Author {
    if let authorship, !authorship.annotator.isEmpty, !isEditedElsewhere(digest) {
      return .annotator(authorship.annotator)
    }
    return completedBy.map(Author.annotator) ?? .unknown
  }

  /// Who Label Studio 1.x says completed it: an address, else a name, else the user's number; nil in 0.x.
  package var completedBy: String? {
    guard let user = value["completed_by"] else { return nil }
    let names = ["first_name", "last_name"].compactMap { user[$0]?.stringValue }
    let full = names.filter { !$0.isEmpty }.joined(separator: " ")
    let name = [user.stringValue, user["email"]?.stringValue, full]
      .compactMap(\.self).first { !$0.isEmpty }
    return name ?? (user.whole ?? user["id"]?.whole).map { "user \($0)" }
  }

  /// Whether `annotator` made it with Tagline, even if the web page edited it since.
  package func isMine(_ annotator: String) -> Bool {
    authorship?.annotator == annotator
  }

  /// How often it was saved: our `rev`, and one more for an edit on the web page. 0 without our key.
  package func revision(_ digest: Digest) -> Int {
    guard let authorship else { return 0 }
    return isEditedElsewhere(digest) ? authorship.rev &+ 1 : authorship.rev
  }

  /// Whether both say the same: result (region ids aside), skipped or not, note.
  package func saysTheSame(as other: Completion) -> Bool {
    isSkipped == other.isSkipped
      && (authorship?.note ?? "") == (other.authorship?.note ?? "")
      && answers == other.answers
  }

  private var answers: [JSON] {
    result.map { region in
      var region = region
      region["id"] = nil
      return region.canonical
    }
  }
}
