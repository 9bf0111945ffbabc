import DataRepository
import PachydermWire
import TestSupport
import Testing

@testable import PachydermClient

/// The model against what real gateways answered: recordings 38 (which files there are) to 48.
@Suite struct GatewayModelTests {
  private struct Listing {
    let name: String
    let question: GatewayModel.Question
    let recorded: ObjectListing
  }

  private func keys(_ release: GatewayModel.Release) throws -> [String] {
    let lines = try RecordedExchange.all(of: release.rawValue, files: "38"..."38")
      .map(\.requestLine)
    return try lines.compactMap { line in
      let path = line.split(separator: " ")[1].dropFirst("/master.listing/".count)
      let key = try #require(PercentEncoding.decode(path))
      return line.hasPrefix("PUT /master.listing/") ? String(decoding: key, as: UTF8.self) : nil
    }
  }

  /// All listings that were answered with one.
  private func listings(_ release: GatewayModel.Release) throws -> [Listing] {
    try RecordedExchange.all(of: release.rawValue, files: "39"..."48").compactMap { exchange in
      let url = exchange.requestLine.split(separator: " ")[1].split(separator: "?", maxSplits: 1)
      guard exchange.requestLine.hasPrefix("GET"), let answer = exchange.answer,
        answer.status == 200
      else { return nil }
      let query = try #require(QueryItems(query: url.count > 1 ? url[1] : ""))
      return Listing(
        name: "\(exchange.name) \(exchange.requestLine)", question: question(query),
        recorded: try ObjectListing(document: answer.body))
    }
  }

  /// As the gateways read it: version 2's own fields say nothing to them.
  private func question(_ query: QueryItems) -> GatewayModel.Question {
    GatewayModel.Question(
      prefix: query["prefix"] ?? "", marker: query["marker"] ?? "",
      isOneLevel: query["delimiter"] == "/", limit: query["max-keys"].flatMap { Int($0) } ?? 1000)
  }

  @Test(arguments: GatewayModel.Release.allCases)
  func everyRecordedListingIsReproduced(_ release: GatewayModel.Release) throws {
    let model = GatewayModel(release, keys: try keys(release))
    let listings = try listings(release)
    #expect(listings.count > 40)
    for listing in listings {
      let answer = model.answer(listing.question)
      let recorded = listing.recorded
      #expect(answer.keys == recorded.objects.map(\.key), "\(listing.name)")
      #expect(answer.prefixes == recorded.commonPrefixes, "\(listing.name)")
      #expect(answer.isTruncated == recorded.isTruncated, "\(listing.name)")
      if case .v1(let marker, let next) = recorded.paging {
        #expect(marker == listing.question.marker, "\(listing.name)")
        #expect(answer.nextMarker == next, "\(listing.name)")
      } else {
        Issue.record("\(listing.name) was answered as version 2")
      }
    }
  }

  /// What makes the walk necessary: recording 46 never gives these keys.
  @Test func followingTheMarkersOfAPlainListingLosesKeys() throws {
    let all = try keys(.one)
    let model = GatewayModel(.one, keys: all)
    var (question, seen) = (GatewayModel.Question(limit: 3), Set<String>())
    while true {
      let answer = model.answer(question)
      seen.formUnion(answer.keys)
      guard let next = answer.nextMarker else { break }
      question.marker = next
    }
    let recorded = try listings(.one).filter { $0.name.hasPrefix("46#") }
      .flatMap { $0.recorded.objects.map(\.key) }
    #expect(seen == Set(recorded))
    #expect(Set(all).subtracting(seen) == ["a b", "a-b", "a.txt", "b-/x"])
  }
}
