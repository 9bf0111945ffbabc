import DataRepository
import LabelCore

/// Which objects of a version belong to one task: those of Label Studio 1.x may be many. Thirty-two bytes an
/// object, and a hundred for one of 1.x.
struct LabelIndex: Sendable {
  /// Objects by a hash, sorted.
  private struct Table: Sendable {
    private var entries: [(hash: UInt64, place: Int32)] = []

    mutating func add(_ hash: UInt64, _ place: Int) {
      entries.append((hash, Int32(place)))
    }

    mutating func sort() {
      entries.sort { ($0.hash, $0.place) < ($1.hash, $1.place) }
    }

    /// The places under hashes that `isKnown` passes.
    func places(where isKnown: (UInt64) -> Bool) -> Set<Int> {
      Set(entries.filter { isKnown($0.hash) }.map { Int($0.place) })
    }

    func places(_ hash: UInt64) -> [Int] {
      var (low, high) = (0, entries.count)
      while low < high {
        let middle = (low + high) / 2
        if entries[middle].hash < hash { low = middle + 1 } else { high = middle }
      }
      return entries[low...].prefix { $0.hash == hash }.map { Int($0.place) }
    }
  }

  /// An object of 1.x that looks for its task.
  fileprivate struct Annotated {
    var place: Int
    var name: AnnotatedTask.Name?
    var data: UInt64
    var key: UInt64?
  }

  private var byData = Table()
  private var byKey = Table()
  private var annotated: [Annotated] = []
  /// Places of 1.x's objects with the place of the object they go with, in its order once all are known.
  private var pairs: [(leader: Int32, follower: Int32)] = []
  private var following: Set<Int32> = []
  /// Places of objects that record a raw file which is there: they are no other file's.
  private var keyed: Set<Int> = []

  mutating func add(_ stored: TargetObject, at place: Int) {
    let gathered = GatheredTask(stored)
    let data = Self.hash(gathered.object.data ?? .null)
    let key = gathered.source.map(Self.hash)
    switch stored {
    case .completions: add(data, key, at: place)
    case .annotations(let task):
      annotated.append(Annotated(place: place, name: task.name, data: data, key: key))
    }
  }

  /// The same of what is kept of an object.
  mutating func add(_ summary: LabelSummary, at place: Int) {
    let data = UInt64(summary.data.prefix(16), radix: 16) ?? 0
    // 1.x's own comes behind those that its completions may have brought along.
    let source = summary.annotated == nil ? summary.sources.first : summary.sources.last
    let key = source.map { Self.hash(SourceKey(repo: $0.repo, key: $0.key)) }
    guard let stored = summary.annotated else { return add(data, key, at: place) }
    annotated.append(Annotated(place: place, name: stored.name, data: data, key: key))
  }

  private mutating func add(_ data: UInt64, _ key: UInt64?, at place: Int) {
    byData.add(data, place)
    if let key { byKey.add(key, place) }
  }

  /// To be called once when all are added.
  mutating func finish() {
    byData.sort()
    byKey.sort()
    annotated.sort { left, right in
      left.data == right.data ? left.precedes(right) : left.data < right.data
    }
    // Looked up while they are filled, the tables would have to be sorted each time.
    var leaders: [Annotated] = []
    var rest = annotated[...]
    while let data = rest.first?.data {
      let objects = rest.prefix { $0.data == data }
      rest = rest[objects.endIndex...]
      leaders += pair(objects, data)
    }
    pairs.sort { ($0.leader, $0.follower) < ($1.leader, $1.follower) }
    for leader in leaders {
      byData.add(leader.data, leader.place)
      if let key = leader.key { byKey.add(key, leader.place) }
    }
    byData.sort()
    byKey.sort()
    annotated = []
  }

  /// Gives 1.x's objects with the same data, in ascending order, to the objects that have them too; else those of
  /// one task to the first of them. Returns those that go with no other.
  private mutating func pair(_ objects: ArraySlice<Annotated>, _ data: UInt64) -> [Annotated] {
    let equal = byData.places(data)
    var pairing = EqualDataPairing(tasks: equal)
    var firsts: [AnnotatedTask.Name: Int] = [:]
    var leaders: [Annotated] = []
    for object in objects {
      let keys = object.key.map(byKey.places) ?? []
      // Of a file of several tasks the key alone tells none of them.
      let keyed = keys.count > 1 ? keys.first(where: equal.contains) : keys.first
      let paired = object.key == nil ? pairing.task(of: object.name) : nil
      if let leader = keyed ?? paired ?? object.name.flatMap({ firsts[$0] }) {
        pairs.append((Int32(leader), Int32(object.place)))
        following.insert(Int32(object.place))
        continue
      }
      if let name = object.name { firsts[name] = object.place }
      leaders.append(object)
    }
    return leaders
  }

  /// To be called once the raw files are known.
  mutating func fix(to files: Set<RawTasks.KeyHash>) {
    keyed = byKey.places { files.contains(RawTasks.KeyHash(value: $0)) }
  }

  /// Whether an object goes with another one.
  func isFollowing(_ place: Int) -> Bool { following.contains(Int32(place)) }

  /// The objects of 1.x that go with one, in ascending order.
  func followers(of place: Int) -> [Int] {
    var (low, high) = (0, pairs.count)
    while low < high {
      let middle = (low + high) / 2
      if pairs[middle].leader < place { low = middle + 1 } else { high = middle }
    }
    return pairs[low...].prefix { $0.leader == place }.map { Int($0.follower) }
  }

  /// How many objects go with another one.
  var followingCount: Int { following.count }

  /// Tells the objects with these data from others.
  func holds(_ data: JSON) -> (Int) -> Bool {
    let places = Set(byData.places(Self.hash(data)))
    return { places.contains($0) }
  }

  /// The objects that were made of a raw file.
  func places(of source: SourceKey) -> [Int] { byKey.places(Self.hash(source)) }

  /// The objects with these data that record no raw file, or one that is gone.
  func places(with data: JSON) -> [Int] {
    byData.places(Self.hash(data)).filter { !keyed.contains($0) }
  }

  private static func hash(_ data: JSON) -> UInt64 {
    ContentHash(meaning: data).bigEndianWords.0
  }

  private static func hash(_ source: SourceKey) -> UInt64 { RawTasks.KeyHash(source).value }
}

extension LabelIndex.Annotated {
  /// By project, task and place.
  fileprivate func precedes(_ other: Self) -> Bool {
    let (left, right) = (
      (name?.project ?? -1, name?.task ?? -1, place),
      (other.name?.project ?? -1, other.name?.task ?? -1, other.place)
    )
    return left < right
  }
}
