import DataRepository
import LabelCore
import PachydermWire

/// Calls of pachd's REST gateway, 2.8 and later; failures are `StoreError`s.
struct RESTClient: Sendable {
  let configuration: RESTConfiguration
  private let loop: CurlLoop

  init(_ configuration: RESTConfiguration, loop: CurlLoop = CurlLoop()) {
    self.configuration = configuration
    self.loop = loop
  }

  /// Whether a call may be sent again when it is not known what came of it.
  enum Effect: Sendable {
    case reads
    case writes
  }

  /// A message for a message.
  func call<In, Out>(
    _ method: PFS.Method<In, Out>, _ message: In, _ effect: Effect = .reads, about: PFSSubject
  ) async throws -> Out {
    try await send(method, body: .bytes(message.json.bytes(.compact)), effect, about: about)
  }

  /// Many messages, put together already, for a message.
  func send<In, Out>(
    _ method: PFS.Method<In, Out>, body: HTTPBody, _ effect: Effect, about subject: PFSSubject
  ) async throws -> Out {
    // A commit of many files, or a wait for one, says nothing for a while.
    let request = request(method.path, body, TimeLimits(stall: 300))
    let answer = try await repeating(effect) {
      try await loop.send(request)
    } judge: {
      $0.head.status
    }
    guard answer.head.status == 200 else {
      throw await failure(of: answer.head, answer.body, about: subject)
    }
    do {
      return try Out(json: JSON(parsing: answer.body))
    } catch {
      throw unreadable("\(error)")
    }
  }

  /// A message for a stream of them, at the reader's pace.
  /// - Parameter isLive: nothing may come for as long as it likes.
  func stream<In, Out>(
    _ method: PFS.Method<In, Out>, _ message: In, about subject: PFSSubject, isLive: Bool = false
  ) -> ResultReader<Out> {
    let body = HTTPBody.bytes(message.json.bytes(.compact))
    let request = request(method.path, body, TimeLimits(stall: isLive ? 0 : 300))
    return ResultReader(client: self, subject: subject) {
      let answer = try await repeating(.reads) {
        try await loop.open(request)
      } judge: {
        $0.head.status
      }
      guard answer.head.status == 200 else {
        var said = Bytes()
        while said.count < 1 << 16, let bytes = try? await answer.body.next() { said += bytes }
        throw await failure(of: answer.head, said, about: subject)
      }
      return answer.body
    }
  }

  private func request(_ path: String, _ body: HTTPBody, _ limits: TimeLimits) -> HTTPRequest {
    var headers = [HTTPField("Content-Type", "application/json")]
    if let token = configuration.token { headers.append(HTTPField("Authn-Token", token)) }
    return HTTPRequest(
      method: "POST", url: configuration.endpoint.url + "/api" + path, headers: headers, body: body,
      limits: limits)
  }

  private func repeating<Answer>(
    _ effect: Effect, _ send: () async throws -> Answer, judge: (Answer) -> Int
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

  // MARK: Failures

  func translated(_ problem: TransportError) -> any Error {
    problem.kind == .cancelled
      ? CancellationError()
      : S3Failure.sentence(problem, endpoint: configuration.endpoint)
  }

  func unreadable(_ what: String) -> StoreError {
    StoreError(
      .failed, configuration.endpoint.url,
      "\(configuration.endpoint) does not answer as pachd's REST gateway: \(what)")
  }

  private func failure(of head: HTTPHead, _ body: Bytes, about subject: PFSSubject) async
    -> StoreError
  {
    if let status = RPCStatus(body: body) { return await failure(status, about: subject) }
    if head.status == 401 || head.status == 407 {
      return StoreError(
        .unauthorized, "\(subject)",
        "\(head.status): something before pachd wants its own credentials")
    }
    let said = String(decoding: body.prefix(200), as: UTF8.self)
    return StoreError(
      head.status == 503 || head.status == 502 ? .unreachable : .failed, "\(subject)",
      "\(head.status) from \(configuration.endpoint), which may be no REST gateway of pachd: \(said)"
    )
  }

  /// pachd names a branch as missing when the whole repo is: the repo is asked for then.
  func failure(_ status: RPCStatus, about subject: PFSSubject) async -> StoreError {
    let error = PFSFailure(status: status, subject: subject).sentence
    guard error.code == .branchNotFound else { return error }
    do {
      let request = PFS.InspectRepoRequest.with {
        $0.repo = PFS.Repo(subject.repo, project: configuration.project)
      }
      _ = try await call(PFS.inspectRepo, request, about: PFSSubject(subject.repo))
      return error
    } catch let missing as StoreError where missing.code == .repoNotFound {
      return missing
    } catch {
      return PFSFailure(status: status, subject: subject).sentence
    }
  }
}
