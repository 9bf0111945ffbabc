import DataRepository
import EmbeddedStore
import Foundation
import LabelCore
import TestSupport
import Testing

@Suite(.serialized) struct LargeBodyTests {
  @Test func aLargeObjectPassesThroughWithoutSittingInMemory() async throws {
    try await inTemporaryDirectory { folder in
      let store = try EmbeddedStore.open(at: folder.appending(path: "store.db").path())
      try await store.createRepo("b", description: "")
      _ = try await store.createBranch(Branch(repo: "b", name: "master"), head: nil)
      let pieces = 320
      try await RunningGateway.with(store: store) { gateway in
        let before = try residentBytes()
        let up = try await onThread { try upload(pieces, to: gateway.port) }
        let (down, count) = try await onThread { try download(from: gateway.port) }
        #expect(count == pieces << 20)
        // SQLite's own cache is 64 MiB, and other tests run meanwhile.
        #expect(max(up, down) - before < 200 << 20, "of \(pieces) MiB")
      }
    }
  }

  /// Puts so many MiB; the most memory that was resident meanwhile.
  private func upload(_ pieces: Int, to port: Int) throws -> Int {
    let socket = try RawSocket(port: port)
    let head =
      "PUT /master.b/large HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
      + "Content-Length: \(pieces << 20)\r\n\r\n"
    try socket.write(Bytes(head.utf8))
    var most = 0
    for number in 0..<pieces {
      try socket.write(Bytes(repeating: UInt8(truncatingIfNeeded: number), count: 1 << 20))
      most = max(most, try residentBytes())
    }
    #expect(try RawAnswer(socket.roundTrip([], closing: false)).status == 200)
    return max(most, try residentBytes())
  }

  private func download(from port: Int) throws -> (most: Int, count: Int) {
    let socket = try RawSocket(port: port)
    try socket.write(
      Bytes("GET /master.b/large HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n".utf8))
    var (most, count, inBody) = (0, 0, false)
    var head = Bytes()
    while let piece = try socket.read() {
      most = max(most, try residentBytes())
      if inBody {
        count += piece.count
        continue
      }
      head += piece
      if let end = head.range(of: Bytes("\r\n\r\n".utf8)) {
        inBody = true
        count = head.count - end - 4
      }
    }
    return (most, count)
  }

  private func residentBytes() throws -> Int {
    let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(
      separator: " ")
    return try #require(Int(fields[1])) * 4096
  }
}
