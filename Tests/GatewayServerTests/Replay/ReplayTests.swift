import DataRepository
import EmbeddedStore
import LabelCore
import PachydermWire
import TestSupport
import Testing

@Suite struct ReplayTests {
  /// Every recorded request again, in order, with one store behind our gateway.
  @Test func answersAsPachydermDidExceptWhereListed() async throws {
    let store = try EmbeddedStore.inMemory()
    for repo in ["raw_data", "labeled_data"] {
      try await store.createRepo(repo, description: "")
      _ = try await store.createBranch(Branch(repo: repo, name: "master"), head: nil)
    }
    try await store.put([1], at: "/f", on: Branch(repo: "raw_data", name: "master"))
    try await RunningGateway.with(store: store) { gateway in
      var names = Renaming()
      var seen = Set<String>()
      for exchange in try RecordedExchange.all() {
        if exchange.name == "51#1" { try await putUnrecordedVersions(store, &names) }
        let ours = try await replay(exchange, names, gateway)
        compare(exchange, ours, names, &seen)
        if let recorded = exchange.answer { names.learn(recorded, ours) }
      }
      let unused = Set(Difference.all.map(\.name)).subtracting(seen)
      #expect(unused.isEmpty, "differences that are none: \(unused.sorted())")
    }
  }

  /// The recorder put two versions of a file without recording it; their commits are named later.
  private func putUnrecordedVersions(_ store: EmbeddedStore, _ names: inout Renaming) async throws {
    let recorded = [
      ("c2f4143eb9bc4ee5a79b1067d3649a52", "one"), ("4a955f41b3804a739a1a021dc466b078", "two"),
    ]
    for (theirs, text) in recorded {
      let commit = try await store.put(
        Bytes(text.utf8), at: "/ver", on: Branch(repo: "listing", name: "master"))
      names.learn(theirs, commit.id)
    }
  }

  private func replay(
    _ exchange: RecordedExchange, _ names: Renaming, _ gateway: RunningGateway
  ) async throws -> RawAnswer {
    let time = exchange.answer?.headers["date"].flatMap(WireTime.parseHTTP)
    gateway.clock.set(time ?? gateway.clock.now)
    return try await gateway.exchange(
      names.applied(to: exchange.request), closing: exchange.answer == nil)
  }

  private func compare(
    _ exchange: RecordedExchange, _ ours: RawAnswer, _ names: Renaming, _ seen: inout Set<String>
  ) {
    let title = "\(exchange.name) \(exchange.requestLine)"
    let difference = Difference.all.first { $0.name == exchange.name }
    let recorded = exchange.answer.map { names.shape(of: $0, exchange) }
    let mine = names.shape(of: ours, exchange)
    guard let difference else {
      // Compared as text, so that a failure can be read.
      #expect("\(mine)" == recorded.map { "\($0)" }, "\(title)")
      return
    }
    seen.insert(difference.name)
    #expect(mine != recorded, "\(title) is listed as different but is not: \(difference.why)")
    #expect(ours.status == difference.status, "\(title): \(difference.why)")
    #expect(ours.code == difference.code, "\(title): \(difference.why)")
  }
}

/// Ids that differ from run to run, theirs to ours.
struct Renaming {
  private var ours: [String: String] = [:]

  mutating func learn(_ theirs: String, _ own: String) { ours[theirs] = own }

  mutating func learn(_ recorded: RawAnswer, _ mine: RawAnswer) {
    for header in ["etag", "x-amz-version-id"] {
      if let theirs = recorded.headers[header], let own = mine.headers[header], theirs.count > 20 {
        ours[theirs.filter { $0 != "\"" }] = own.filter { $0 != "\"" }
      }
    }
    if let theirs = recorded.text.firstMatch(of: /<UploadId>([^<]*)</),
      let own = mine.text.firstMatch(of: /<UploadId>([^<]*)</)
    {
      ours[String(theirs.1)] = String(own.1)
    }
  }

  func applied(to request: Bytes) -> Bytes {
    guard var text = String(validating: request, as: UTF8.self) else { return request }
    // Signed requests must stay as they are.
    guard !text.contains("Authorization: AWS4") else { return request }
    for (theirs, own) in ours { text = text.replacing(theirs, with: own) }
    return Bytes(text.utf8)
  }

  /// The answer with all that cannot be equal made so.
  func shape(of answer: RawAnswer, _ exchange: RecordedExchange) -> RawAnswer {
    var shape = answer
    var text = answer.text
    text = text.replacing(/<(RequestId|LastModified|CreationDate|UploadId|ETag)>[^<]*</) {
      "<\($0.1)>-<"
    }
    text = text.replacing(/[0-9a-f]{32,64}/, with: "-")
    // 1.13.4 lists in the order of path components; that ours is the order of bytes is tested
    // elsewhere.
    let entry = /<(Contents|CommonPrefixes)>.*?<\/(Contents|CommonPrefixes)>/
    let entries = text.matches(of: entry).map { String($0.0) }.sorted()
    text = text.replacing(entry, with: "") + entries.joined(separator: "\n")
    shape.body = Bytes(text.utf8)
    let kept: Set<String> = [
      "content-type", "location", "accept-ranges", "content-range", "x-content-type-options",
      "etag", "x-amz-version-id", "x-amz-copy-source-version-id", "content-length",
    ]
    shape.headers = answer.headers.filter { kept.contains($0.key) }
    for (name, value) in shape.headers {
      shape.headers[name] = value.replacing(/[0-9a-f]{32,64}/, with: "-")
    }
    // Ids in bodies are of several lengths, and Go sends long bodies in chunks.
    if answer.headers["content-type"]?.hasPrefix("application/xml") == true {
      shape.headers["content-length"] = nil
    }
    shape.interim = answer.interim
    return shape
  }
}
