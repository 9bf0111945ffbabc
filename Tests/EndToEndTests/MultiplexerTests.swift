import Foundation
import Testing

/// A second terminal emulator, which nobody here wrote: tmux.
struct MultiplexerTests {
  @Test func labellingWorksUnderTmux() throws {
    let room = try Room()
    let project = try Project.sample(in: room)
    let server = "tmux -f /dev/null -S '\(room.directory.path)/tmux'"
    let command = project.command.map { "'\($0)'" }.joined(separator: " ")
    // The server stays behind, and would be waited for as a child of Foundation's.
    let starter = try Terminal(
      [
        "/usr/bin/env", "tmux", "-f", "/dev/null", "-S", room.directory.path + "/tmux",
        "new-session", "-d", "-x",
        "80",
        "-y", "24", "\(command); echo ended $?; exec sleep 60",
      ], in: room)
    #expect(try starter.waitForExit() == 0)
    defer { try? room.shell("\(server) kill-server") }
    func screen() throws -> String {
      try room.shell("\(server) capture-pane -p > pane")
      return try String(contentsOf: room.directory.appendingPathComponent("pane"), encoding: .utf8)
    }
    func wait(for text: String) throws {
      let deadline = ContinuousClock.now + Terminal.patience
      while try !screen().contains(text) {
        guard ContinuousClock.now < deadline else {
          throw TerminalFailure(
            message: "waited for “\(text)” under tmux",
            screen: try screen().split(separator: "\n").map(String.init))
        }
        usleep(20_000)
      }
    }
    try wait(for: "Text number 1.")
    try room.shell("\(server) send-keys 2")
    try wait(for: "just now: #0 -> negative")
    try wait(for: "Text number 2.")
    #expect(try screen().contains("raw_data@master > labeled_data@master"))
    try room.shell("\(server) resize-window -x 120 -y 40")
    try wait(for: "[#")
    try room.shell("\(server) send-keys q")
    try wait(for: "ended 0")
    #expect(try screen().contains("1 text labelled in this session; 1 of 10 done."))
    #expect(try project.delivered() == [0: ["negative"]])
  }
}
