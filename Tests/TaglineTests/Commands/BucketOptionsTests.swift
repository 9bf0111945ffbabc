import ArgumentParser
import Testing

@testable import tagline

@Suite struct BucketOptionsTests {
  private func parse(_ line: String) throws -> Export {
    try Export.parse(line.split(separator: " ").map(String.init))
  }

  @Test(arguments: [
    "a@b --format ls1-tasks --into a@web", "a@b --format ls1-tasks -o out",
    "a@b --target s3 --into a@web", "a@b --target s3 --format ls1-target -o out",
    "a@b --format ls1-tasks -o out --raw r@master --only all --keep-key --completed-by ana=3",
    "a@b --format json", "a@b --format json -o -",
  ])
  func goodLinesAreTaken(_ line: String) throws {
    _ = try parse(line)
  }

  @Test(arguments: [
    ("a@b", "give --format"),
    ("a@b --format ls1-tasks", "say where the objects go"),
    ("a@b --format ls1-tasks -o -", "say where the objects go"),
    ("a@b --format ls1-tasks -o out --into a@web", "say where the objects go"),
    ("a@b --target s3 --format json", "is --format ls1-target"),
    ("a@b --format json --keep-key", "--keep-key goes with"),
    ("a@b --format json --into a@web", "--into goes with"),
    ("a@b --format conll", "'conll' is invalid"),
    ("a@b --target gcs --into a@web", "'gcs' is invalid"),
  ])
  func wrongLinesAreRefusedInWords(_ line: String, _ words: String) {
    let error = #expect(throws: (any Error).self) { try parse(line) }
    let message = error.map { Export.message(for: $0) } ?? ""
    #expect(message.contains(words), "\(message)")
  }

  @Test func usersAreNamedWithTheirNumbers() throws {
    let line = "a@b --target s3 -o out --completed-by ana=3 --completed-by a=b=4"
    #expect(try parse(line).bucket.users() == ["ana": 3, "a=b": 4])
    for wrong in ["ana", "ana=", "ana=x", "ana=0", "3"] {
      let options = try parse("a@b --target s3 -o out --completed-by \(wrong)").bucket
      #expect(throws: Failure.self, "\(wrong)") { try options.users() }
    }
  }
}
