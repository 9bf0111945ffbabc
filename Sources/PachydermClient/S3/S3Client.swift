import DataRepository
import PachydermWire

/// An S3 gateway as its requests: signed, repeated where that is safe, failures as `StoreError`.
///
/// Safe to use from many tasks; requests share kept-alive connections.
package struct S3Client: Sendable {
  package let configuration: S3Configuration
  private let loop: CurlLoop
  private let signer: SigV4.Signer?

  package init(_ configuration: S3Configuration, loop: CurlLoop = CurlLoop()) {
    self.configuration = configuration
    self.loop = loop
    let isProxys = configuration.proxy?.field.name.lowercased() == "authorization"
    let credentials = isProxys ? nil : configuration.credentials
    signer = credentials.map { SigV4.Signer(credentials: $0, region: configuration.region) }
  }

  /// Sends `call`, again where that is safe, and gives the whole answer of a success (2xx).
  func perform(_ call: S3Call) async throws -> HTTPAnswer {
    try await repeating(call) {
      try await loop.send($0)
    } judge: { answer in
      answer.head.status
    } failure: { answer in
      failure(of: call, answer)
    }
  }

  /// Sends `call` and gives a success's head with its body to be read in pieces.
  func open(_ call: S3Call) async throws -> (head: HTTPHead, body: HTTPBodyStream) {
    try await repeating(call) {
      try await loop.open($0)
    } judge: { answer in
      answer.head.status
    } failure: { answer in
      var body = Bytes()
      while let bytes = try? await answer.body.next(), body.count < 1 << 16 { body += bytes }
      return failure(of: call, HTTPAnswer(head: answer.head, body: body))
    }
  }

  private func repeating<Answer>(
    _ call: S3Call, send: (HTTPRequest) async throws -> Answer, judge: (Answer) -> Int,
    failure: (Answer) async -> StoreError
  ) async throws -> Answer {
    var number = 0
    while true {
      number += 1
      let outcome: RetryPolicy.Outcome
      let error: StoreError
      do {
        let answer = try await send(request(call))
        let status = judge(answer)
        if (200..<300).contains(status) { return answer }
        outcome = .status(status)
        error = await failure(answer)
      } catch let problem as TransportError {
        if problem.kind == .cancelled { throw CancellationError() }
        outcome = .failure(problem.kind)
        error = S3Failure.sentence(problem, endpoint: configuration.endpoint)
      }
      let wait = configuration.retries.wait(
        after: outcome, number: number, isRepeatable: call.isRepeatable,
        chance: Double.random(in: 0...1))
      guard let wait else { throw error }
      try await Task.sleep(for: .seconds(wait))
    }
  }

  private func failure(of call: S3Call, _ answer: HTTPAnswer) -> StoreError {
    S3Refusal(
      head: answer.head, body: answer.body, subject: call.subject,
      hasProxyHeader: configuration.proxy != nil, now: configuration.now()
    ).sentence
  }

  /// Reads an answer's XML.
  func document<Value>(
    of answer: HTTPAnswer, _ read: (Bytes) throws(S3Error) -> Value
  ) throws(StoreError) -> Value {
    do {
      return try read(answer.body)
    } catch {
      let place = configuration.endpoint
      throw StoreError(
        .failed, place.url,
        "\(place) does not answer as an S3 gateway: \(S3Refusal.beginning(of: answer.body))")
    }
  }

  /// `call` as it goes over the wire, signed anew for each attempt so that its date is right.
  private func request(_ call: S3Call) -> HTTPRequest {
    let endpoint = configuration.endpoint
    let host = SigV4.Header("Host", endpoint.host)
    var headers = [host] + call.headers
    if let signer {
      let request = SigV4.Request(
        method: call.method, path: call.path, query: call.query, headers: headers)
      headers = signer.signed(request, payload: call.payload, at: configuration.now())
    }
    var fields = headers.map { HTTPField($0.name, $0.value) }
    // Not signed: the proxy takes it off again.
    if let proxy = configuration.proxy { fields.append(proxy.field) }
    let query = call.query.items.isEmpty ? "" : "?" + call.query.encoded
    var request = HTTPRequest(
      method: call.method, url: endpoint.url + call.path + query, headers: fields, body: call.body,
      limits: configuration.limits)
    request.authorities = configuration.authorities
    return request
  }
}
