/// source.json or target.json of a Label Studio 0.x project: which object has which id.
package struct IDFile: Equatable, Sendable {
  /// `{"key": "s3://bucket/path", "exists": true}` and whatever else is in it.
  package struct Entry: Equatable, Sendable {
    /// The fields in stored order.
    package var members: [JSON.Member]

    /// An entry for `key`, `s3://master.raw_data/a.json`.
    package init(key: String) {
      members = [JSON.Member("key", .string(key)), JSON.Member("exists", .bool(true))]
    }

    init(members: [JSON.Member]) {
      self.members = members
    }

    /// With scheme and bucket; "" when missing.
    package var key: String { members.last { $0.name == "key" }?.value.stringValue ?? "" }
  }

  /// Entries by id.
  package var entries: [Int: Entry]

  /// Ids beyond this are taken for damage: what is counted from an id must not overflow.
  private static let plausible = 0..<(1 << 50)

  /// Reads the file's tree; what is no id or has no key is passed over, nil for no object at all.
  package init?(_ tree: JSON) {
    guard case .object(let members) = tree else { return nil }
    entries = [:]
    for member in members {
      let entry = Entry(members: member.value.members ?? [])
      if let id = Int(member.name), Self.plausible.contains(id), !entry.key.isEmpty {
        entries[id] = entry
      }
    }
  }

  /// The highest id, nil when empty.
  package var highest: Int? { entries.keys.max() }
}
