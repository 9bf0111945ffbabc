import DataRepository
import LabelCore
import Testing

@testable import Workspace

@Suite struct ExportRunTests {
  /// Objects `0` to `count - 1` that are made when they are read; every tenth is no task when
  /// `isDamaged`.
  private struct MadeVersion: LabelVersion {
    var count: Int
    var isDamaged = false
    var name: String { "made" }
    var commit: String? { nil }
    var hashKind: HashKind { .sha256 }
    var fingerprint: String? { nil }

    func list() -> AsyncThrowingStream<FileInfo, any Error> {
      let paths = (0..<count).map { "/\($0)" }.sorted()
      return AsyncThrowingStream { continuation in
        for path in paths {
          continuation.yield(FileInfo(path: path, kind: .file, size: 1, hash: path))
        }
        continuation.finish()
      }
    }

    func read(_ paths: [String]) -> AsyncThrowingStream<FileContents, any Error> {
      AsyncThrowingStream { continuation in
        for path in paths {
          continuation.yield(FileContents(path: path, hash: path, bytes: Array(text(path).utf8)))
        }
        continuation.finish()
      }
    }

    private func text(_ path: String) -> String {
      let id = path.dropFirst()
      if isDamaged, id.hasSuffix("0") { return "nothing" }
      return """
        {"data": {"text": "text \(id)"}, "id": \(id), "completions": [{"result": [{"from_name": "mood", \
        "type": "choices", "value": {"choices": ["good"]}}], "created_at": 1}]}
        """
    }
  }

  private func export(_ version: MadeVersion, _ format: ExportFormat) async throws -> (
    text: String, report: ExportReport, largest: Int
  ) {
    var run = ExportRun(ExportOptions(format), of: try await StoredTasks(of: version))
    var bytes: [UInt8] = []
    var largest = 0
    while let piece = try await run.next() {
      bytes += piece
      largest = max(largest, piece.count)
    }
    return (String(decoding: bytes, as: UTF8.self), run.report, largest)
  }

  @Test func twentyThousandTasksPassInTheOrderOfTheirIDs() async throws {
    let (text, report, largest) = try await export(MadeVersion(count: 20_000), .csv)
    let rows = text.split(separator: "\n")
    #expect(rows.count == 20_001 && report.done == 20_000 && report.problemCount == 0)
    #expect(rows[0] == "text,id,mood" && rows[3] == "text 2,2,good")
    #expect(rows[20_000] == "text 19999,19999,good")
    // A piece holds some hundred tasks, however many there are.
    #expect(largest < 10_000)
  }

  @Test func whatIsNoTaskIsReportedAndTheRestGoesOn() async throws {
    let (text, report, _) = try await export(MadeVersion(count: 500, isDamaged: true), .jsonLines)
    #expect(text.split(separator: "\n").count == 450)
    #expect(report.problemCount == 50 && report.problems.count == 20)
    #expect(report.problems.first?.path == "/0")
    #expect(report.problems.first?.reason.hasPrefix("no JSON") == true)
  }
}
