import DataRepository
import Foundation
import TestSupport
import Testing

@testable import PachydermClient

@Suite struct TransportTests {
  let loop = CurlLoop(connections: 4)

  @Test func anAnswerIsReadWholeAndItsConnectionIsUsedAgain() async throws {
    let server = try ScriptedServer { connection in
      while connection.readRequest() != nil {
        connection.answer(headers: "X-A: b \r\n", body: "hi")
      }
    }
    defer { server.stop() }
    for _ in 0..<3 {
      let answer = try await loop.send(HTTPRequest(method: "GET", url: server.url + "/x"))
      #expect(answer.head.status == 200)
      #expect(answer.head["x-a"] == "b")
      #expect(answer.body == Bytes("hi".utf8))
    }
    // On a busy machine one may have lain idle for too long.
    #expect(server.connections < 3)
  }

  @Test func pathsAndHeadersArriveAsTheyAreGiven() async throws {
    let server = try ScriptedServer { connection in
      if connection.readRequest() != nil { connection.answer() }
    }
    defer { server.stop() }
    let fields = [HTTPField("X-Empty", ""), HTTPField("X-Odd", "a  b")]
    let url = server.url + "/a/../b/./c//d%2Fe?uploads&x=%20"
    _ = try await loop.send(HTTPRequest(method: "DELETE", url: url, headers: fields))
    let request = try #require(server.requests.first)
    #expect(request.hasPrefix("DELETE /a/../b/./c//d%2Fe?uploads&x=%20 HTTP/1.1\r\n"))
    #expect(request.contains("\r\nX-Empty:\r\n"))
    #expect(request.contains("\r\nX-Odd: a  b\r\n"))
    #expect(!request.contains("Expect:"))
  }

  @Test func bodiesAreSentWithTheirLengthFromMemoryAndFromFiles() async throws {
    let server = try ScriptedServer { connection in
      while connection.readRequest() != nil { connection.answer() }
    }
    defer { server.stop() }
    let file = FileManager.default.temporaryDirectory.appending(path: "body-\(UUID()).txt")
    try Data("from a file".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    for body in [HTTPBody.none, .bytes(Bytes("in memory".utf8)), .file(path: file.path, size: 11)] {
      _ = try await loop.send(HTTPRequest(method: "PUT", url: server.url + "/k", body: body))
    }
    #expect(
      server.requests.map {
        String($0.split(separator: "\r\n", omittingEmptySubsequences: false).last!)
      }
        == ["", "in memory", "from a file"])
    #expect(server.requests[0].contains("Content-Length: 0"))
    #expect(server.requests[2].contains("Content-Length: 11"))
  }

  @Test func aServerThatIsNotThereIsUnreachable() async throws {
    let server = try ScriptedServer { _ in }
    server.stop()
    await #expect { try await loop.send(HTTPRequest(method: "GET", url: server.url)) } throws: {
      ($0 as? TransportError)?.kind == .unreachable
    }
  }

  @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort"])
  func aConnectionThatBreaksIsNotTakenForAnAnswer(_ sent: String) async throws {
    let server = try ScriptedServer { connection in
      connection.readRequest()
      connection.send(sent)
    }
    defer { server.stop() }
    await #expect { try await loop.send(HTTPRequest(method: "PUT", url: server.url)) } throws: {
      ($0 as? TransportError)?.kind == .broken
    }
  }

  @Test func aServerThatSaysNothingRunsIntoTheTimeLimit() async throws {
    let server = try ScriptedServer { connection in
      connection.readRequest()
      connection.readRequest()
    }
    defer { server.stop() }
    let limits = TimeLimits(stall: 1)
    let request = HTTPRequest(method: "GET", url: server.url, limits: limits)
    await #expect { try await loop.send(request) } throws: {
      ($0 as? TransportError)?.kind == .timeout
    }
  }

  @Test func cancellingATaskEndsItsExchange() async throws {
    let server = try ScriptedServer { connection in
      connection.readRequest()
      connection.readRequest()
    }
    defer { server.stop() }
    let loop = loop
    let task = Task { try await loop.send(HTTPRequest(method: "GET", url: server.url)) }
    while server.requests.isEmpty { await Task.yield() }
    task.cancel()
    await #expect { try await task.value } throws: { ($0 as? TransportError)?.kind == .cancelled }
  }

  @Test func aSlowReaderHoldsTheServerBack() async throws {
    let piece = [UInt8](repeating: 7, count: 1 << 20)
    let server = try ScriptedServer { connection in
      connection.readRequest()
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(64 << 20)\r\n\r\n")
      for _ in 0..<64 where !connection.send(piece) { return }
    }
    defer { server.stop() }
    let request = HTTPRequest(method: "GET", url: server.url)
    let (head, body) = try await loop.open(request, highWater: 1 << 18)
    #expect(head.status == 200)
    var total = try await body.next()?.count ?? 0
    // The server is stopped by full buffers: its own, the kernel's and ours.
    var before = -1
    while server.bytesSent != before {
      before = server.bytesSent
      try await Task.sleep(for: .milliseconds(50))
    }
    #expect(server.bytesSent < 32 << 20)
    while let bytes = try await body.next() { total += bytes.count }
    #expect(total == 64 << 20)
  }

  @Test func aHeaderWithALineBreakIsRefused() async throws {
    let field = HTTPField("X-A", "b\r\nX-Evil: 1")
    let request = HTTPRequest(method: "GET", url: "http://127.0.0.1:1", headers: [field])
    await #expect { try await loop.send(request) } throws: {
      ($0 as? TransportError)?.kind == .invalid
    }
  }

  @Test func manyRequestsAreInFlightAtOnceOverFewConnections() async throws {
    let server = try ScriptedServer { connection in
      while let request = connection.readRequest() {
        connection.answer(body: String(request.split(separator: " ")[1]))
      }
    }
    defer { server.stop() }
    let loop = loop
    try await withThrowingTaskGroup(of: (Int, Bytes).self) { group in
      for number in 0..<200 {
        group.addTask {
          let request = HTTPRequest(method: "GET", url: server.url + "/\(number)")
          return (number, try await loop.send(request).body)
        }
      }
      for try await (number, body) in group { #expect(body == Bytes("/\(number)".utf8)) }
    }
    #expect(server.connections <= 4)
  }
}
