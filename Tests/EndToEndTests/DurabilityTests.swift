import Foundation
import Testing

/// Nothing is said to be saved before the disk has it: what the kernel was asked for, in order.
struct DurabilityTests {
  private static let writes: Set = ["write", "writev"]

  @Test func aLabelIsOnDiskBeforeTheScreenSaysSo() throws {
    let room = try Room()
    let project = try Project.sample(in: room)
    #expect(try Program.run(["sync", project.directory], in: room).status == 0)
    let tracer = try Tracer(in: room)
    let terminal = try Terminal(tracer.command(project.command), in: room)
    try terminal.wait(for: "Text number 1.")
    terminal.settle(quiet: 200)
    for (key, task, label) in [("1", 0, "positive"), ("3", 1, "neutral")] {
      terminal.type(key)
      try terminal.wait(for: "just now: #\(task) -> \(label)")
    }
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)
    let calls = try tracer.calls()
    for (key, label) in [("1", "positive"), ("3", "neutral")] {
      let pressed = try #require(
        calls.calls.first {
          $0.name == "read" && $0.path.hasPrefix("/dev/pts/") && $0.arguments.contains("\"\(key)\"")
        }, "nobody read the key \(key)")
      let told = try #require(
        calls.first(after: pressed.ended, Self.writes, on: "", holding: "just now"))
      #expect(told.path.hasPrefix("/dev/pts/"))
      let synced = try #require(
        calls.synced(label, in: "/.tagline/project.db-wal", after: pressed.ended),
        "no sync of the journal after \(label) was written into it")
      #expect(synced < told.began, "\(label) was said to be saved before it was")
    }
  }

  @Test func aScriptHearsOfItsLabelOnceItIsOnDisk() throws {
    let room = try Room()
    let project = try Project.sample(in: room)
    #expect(try Program.run(["sync", project.directory], in: room).status == 0)
    let tracer = try Tracer(in: room)
    let terminal = try Terminal(
      tracer.command([
        Program.path, "annotate", project.directory, "--task", "4", "--choice",
        "sentiment=negative",
      ]), in: room)
    #expect(try terminal.waitForExit() == 0)
    let calls = try tracer.calls()
    let told = try #require(calls.first(Self.writes, holding: "task 4 ("))
    let synced = try #require(calls.synced("negative", in: "/.tagline/project.db-wal"))
    #expect(synced < told.began)
    let sent = try #require(calls.first(Self.writes, holding: "1 sent to labeled_data@master"))
    let committed = try #require(calls.synced("\\\"negative\\\"", in: "/store.db-wal"))
    #expect(committed < sent.began)
    #expect(sent.began < (try #require(calls.first(["exit_group"])?.began)))
  }

  @Test func aFilePutIsOnDiskBeforeTheCommandEnds() throws {
    let room = try Room()
    let project = try Project.sample(in: room)
    _ = project
    try room.write("a text that nobody else has", to: "one.txt")
    let tracer = try Tracer(in: room)
    let terminal = try Terminal(
      tracer.command([Program.path, "put", "file", "raw_data@master:/one.txt", "-f", "one.txt"]),
      in: room)
    #expect(try terminal.waitForExit() == 0)
    let calls = try tracer.calls()
    let synced = try #require(calls.synced("a text that nobody else has", in: "/store.db-wal"))
    let last = try #require(
      calls.calls.last {
        ["pwrite64", "pwritev"].contains($0.name) && $0.path.hasSuffix("/store.db-wal")
      })
    let atLast = try #require(
      calls.calls.last {
        ["fsync", "fdatasync"].contains($0.name) && $0.path.hasSuffix("/store.db-wal")
          && $0.result.hasPrefix("0")
      })
    let end = try #require(calls.first(["exit_group"])?.began)
    #expect(synced < end)
    #expect(last.ended < atLast.began && atLast.ended < end, "the commit's last page is not synced")
  }

  @Test func aSyncThatComesTooLateIsSeen() {
    let early = """
      7 read(0</dev/pts/3>, "1", 1) = 1
      8 pwrite64(9</w/.tagline/project.db-wal>, "..positive..", 12, 0) = 12
      8 fdatasync(9</w/.tagline/project.db-wal> <unfinished ...>
      7 write(1</dev/pts/3>, "just now: #0", 12) = 12
      8 <... fdatasync resumed>) = 0
      """
    let calls = SystemCalls(early)
    let told = calls.first(["write"], holding: "just now")
    #expect(told?.path == "/dev/pts/3")
    #expect(calls.synced("positive", in: "/.tagline/project.db-wal") == 4)
    #expect(told?.began == 3)
    let failed = early.replacing("resumed>) = 0", with: "resumed>) = -1 EIO (Input/output error)")
    #expect(SystemCalls(failed).synced("positive", in: "/.tagline/project.db-wal") == nil)
  }
}
