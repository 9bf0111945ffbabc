import DataRepository
import GRDB
package import LabelCore

/// Labels of a workspace that a labeling config cannot hold.
package struct UnfitLabels: Equatable, Sendable {
  /// One value of one control.
  package struct Place: Equatable, Sendable {
    package var label: StoredLabel
    package var reason: ConfigMisfit.Reason
    /// How many tasks hold it, and the first of them.
    package var tasks = 0
    package var examples: [Int] = []
  }

  package var places: [Place]
  /// What was probably renamed.
  package var likely: LikelyMigration
  /// Names this misfit, for those who said that it may be.
  var stamp: String

  private static let exampleCount = 5

  /// Looks at what the target's objects and unsent labels hold; nil when all fits.
  static func find(
    against labeling: LabelingConfig, in database: ProjectDatabase
  ) async throws -> UnfitLabels? {
    let stored = try await database.read { try $0.storedLabels() }
    let misfits = labeling.misfits(among: stored)
    guard !misfits.isEmpty else { return nil }
    let earlier = try await database.read { try $0.meta(.fittingConfig) }
      .flatMap { try? LabelingConfig(parsing: Array($0.utf8)) }
    let places = misfits.flatMap { misfit in
      misfit.labels.map { Place(label: $0, reason: misfit.reason) }
    }
    let names = places.map { "\($0.label.fromName)\n\($0.label.type)\n\($0.label.value)" }
    var unfit = UnfitLabels(
      places: places,
      likely: labeling.likelyMigration(for: misfits, among: stored, since: earlier),
      stamp: ContentHash(
        of: labeling.xml + Array(names.sorted().joined(separator: "\n\n").utf8)
      ).hex)
    try await unfit.count(in: database)
    return unfit
  }

  /// Counts tasks, which needs a look at every object: only done where something does not fit.
  private mutating func count(in database: ProjectDatabase) async throws {
    var after = ""
    while true {
      let page = try await database.read { [after] database in
        try Row.fetchAll(
          database,
          sql: """
            SELECT path, tasks.id, ifnull(drafts.bytes, objects.bytes) AS bytes
            FROM objects LEFT JOIN tasks USING (ordinal) LEFT JOIN drafts USING (ordinal)
            WHERE path > ? ORDER BY path LIMIT \(ListingBatches.size)
            """, arguments: [after]
        ).map { ($0["path"] as String, $0["id"] as Int?, $0.bytes("bytes")) }
      }
      for (_, id, bytes) in page { note(bytes, of: id) }
      guard page.count == ListingBatches.size, let last = page.last else { break }
      after = last.0
    }
    let unsent = try await database.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT tasks.id, drafts.bytes FROM drafts JOIN tasks USING (ordinal)
          WHERE ordinal NOT IN (SELECT ordinal FROM objects WHERE ordinal IS NOT NULL)
          """
      ).map { ($0["id"] as Int?, $0.bytes("bytes")) }
    }
    for (id, bytes) in unsent { note(bytes, of: id) }
  }

  private mutating func note(_ bytes: [UInt8], of id: Int?) {
    guard let object = try? TaskObject(parsing: bytes) else { return }
    let held = Set(object.storedLabels.map(Self.key))
    for index in places.indices where held.contains(Self.key(places[index].label)) {
      places[index].tasks += 1
      if let id, places[index].examples.count < Self.exampleCount {
        places[index].examples.append(id)
      }
    }
  }

  private static func key(_ label: StoredLabel) -> StoredLabel {
    var key = label
    key.count = 0
    return key
  }
}

extension UnfitLabels {
  /// What does not fit, a line each.
  package var lines: [String] {
    places.map { place in
      let label = place.label
      let tasks = "\(place.tasks) \(place.tasks == 1 ? "task" : "tasks")"
      let examples = place.examples.map { "#\($0)" }.joined(separator: ", ")
      let more = place.tasks > place.examples.count ? ", …" : ""
      let value = label.value.isEmpty ? "\(label.count)" : "\(label.value) (\(label.count))"
      let what =
        place.reason == .noChoice
        ? "no choice in \(label.fromName) for \(value)"
        : "no control name=\(label.fromName), toName=\(label.toName), type=\(label.type), "
          + "which holds \(value)"
      return "\(what): \(tasks)" + (examples.isEmpty ? "" : ": \(examples)\(more)")
    }
  }

  /// What can be done, as command lines; `config` is the file of a config that is not in place yet.
  func waysOut(_ directory: String, config: String?) -> [String] {
    let command =
      "tagline migrate \(directory.shellQuoted)"
      + (config.map { " --config \($0.shellQuoted)" } ?? "")
    let steps = likely.arguments.map { " \($0.flag) \($0.value.shellQuoted)" }.joined()
    let example = places.first { $0.reason == .noChoice }?.label ?? places[0].label
    let value = "\(example.fromName): \(example.value.replacing("=", with: "\\="))"
    let rename = steps.isEmpty ? " --rename \("\(value)=NEW".shellQuoted)" : steps
    return [
      "Rename in all labels, in one commit: \(command)\(rename)",
      "Drop a value from all labels: \(command) --drop "
        + "\("\(example.fromName): \(example.value)".shellQuoted)",
      "Go on anyway, those labels stay as they are: --keep-unfit",
    ]
  }
}

extension String {
  /// As one word of a POSIX shell.
  fileprivate var shellQuoted: String {
    let plain = utf8.allSatisfy { byte in
      byte >= 0x80 || Array("/._-+,@%".utf8).contains(byte)
        || (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte & 0xdf)
    }
    return plain && !isEmpty ? self : "'" + replacing("'", with: "'\\''") + "'"
  }
}

extension Database {
  /// How often each value stands in the target's objects as they will be once all is sent.
  func storedLabels() throws -> [StoredLabel] {
    var counts: [StoredLabel: Int] = [:]
    let rows = try Row.fetchCursor(self, sql: "SELECT * FROM held WHERE count > 0")
    while let row = try rows.next() {
      let label = StoredLabel(
        fromName: row["from_name"], toName: row["to_name"], type: row["type"],
        value: row["value"], count: 0)
      counts[label, default: 0] += row["count"]
    }
    let drafts = try Row.fetchCursor(
      self,
      sql: """
        SELECT drafts.bytes, objects.bytes AS base FROM drafts LEFT JOIN objects USING (ordinal)
        """)
    while let row = try drafts.next() {
      for (bytes, step) in [(row.bytes("bytes"), 1), (row.optionalBytes("base") ?? [], -1)] {
        for var label in (try? TaskObject(parsing: bytes))?.storedLabels ?? [] {
          label.count = 0
          counts[label, default: 0] += step
        }
      }
    }
    return counts.filter { $0.value > 0 }
      .map { label, count in
        var label = label
        label.count = count
        return label
      }
      .sorted { ($0.fromName, $0.value) < ($1.fromName, $1.value) }
  }
}
