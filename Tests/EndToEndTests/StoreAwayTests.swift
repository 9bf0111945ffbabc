import Foundation
import TestSupport
import Testing

/// The store goes away while the screen is up: work goes on, and it is said what is not sent and why.
struct StoreAwayTests {
  @Test func labelsWaitWhileTheServerIsAwayAndGoWhenItIsBack() throws {
    let keeper = try Room()
    let served = try ServedStore(in: keeper)
    let room = try Room()
    let environment = ["ENDPOINT_URL": served.address]
    let project = try Project.sample(in: room, environment: environment)
    let terminal = try project.open(environment: environment)
    terminal.type("1")
    try terminal.wait(for: "just now: #0 -> positive")
    try terminal.wait(for: "1 unsent ^")
    served.stop()
    terminal.type("w")
    try terminal.wait(for: "not sent, safe here: ")
    #expect(terminal.contains("cannot be reached"))
    try terminal.wait(for: "1 unsent !")
    // Keys answer at once all the same.
    for number in 2...4 {
      let start = ContinuousClock.now
      terminal.type("2")
      try terminal.wait(for: "Text number \(number + 1).")
      #expect(ContinuousClock.now - start < .seconds(20))
    }
    try terminal.wait(for: "4 unsent !")
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.contains("4 labels safe in my-text-project/.tagline, not sent yet."))
    #expect(terminal.contains("cannot be reached"))
    #expect(terminal.contains("tagline sync my-text-project"))
    try expectAllGo(project, in: keeper, to: served.address, environment)
  }

  /// The server comes back while a second session is up.
  private func expectAllGo(
    _ project: Project, in keeper: Room, to address: String, _ environment: [String: String]
  ) throws {
    let terminal = try project.open(environment: environment)
    try terminal.wait(for: "4 unsent")
    let port = address.split(separator: ":").last ?? ""
    let served = try ServedStore(in: keeper, arguments: ["--listen", "127.0.0.1:\(port)"])
    terminal.type("w")
    try terminal.wait(for: "all sent") { !$0.row(0).contains("unsent") }
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)
    #expect(
      try project.delivered() == [
        0: ["positive"], 1: ["negative"], 2: ["negative"], 3: ["negative"],
      ])
    served.stop()
  }

  @Test func aStoreFileThatIsLockedHoldsUpNoKeyAndLosesNoLabel() throws {
    let room = try Room()
    let project = try Project.sample(in: room)
    let terminal = try project.open()
    terminal.type("1")
    try terminal.wait(for: "just now: #0 -> positive")
    let lock = try Terminal(
      [
        try python(with: "boto3").path, "-c", Self.locking,
        room.directory.path + "/home/data/tagline/store.db",
      ],
      in: room)
    try lock.wait(for: "locked")
    terminal.type("w")
    for number in 2...4 {
      let start = ContinuousClock.now
      terminal.type("3")
      try terminal.wait(for: "Text number \(number + 1).")
      #expect(ContinuousClock.now - start < .seconds(20))
    }
    try terminal.wait(for: "4 unsent")
    lock.type("\r")
    #expect(try lock.waitForExit() == 0)
    terminal.type("w")
    try terminal.wait(for: "all sent") { !$0.row(0).contains("unsent") }
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)
    #expect(try project.delivered().count == 4)
  }

  private static let locking = """
    import sqlite3, sys
    db = sqlite3.connect(sys.argv[1], isolation_level=None)
    db.execute('BEGIN IMMEDIATE')
    print('locked', flush=True)
    sys.stdin.readline()
    """
}
