/// One completion of a stored task: typed views over the tree it was read from, which an edit keeps.
package struct Completion: Hashable, Sendable {
  /// The completion as stored; anything but an object has no fields.
  package private(set) var value: JSON

  package init(_ value: JSON) {
    self.value = value
  }

  /// The fields in stored order.
  package var members: [JSON.Member] {
    get { value.ownMembers }
    set { value = .object(newValue) }
  }

  /// Label Studio's number; nil when missing or not a whole number. May repeat within a task.
  package var id: Int? { members[member: "id"]?.whole }
  /// Unix seconds of the first save; also read from a number with a fraction or ISO 8601 text.
  package var createdAt: Int? { members[member: "created_at"].flatMap(Timestamp.seconds) }
  /// Seconds in the page.
  package var leadTime: Double? { members[member: "lead_time"]?.real }
  /// Whether the task was skipped; 0.7's `skipped` counts too.
  package var isSkipped: Bool {
    members[member: "was_cancelled"]?.isTrue == true || members[member: "skipped"]?.isTrue == true
  }
  /// The star of the web page ("ground truth").
  package var isHoneypot: Bool { members[member: "honeypot"]?.isTrue == true }
  /// The regions; empty when missing or not a list.
  package var result: [JSON] { members[member: "result"]?.elements ?? [] }
  /// Tagline's own key, nil for completions made elsewhere.
  package var authorship: Authorship? { members[member: Authorship.key].flatMap(Authorship.init) }
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

  /// Who decided; unknown without our key, and after an edit on the web page.
  package func author(_ digest: Digest) -> Author {
    guard let authorship, !authorship.annotator.isEmpty, !isEditedElsewhere(digest) else {
      return .unknown
    }
    return .annotator(authorship.annotator)
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
      var members = region.ownMembers
      members[member: "id"] = nil
      return JSON.object(members).canonical
    }
  }
}
