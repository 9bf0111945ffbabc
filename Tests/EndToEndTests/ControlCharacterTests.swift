import Foundation
import Testing

/// Names of raw files steer no terminal, whichever command prints them.
struct ControlCharacterTests {
  /// Clears the screen in terminals that know C1 controls, breaks the line, and turns the rest of it around.
  private static let name = "evil\u{9B}2J\u{85}\u{2028}\u{202E}fdp"

  private func run(_ arguments: [String], in room: Room, status: Int32 = 0) throws -> String {
    let result = try Program.run(arguments, in: room)
    #expect(result.status == status, "\(arguments): \(result.error)")
    return result.output + result.error
  }

  /// Nothing but line ends, tabs and what is seen.
  private func isHarmless(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x09, 0x0A: true
      case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: false
      default: true
      }
    }
  }

  @Test func keysOfRawFilesArePrintedWithoutWhatTheySteerWith() throws {
    let room = try Room()
    let project = try Project.sample(in: room, count: 1)
    try room.write("{\"text\": \"fine\"}", to: "good.json")
    try room.write("no JSON at all", to: "bad.json")
    for (file, kind) in [("good.json", "good"), ("bad.json", "bad")] {
      _ = try run(
        ["put", "file", "raw_data@master:/\(Self.name)-\(kind).json", "-f", file], in: room)
    }
    let commands = [
      ["sync", project.directory], ["status", project.directory],
      ["status", project.directory, "--unreadable"],
      ["list", "file", "raw_data@master:/"], ["list", "file", "raw_data@master:/", "--json"],
      ["glob", "file", "raw_data@master:/*bad*"],
      ["inspect", "file", "raw_data@master:/\(Self.name)-bad.json"],
      ["get", "file", "raw_data@master:/\(Self.name)-none.json"],
    ]
    for command in commands {
      let result = try Program.run(command, in: room)
      let text = result.output + result.error
      #expect(isHarmless(text), "\(command): \(text.debugDescription)")
      // Each says something of the file.
      #expect(text.contains("evil") || command[0] == "sync" || command.count == 2, "\(command)")
    }
  }

  @Test func aKeyWithAnEscapeIsRefusedAndNotPrintedAsItIs() throws {
    let room = try Room()
    _ = try Project.sample(in: room, count: 1)
    try room.write("{\"text\": \"fine\"}", to: "good.json")
    let message = try run(
      ["put", "file", "raw_data@master:/evil\u{1B}[2J\u{7}.json", "-f", "good.json"], in: room,
      status: 2)
    #expect(message.contains("only printable characters allowed") && isHarmless(message))
  }

  @Test func lineModeShowsThemAsTheyAreSeen() throws {
    let room = try Room()
    let project = try Project.sample(in: room, count: 1)
    try room.write("{\"text\": \"fine\"}", to: "good.json")
    _ = try run(["put", "file", "raw_data@master:/\(Self.name).json", "-f", "good.json"], in: room)
    let result = try Program.run(
      ["start", project.directory], in: room, input: "f\n?\nq\n")
    #expect(result.status == 0)
    #expect(result.output.contains("evil") && isHarmless(result.output))
  }
}
