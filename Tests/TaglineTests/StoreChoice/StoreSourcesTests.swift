import DataRepository
import Testing

@testable import tagline

@Suite struct StoreSourcesTests {
  private let home = ["HOME": "/home/ann"]
  private let identity = StoreIdentity(kind: "embedded", id: "1", place: "/data/recorded.db")

  /// All levels name a store.
  private func sources() -> StoreSources {
    var sources = StoreSources(directory: "/work/here")
    sources.flags = StoreWish(file: "flag.db")
    sources.recorded = (identity, "/work/project")
    sources.environment = home.merging(["TAGLINE_STORE": "variable.db"]) { $1 }
    sources.dotEnvFiles = [
      ("/work/project/.env", ["TAGLINE_STORE": "project.db"]),
      ("/work/here/.env", ["ENDPOINT_URL": "http://here:30600"]),
    ]
    sources.pachctl = PachctlContext(name: "local", address: "grpc://localhost:30650", path: "/c")
    return sources
  }

  @Test func levelsWinInTheOrderOfTheContract() throws {
    var sources = sources()
    #expect(try sources.decide().choice == .embedded(file: "/work/here/flag.db"))
    #expect(try sources.decide().isExplicit)
    sources.flags = StoreWish()
    #expect(try sources.decide().choice == .embedded(file: "/data/recorded.db"))
    sources.recorded = nil
    #expect(try sources.decide().choice == .embedded(file: "/work/here/variable.db"))
    sources.environment = home
    #expect(try sources.decide().choice == .embedded(file: "/work/project/project.db"))
    sources.dotEnvFiles.removeFirst()
    #expect(
      try sources.decide().choice == .cluster(endpoint: "http://here:30600", pachd: nil))
    sources.dotEnvFiles = []
    #expect(
      try sources.decide().choice == .cluster(endpoint: nil, pachd: "grpc://localhost:30650"))
    sources.pachctl = nil
    #expect(
      try sources.decide().choice
        == .embedded(file: "/home/ann/.local/share/tagline/store.db"))
  }

  @Test func theReasonNamesTheLevel() throws {
    var sources = sources()
    #expect(try sources.decide().reason == "--store")
    sources.flags = StoreWish(endpoint: "http://x", pachd: "y:1")
    #expect(try sources.decide().reason == "--endpoint and --pachd")
    sources.flags = StoreWish()
    sources.recorded = nil
    #expect(try sources.decide().reason == "TAGLINE_STORE in the environment")
    sources.environment = home
    #expect(try sources.decide().reason == "TAGLINE_STORE in /work/project/.env")
  }

  @Test func twoStoresAtOneLevelAreNamedBoth() throws {
    var sources = StoreSources(directory: "/")
    sources.environment = ["TAGLINE_STORE": "a.db", "ENDPOINT_URL": "http://x"]
    let failure = #expect(throws: Failure.self) { try sources.decide() }
    #expect(failure?.status == .wrongUse)
    #expect(failure?.message.contains("TAGLINE_STORE and ENDPOINT_URL") == true)
  }

  @Test func aStrongerLevelHidesAContradictionBelow() throws {
    var sources = StoreSources(directory: "/")
    sources.flags = StoreWish(file: "/mine.db")
    sources.environment = ["TAGLINE_STORE": "a.db", "ENDPOINT_URL": "http://x"]
    #expect(try sources.decide().choice == .embedded(file: "/mine.db"))
  }

  @Test func endpointAndPachdNameOneCluster() throws {
    var sources = StoreSources(directory: "/")
    sources.environment = ["ENDPOINT_URL": "http://x", "PACHD_ADDRESS": "x:30650"]
    #expect(
      try sources.decide().choice == .cluster(endpoint: "http://x", pachd: "x:30650"))
  }

  @Test func credentialsAndEmptyVariablesChooseNothing() throws {
    var sources = StoreSources(directory: "/")
    sources.environment = [
      "HOME": "/h", "AWS_ACCESS_KEY_ID": "test", "PACH_TOKEN": "t", "ENDPOINT_URL": "",
    ]
    #expect(
      try sources.decide().choice == .embedded(file: "/h/.local/share/tagline/store.db"))
  }

  @Test func dataHomeIsFollowedWhenItIsAbsolute() {
    #expect(UserFiles(environment: ["XDG_DATA_HOME": "/d"]).defaultStore == "/d/tagline/store.db")
    #expect(
      UserFiles(environment: ["XDG_DATA_HOME": "d", "HOME": "/h"]).defaultStore
        == "/h/.local/share/tagline/store.db")
  }

  @Test func theProjectIsTheOneAskedForOrRecordedOrOfTheContextForThatCluster() throws {
    var sources = StoreSources(directory: "/")
    sources.pachctl = PachctlContext(
      name: "c", address: "grpc://c:30650", project: "ofContext", path: "/c")
    func project() throws -> String { sources.project(of: try sources.decide()) }
    #expect(try project() == "ofContext")
    sources.environment = ["ENDPOINT_URL": "http://elsewhere:30600"]
    #expect(try project() == "default")
    sources.recorded = (
      StoreIdentity(deployment: "d", project: "recorded", place: "http://c:1659"), "/w"
    )
    #expect(try project() == "recorded")
    sources.flags.project = "flag"
    #expect(try project() == "flag")
    sources.flags = StoreWish(pachd: "c")
    #expect(try project() == "ofContext")
  }
}
