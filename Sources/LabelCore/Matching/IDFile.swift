/// source.json or target.json of a Label Studio 0.x project: which object has which id.
package struct IDFile: Equatable, Sendable {
  /// `{"key": "s3://bucket/path", "exists": true}` and whatever else is in it.
  package struct Entry: Equatable, Sendable {
    /// With scheme and bucket, `s3://master.raw_data/a.json`.
    package var key: String
    package var members: [JSON.Member]

    package init(key: String) {
      self.key = key
      members = [JSON.Member("key", .string(key)), JSON.Member("exists", .bool(true))]
    }
  }

  /// Entries by id.
  package var entries: [Int: Entry]

  package init(entries: [Int: Entry] = [:]) {
    self.entries = entries
  }
}
