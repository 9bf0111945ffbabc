import DataRepository
import LabelCore
import PachydermWire
import SwiftProtobuf

/// Calls over pachd's REST gateway, 2.8 and later: messages as JSON.
struct RESTClient: RemoteCalls {
  let configuration: ClusterConfiguration
  private let loop: CurlLoop
  private let spool = Spool()

  init(_ configuration: ClusterConfiguration, loop: CurlLoop = CurlLoop()) {
    self.configuration = configuration
    self.loop = loop
  }

  var address: ClusterAddress { configuration.address }
  /// In base64 a third more.
  var largestPiece: Int { 1 << 20 }

  func call<In: Message, Out: Message>(
    _ method: RemoteMethod<In, Out>, _ message: In, _ effect: CallEffect
  ) async throws -> Out {
    try await send(method, .bytes(ProtoJSON.brief(message)), effect)
  }

  func upload<In: Message, Out: Message>(
    _ method: RemoteMethod<In, Out>, _ messages: AsyncThrowingStream<In, any Error>
  ) async throws -> Out {
    let lines = MessageLines(messages)
    return try await send(method, lines.body(spool), .writes)
  }

  private func send<In: Message, Out: Message>(
    _ method: RemoteMethod<In, Out>, _ body: HTTPBody, _ effect: CallEffect
  ) async throws -> Out {
    // A commit of many files, or a wait for one, says nothing for a while.
    let request = request(method.path, body, TimeLimits(stall: 300))
    let answer = try await repeating(effect) {
      try await loop.send(request)
    } judge: {
      $0.head.status
    }
    guard answer.head.status == 200 else { throw failure(of: answer.head, answer.body) }
    do {
      return try ProtoJSON.message(answer.body)
    } catch {
      throw unreadable("\(error.message)")
    }
  }

  func stream<In: Message, Out: Message>(
    _ method: RemoteMethod<In, Out>, _ message: In, isLive: Bool
  ) -> AsyncThrowingStream<Out, any Error> {
    let results = ResultReader<Out>(client: self) {
      let body = try HTTPBody.bytes(ProtoJSON.brief(message))
      let request = request(method.path, body, TimeLimits(stall: isLive ? 0 : 300))
      let answer = try await repeating(.reads) {
        try await loop.open(request)
      } judge: {
        $0.head.status
      }
      guard answer.head.status == 200 else {
        var said = Bytes()
        while said.count < 1 << 16, let bytes = try? await answer.body.next() { said += bytes }
        throw failure(of: answer.head, said)
      }
      return answer.body
    }
    return AsyncThrowingStream { try await results.next() }
  }

  private func request(_ path: String, _ body: HTTPBody, _ limits: TimeLimits) -> HTTPRequest {
    var headers = [HTTPField("Content-Type", "application/json")]
    if let token = configuration.token { headers.append(HTTPField("Authn-Token", token)) }
    var request = HTTPRequest(
      method: "POST", url: address.url + "/api" + path, headers: headers + configuration.headers,
      body: body, limits: limits)
    request.authorities = configuration.authorities
    return request
  }

  private func repeating<Answer>(
    _ effect: CallEffect, _ send: () async throws -> Answer, judge: (Answer) -> Int
  ) async throws -> Answer {
    var number = 0
    while true {
      number += 1
      let outcome: RetryPolicy.Outcome
      let result: Result<Answer, any Error>
      do {
        let answer = try await send()
        // An error of gRPC's comes as a 500, too: only what a proxy says is worth another try.
        guard effect == .reads, [429, 502, 503, 504].contains(judge(answer)) else { return answer }
        outcome = .status(judge(answer))
        result = .success(answer)
      } catch let problem as TransportError {
        outcome = .failure(problem.kind)
        result = .failure(translated(problem))
      }
      let wait = configuration.retries.wait(
        after: outcome, number: number, isRepeatable: effect == .reads,
        chance: Double.random(in: 0...1))
      guard let wait else { return try result.get() }
      try await Task.sleep(for: .seconds(wait))
    }
  }

  // MARK: What answers

  /// What is found where a REST gateway may be.
  enum Probe: Sendable {
    case gateway(ClusterVersion)
    /// Something listens that is none.
    case other(any Error)
    case nothing(any Error)
  }

  /// Asks once for the version, and not for long.
  func probe() async throws -> Probe {
    let body = try HTTPBody.bytes(ProtoJSON.brief(Empty()))
    let request = request(PFS2.getVersion.path, body, TimeLimits(stall: 15))
    let answer: HTTPAnswer
    do {
      answer = try await loop.send(request)
    } catch  where error.kind == .cancelled {
      throw CancellationError()
    } catch {
      let sentence = translated(error)
      return error.kind == .unreachable ? .nothing(sentence) : .other(sentence)
    }
    guard answer.head.status == 200 else { return .other(failure(of: answer.head, answer.body)) }
    do {
      let version = try ProtoJSON.message(answer.body, as: PFS2Version.self)
      guard version.major > 0 else { return .other(unreadable("it tells no version")) }
      return .gateway(ClusterVersion(version))
    } catch {
      return .other(unreadable(error.message))
    }
  }

  // MARK: Failures

  func translated(_ problem: TransportError) -> any Error {
    problem.kind == .cancelled
      ? CancellationError() : ClusterFailure.sentence(problem, address: address)
  }

  /// pachd's own words, or those of something before it.
  private func failure(of head: HTTPHead, _ body: Bytes) -> any Error {
    RPCStatus(body: body)
      ?? ClusterFailure.sentence(
        httpStatus: head.status, said: String(decoding: body.prefix(200), as: UTF8.self),
        address: address)
  }
}
