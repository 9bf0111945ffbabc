import Foundation

/// What a program asked of the kernel, in order, as Debian's strace saw it (`-f -y`).
struct SystemCalls {
  struct Call: Equatable {
    var process: Int
    /// `pwrite64`, `fdatasync`, `exit_group`, …
    var name: String
    /// Path or device behind the first argument, empty where it is no descriptor.
    var path: String
    /// Everything between the brackets.
    var arguments: String
    /// Lines of the log at which it began and at which it had come back.
    var began: Int
    var ended: Int
    /// What stands behind the equals sign.
    var result: String
  }

  private(set) var calls: [Call] = []

  /// Reads a log whose lines each begin with a process id. Calls that never came back are left out,
  /// except those that never do.
  init(_ log: String) {
    var open: [Int: (name: String, head: String, began: Int)] = [:]
    for (number, line) in log.split(separator: "\n").enumerated() {
      guard let match = line.firstMatch(of: /^(\d+) +(.*)$/), let process = Int(match.output.1)
      else { continue }
      let rest = match.output.2
      if let resumed = rest.firstMatch(of: /^<\.\.\. (\w+) resumed>(.*)$/) {
        guard let begun = open.removeValue(forKey: process) else { continue }
        add(process, begun.name, begun.head + resumed.output.2, begun.began, number)
      } else if let begun = rest.firstMatch(of: /^(\w+)\((.*)$/) {
        let (name, tail) = (String(begun.output.1), String(begun.output.2))
        if let cut = tail.range(of: " <unfinished ...>", options: .backwards) {
          open[process] = (name, String(tail[..<cut.lowerBound]), number)
        } else {
          add(process, name, tail, number, number)
        }
      }
    }
    for (process, call) in open where call.name == "exit_group" {
      add(process, call.name, call.head, call.began, call.began)
    }
    calls.sort { $0.began < $1.began }
  }

  private mutating func add(
    _ process: Int, _ name: String, _ text: String, _ began: Int, _ ended: Int
  ) {
    let cut = text.range(of: ")", options: .backwards)?.lowerBound ?? text.endIndex
    let arguments = String(text[..<cut])
    let path = arguments.firstMatch(of: /^\d+<([^>]*)>/).map { String($0.output.1) } ?? ""
    let result = text.range(of: "= ", options: .backwards).map { String(text[$0.upperBound...]) }
    calls.append(
      Call(
        process: process, name: name, path: path, arguments: arguments, began: began, ended: ended,
        result: result ?? ""))
  }

  /// The first call after a line of the log that fits.
  func first(
    after line: Int = -1, _ names: Set<String>, on path: String = "", holding text: String = ""
  ) -> Call? {
    calls.first {
      $0.began > line && names.contains($0.name) && $0.path.hasSuffix(path)
        && (text.isEmpty || $0.arguments.contains(text))
    }
  }

  /// When a text written to a file was on the disk: the end of the first sync of that file that
  /// began after the write and came back well. Nil when there was none.
  func synced(_ text: String, in file: String, after line: Int = -1) -> Int? {
    let writes: Set = ["write", "pwrite64", "writev", "pwritev"]
    guard let write = first(after: line, writes, on: file, holding: text),
      let sync = calls.first(where: {
        $0.began > write.ended && ["fsync", "fdatasync"].contains($0.name)
          && $0.path.hasSuffix(file) && $0.result.hasPrefix("0")
      })
    else { return nil }
    return sync.ended
  }
}

/// Runs programs under strace.
struct Tracer {
  private static let wanted = "read,write,writev,pwrite64,pwritev,fsync,fdatasync,exit_group"
  let log: URL

  /// Fails with a sentence where strace is missing or may not trace: these tests prove what is
  /// promised about labels, so they are never skipped.
  init(in room: Room) throws {
    log = room.directory.appendingPathComponent("calls-\(UUID().uuidString)")
    let trial = room.directory.appendingPathComponent("trial-\(UUID().uuidString)")
    do {
      try room.shell("exec strace -f -o '\(trial.path)' true 2>'\(trial.path).err'")
    } catch {
      let said = try? String(contentsOfFile: trial.path + ".err", encoding: .utf8)
      throw TerminalFailure(
        message: """
          strace cannot trace here, so nobody can show that labels are on disk before they are \
          said to be saved. scripts/setup tests installs it; in a container it needs the right to \
          ptrace (--cap-add SYS_PTRACE).
          """, screen: [said ?? ""])
    }
  }

  /// The command that runs another one under strace.
  func command(_ arguments: [String]) -> [String] {
    [
      "/usr/bin/env", "strace", "-f", "-y", "-s", "70000", "-o", log.path, "-e",
      "trace=\(Self.wanted)",
    ] + arguments
  }

  /// What was asked of the kernel so far.
  func calls() throws -> SystemCalls {
    SystemCalls(String(decoding: try Data(contentsOf: log), as: UTF8.self))
  }
}
