/// What the hashes of two listings say, before anything is read.
package struct HashCounts: Hashable, Sendable {
  /// Objects at one path with equal content.
  package var same = 0
  /// At one path with other content.
  package var changed = 0
  /// At a path that B does not have.
  package var gone = 0
  /// At a path that A does not have.
  package var added = 0

  package init(same: Int = 0, changed: Int = 0, gone: Int = 0, added: Int = 0) {
    self.same = same
    self.changed = changed
    self.gone = gone
    self.added = added
  }

  package var total: Int { same + changed + gone + added }

  /// B against A.
  package var swapped: HashCounts {
    HashCounts(same: same, changed: changed, gone: added, added: gone)
  }
}

/// How far a comparison is. The figures of a part are not final and not given out: there is none
/// before the end.
package struct ComparisonProgress: Hashable, Sendable {
  /// What the hashes say; nil while the versions are listed.
  package var hashes: HashCounts?
  /// Objects done of those to be gone through; files seen so far while the versions are listed.
  package var done: Int
  package var total: Int

  package init(hashes: HashCounts? = nil, done: Int = 0, total: Int = 0) {
    self.hashes = hashes
    self.done = done
    self.total = total
  }

  /// From 0 to 1; nil while nobody knows how much there is.
  package var fraction: Double? {
    hashes == nil ? nil : total == 0 ? 1 : Double(done) / Double(total)
  }
}
