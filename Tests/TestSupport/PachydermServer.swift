package import Foundation
import Synchronization

/// `Tests/PachydermServer` as a process of its own: a Pachyderm that is not ours, over gRPC.
///
/// One process serves any number of worlds, each with a port and a state of its own.
package final class PachydermServer: Sendable {
  package enum Generation: String, CaseIterable, Sendable {
    /// 1.13.4: `pfs.API`.
    case one = "1"
    /// 2.0.8: `pfs_v2.API`.
    case two = "2"
  }

  /// Holds back a second command until the first is answered.
  private let pipes: Mutex<(commands: FileHandle, answers: FileHandle)>
  private let process = Process()

  /// Returns once the program runs; it ends when this process does, however that ends.
  package init(_ generation: Generation) throws {
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = try Self.python(generation)
    process.arguments = [Self.scripts.appending(path: "server.py").path(), generation.rawValue]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    pipes = Mutex((input.fileHandleForWriting, output.fileHandleForReading))
  }

  private static let one = Result { try PachydermServer(.one) }
  private static let two = Result { try PachydermServer(.two) }

  /// The one that all tests of this process use.
  package static func shared(_ generation: Generation) throws -> PachydermServer {
    switch generation {
    case .one: try one.get()
    case .two: try two.get()
    }
  }

  /// Gives `body` the port, on loopback, of a world that is empty, and ends that afterwards.
  package func withWorld(_ body: (Int) async throws -> Void) async throws {
    let port = try say("open")
    guard let number = Int(port) else { throw BadAnswer(text: port) }
    do {
      try await body(number)
    } catch {
      try say("close \(port)")
      throw error
    }
    try say("close \(port)")
  }

  /// Lets something go wrong in a world from now on; `Tests/PachydermServer/faults.py` tells what.
  package func fault(_ fault: String, at port: Int) throws {
    try say("at \(port) \(fault)")
  }

  @discardableResult
  private func say(_ command: String) throws -> String {
    try pipes.withLock { pipes in
      try pipes.commands.write(contentsOf: Data("\(command)\n".utf8))
      var line = Data()
      while let byte = try pipes.answers.read(upToCount: 1), byte != Data("\n".utf8) {
        line += byte
      }
      guard !line.isEmpty else { throw BadAnswer(text: "it has ended") }
      return String(decoding: line, as: UTF8.self)
    }
  }

  struct BadAnswer: Error, CustomStringConvertible {
    let text: String
    var description: String { "the Python server answered: \(text)" }
  }
}

extension PachydermServer {
  package static let scripts = fixtures.deletingLastPathComponent()
    .appending(path: "PachydermServer")

  /// The Python with the python-pachyderm of that generation.
  package static func python(_ generation: Generation) throws -> URL {
    let root = fixtures.deletingLastPathComponent().deletingLastPathComponent()
    let python = root.appending(path: ".venv-pachyderm\(generation.rawValue)/bin/python")
    guard FileManager.default.isExecutableFile(atPath: python.path()) else {
      throw MissingPachyderm(path: python.path())
    }
    return python
  }

  struct MissingPachyderm: Error, CustomStringConvertible {
    let path: String
    var description: String { "no \(path): `make setup-tests` makes it" }
  }
}
