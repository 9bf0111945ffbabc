import Foundation
import Testing

/// Types command lines in a room and checks how they end.
struct Shell {
  let room: Room
  /// What its commands find in the environment besides the room's own.
  let environment: [String: String?]
  /// Ended with this value.
  private var served: ServedStore?

  /// On a store in the room's own file, or on one behind `tagline serve`.
  init(isServed: Bool) throws {
    let served = isServed ? try ServedStore(in: Room()) : nil
    try self.init(
      environment: ["ENDPOINT_URL": served?.address, "PACHD_ADDRESS": served?.address])
    self.served = served
  }

  init(environment: [String: String?] = [:]) throws {
    room = try Room()
    self.environment = environment
  }

  /// Runs `tagline` with the words of the line (quotes are the caller's business) and gives back what it
  /// printed on standard output.
  @discardableResult
  func tagline(
    _ line: String, _ more: [String] = [], input: String = "", ends status: Int32 = 0,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let words = line.split(separator: " ").map(String.init) + more
    let result = try Program.run(words, in: room, input: input, environment: environment)
    #expect(
      result.status == status, "tagline \(line)\n\(result.output)\(result.error)",
      sourceLocation: sourceLocation)
    return result.output
  }

  /// What a command that fails says on standard error.
  func complaint(
    _ line: String, ends status: Int32, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let words = line.split(separator: " ").map(String.init)
    let result = try Program.run(words, in: room, environment: environment)
    #expect(result.status == status, "\(result.error)", sourceLocation: sourceLocation)
    #expect(result.output.isEmpty, sourceLocation: sourceLocation)
    return result.error
  }

  func contents(of name: String) throws -> String {
    try String(contentsOf: room.directory.appendingPathComponent(name), encoding: .utf8)
  }

  func names(in directory: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: room.directory.appendingPathComponent(directory).path
    ).sorted()
  }
}
