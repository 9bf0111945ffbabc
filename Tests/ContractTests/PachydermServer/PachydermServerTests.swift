import Foundation
import TestSupport
import Testing

/// The Python server itself, before it judges our client: no code of ours takes part.
@Suite struct PachydermServerTests {
  @Test(
    "answers every recorded call as the real server did",
    arguments: [
      (PachydermServer.Generation.one, "pachyderm-1.13.4-grpc", "65 calls, 0 differences"),
      (.two, "pachyderm-2.0.8-grpc", "161 calls, 0 differences"),
    ])
  func answersEveryRecordedCall(
    _ generation: PachydermServer.Generation, _ recordings: String, _ result: String
  ) throws {
    let directory = fixtures.appending(path: recordings).path()
    let said = try script("replay.py", [directory], generation)
    #expect(said.hasSuffix("\(result)\n"), "\(said)")
  }

  @Test(arguments: PachydermServer.Generation.allCases)
  func servesThePublishedClient(_ generation: PachydermServer.Generation) throws {
    #expect(try script("client_check.py", [], generation) == "good\n")
  }

  private func script(
    _ name: String, _ arguments: [String], _ generation: PachydermServer.Generation
  ) throws -> String {
    let path = PachydermServer.scripts.appending(path: name).path()
    let (_, output) = try run(
      try PachydermServer.python(generation), [path, generation.rawValue] + arguments)
    return String(decoding: output, as: UTF8.self)
  }
}
