import DataRepository
import LabelCore

/// Which objects of a version belong to one task: those of Label Studio 1.x may be many. Thirty-two bytes an
/// object.
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
  private struct Annotated {
    var place: Int
    var name: AnnotatedTask.Name?
    var data: UInt64
    var key: UInt64?
  }

  private var byData = Table()
  private var byKey = Table()
  private var annotated: [Annotated] = []
  /// Places of 1.x's objects by the place of the object they go with.
  private(set) var followers: [Int: [Int]] = [:]
  private var following: Set<Int> = []
  /// Places of objects that record a raw file which is there: they are no other file's.
  private var keyed: Set<Int> = []

  mutating func add(_ stored: TargetObject, at place: Int) {
    let gathered = GatheredTask(stored)
    let data = Self.hash(gathered.object.data ?? .null)
    let key = gathered.source.map(Self.hash)
    switch stored {
    case .completions:
      byData.add(data, place)
      if let key { byKey.add(key, place) }
    case .annotations(let task):
      annotated.append(Annotated(place: place, name: task.name, data: data, key: key))
    }
  }

  /// To be called once when all are added.
  mutating func finish() {
    byData.sort()
    byKey.sort()
    let tasks = Dictionary(grouping: annotated, by: \.data)
    // Looked up while they are filled, the tables would have to be sorted each time.
    var leaders: [Annotated] = []
    for (data, objects) in tasks.sorted(by: { $0.key < $1.key }) {
      leaders += pair(objects, data)
    }
    for leader in leaders {
      byData.add(leader.data, leader.place)
      if let key = leader.key { byKey.add(key, leader.place) }
    }
    byData.sort()
    byKey.sort()
    annotated = []
  }

  /// Gives 1.x's objects with the same data to the objects that have them too, in ascending order; else those of
  /// one task to the first of them. Returns those that go with no other.
  private mutating func pair(_ objects: [Annotated], _ data: UInt64) -> [Annotated] {
    var pairing = EqualDataPairing(tasks: byData.places(data))
    let sorted = objects.sorted { left, right in
      let names = [left, right].map { [$0.name?.project ?? -1, $0.name?.task ?? -1, $0.place] }
      return names[0].lexicographicallyPrecedes(names[1])
    }
    var firsts: [AnnotatedTask.Name: Int] = [:]
    var leaders: [Annotated] = []
    for object in sorted {
      let keyed = object.key.flatMap { byKey.places($0).first }
      let paired = object.key == nil ? pairing.task(of: object.name) : nil
      if let leader = keyed ?? paired ?? object.name.flatMap({ firsts[$0] }) {
        followers[leader, default: []].append(object.place)
        following.insert(object.place)
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
  func isFollowing(_ place: Int) -> Bool { following.contains(place) }

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
    ContentHash(of: data.canonicalBytes).bigEndianWords.0
  }

  private static func hash(_ source: SourceKey) -> UInt64 { RawTasks.KeyHash(source).value }
}
