import DataRepository
import PachydermWire

/// Calls of a gRPC server, messages as bytes, one connection a call; nothing is sent twice.
///
/// All calls throw `GRPCError`, or `CancellationError` when their task is cancelled, which ends the
/// call on the server, too. Methods are `/package.Service/Method`. Messages are at most 20 MiB.
package struct GRPCChannel: Sendable {
  package let configuration: GRPCConfiguration

  package init(_ configuration: GRPCConfiguration) {
    self.configuration = configuration
  }

  /// A message for a message.
  package func unary(
    _ method: String, _ message: [UInt8], limits: GRPCLimits = GRPCLimits()
  ) async throws -> [UInt8] {
    try Self.checkSize(message)
    let body = HTTPBody.bytes(GRPCFrame.prefix(of: message.count) + message)
    return try await answer(request(method, body, limits)).only()
  }

  /// A message for a stream of messages.
  package func serverStream(
    _ method: String, _ message: [UInt8], limits: GRPCLimits = GRPCLimits()
  ) -> GRPCMessages {
    guard message.count <= GRPCFrame.largestSent else {
      return GRPCMessages(
        answer: GRPCAnswer(url: configuration.url) { throw Self.tooLarge(message) })
    }
    let body = HTTPBody.bytes(GRPCFrame.prefix(of: message.count) + message)
    return GRPCMessages(answer: answer(request(method, body, limits)))
  }

  /// A stream of messages for a message: what was asked of the server is whole only when `messages`
  /// has ended. When it throws, the call is broken off and the error passed on. A server that
  /// answers before is not sent the rest.
  package func clientStream<Messages: AsyncSequence & Sendable>(
    _ method: String, _ messages: Messages, limits: GRPCLimits = GRPCLimits()
  ) async throws -> [UInt8] where Messages.Element == [UInt8] {
    let upload = UploadPipe()
    let answer = answer(request(method, .stream(upload), limits))
    return try await withThrowingTaskGroup(of: Bytes?.self) { group in
      group.addTask { try await answer.only() }
      group.addTask {
        for try await message in messages {
          try Self.checkSize(message)
          guard await upload.write(GRPCFrame.prefix(of: message.count), message) else { return nil }
        }
        try Task.checkCancellation()
        upload.finish()
        return nil
      }
      // The first failure ends the other side, too.
      defer { group.cancelAll() }
      while let result = try await group.next() {
        if let result { return result }
      }
      throw CancellationError()
    }
  }

  private static func checkSize(_ message: Bytes) throws(GRPCError) {
    guard message.count <= GRPCFrame.largestSent else { throw tooLarge(message) }
  }

  private static func tooLarge(_ message: Bytes) -> GRPCError {
    .client(
      .resourceExhausted,
      "a message of \(message.count) bytes is not sent: pachd takes at most "
        + "\(GRPCFrame.largestSent) (20 MiB)")
  }

  private func answer(_ request: HTTPRequest) -> GRPCAnswer {
    GRPCAnswer(url: configuration.url) { try await HTTP2Call.open(request) }
  }

  private func request(_ method: String, _ body: HTTPBody, _ limits: GRPCLimits) -> HTTPRequest {
    var headers = [
      HTTPField("Content-Type", "application/grpc"), HTTPField("TE", "trailers"),
      HTTPField("Grpc-Accept-Encoding", "identity"), HTTPField("User-Agent", "tagline"),
    ]
    if let deadline = limits.deadline {
      headers.append(HTTPField("Grpc-Timeout", GRPCTimeout.field(seconds: Double(deadline))))
    }
    if let token = configuration.token { headers.append(HTTPField("Authn-Token", token)) }
    let time = TimeLimits(
      connect: configuration.connectLimit, stall: limits.stall, total: limits.deadline)
    var request = HTTPRequest(
      method: "POST", url: configuration.url + method, headers: headers + configuration.headers,
      body: body, limits: time)
    request.authorities = configuration.authorities
    return request
  }
}
