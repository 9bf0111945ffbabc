/// The ids of the tasks of a source, given as Label Studio 0.x gives them: listing order first, then the
/// highest plus one for each new key. A fixed id is never given to another key, and a key that comes back
/// keeps its own.
package struct TaskIDs: Equatable, Sendable {
  /// Id of each raw key. Further tasks of one raw file have a key of the caller's making.
  package private(set) var ids: [String: Int]
  /// Ids that may still move: given here, not yet in a sent label or in source.json.
  package private(set) var provisional: Set<Int>
  /// The highest id ever given; -1 before the first.
  package private(set) var highest: Int

  /// Takes over what is given already; `provisional` of them may still move.
  package init(ids: [String: Int] = [:], provisional: Set<Int> = [], highest: Int = -1) {
    self.ids = ids
    self.provisional = provisional
    self.highest = max(highest, ids.values.max() ?? -1)
  }

  /// Takes over an existing source.json, whose keys begin with `prefix` (`s3://bucket/`); of two ids of one
  /// key the lower counts. Ids of other keys are never given again.
  package init(source: IDFile, prefix: String) {
    self.init(highest: source.highest ?? -1)
    for (key, there) in source.ids where key.hasPrefix(prefix) {
      ids[String(key.dropFirst(prefix.count))] = there[0]
    }
  }

  /// Gives every new key of `keys`, in the order given (Label Studio's is byte order), a provisional id.
  package mutating func assign(_ keys: some Sequence<String>) {
    for key in keys where ids[key] == nil {
      highest += 1
      ids[key] = highest
      provisional.insert(highest)
    }
  }

  /// Fixes the id of `key` before its first send and returns it, nil for a key without one.
  ///
  /// If object `id` already holds another task (`isTaken`), the key gets the highest of all plus one;
  /// `ceiling` is the highest id of target objects and target.json. Fixed ids never move.
  package mutating func settle(_ key: String, above ceiling: Int, isTaken: (Int) -> Bool) -> Int? {
    guard let id = ids[key] else { return nil }
    guard provisional.remove(id) != nil, isTaken(id) else { return id }
    highest = max(highest, ceiling) + 1
    ids[key] = highest
    return highest
  }

  /// Fixes ids that others can see: in a sent label, or in a source.json read by Label Studio.
  package mutating func fix(_ given: some Sequence<Int>) {
    provisional.subtract(given)
  }

  /// Merges what somebody else wrote into source.json. Provisional ids of ours give way; what is fixed on
  /// both sides (one id for two keys, or two ids for one key) stays ours and is returned.
  package mutating func merge(_ theirs: IDFile, prefix: String) -> [IDConflict] {
    var conflicts: [IDConflict] = []
    var keys = Dictionary(ids.map { ($0.value, $0.key) }) { first, _ in first }
    highest = max(highest, theirs.highest ?? -1)
    for (id, entry) in theirs.entries.sorted(by: { $0.key < $1.key })
    where entry.key.hasPrefix(prefix) {
      let key = String(entry.key.dropFirst(prefix.count))
      let isHeld = keys[id].map { $0 != key && !provisional.contains(id) } ?? false
      let isFixed = ids[key].map { $0 != id && !provisional.contains($0) } ?? false
      if isHeld || isFixed {
        conflicts.append(IDConflict(id: id, ours: keys[id] ?? key, theirs: key))
      } else {
        take(id, for: key, &keys)
      }
    }
    return conflicts
  }

  /// Gives `key` the id and fixes it; a key that held it provisionally gets a new one.
  private mutating func take(_ id: Int, for key: String, _ keys: inout [Int: String]) {
    let own = ids[key]
    provisional.remove(id)
    guard own != id else { return }
    if let own {
      provisional.remove(own)
      keys[own] = nil
    }
    if let holder = keys[id] {
      highest += 1
      ids[holder] = highest
      keys[highest] = holder
      provisional.insert(highest)
    }
    ids[key] = id
    keys[id] = key
  }

  /// source.json for these ids, keys beginning with `prefix`; `others` are entries to keep as they are.
  package func file(prefix: String, keeping others: IDFile = IDFile()) -> IDFile {
    var file = others
    for (key, id) in ids where file.entries[id]?.key != prefix + key {
      file.entries[id] = IDFile.Entry(key: prefix + key)
    }
    return file
  }
}
