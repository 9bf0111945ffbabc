package import DataRepository
import PachydermWire

/// What one request without a signature shows of whatever listens at an address.
package struct ServerProbe: Equatable, Sendable {
  package var status: Int
  /// How long the answer took, with the connection.
  package var seconds: Double
  /// The server's clock by its `Date` header, Unix seconds; to the second.
  package var clock: Double?

  /// - Throws: a `StoreError`, `unreachable` or `timeout` when nothing answers.
  package static func ask(
    _ endpoint: S3Endpoint, authorities: Bytes? = nil
  ) async throws -> ServerProbe {
    var request = HTTPRequest(
      method: "GET", url: endpoint.url + "/",
      limits: TimeLimits(connect: 10, stall: 10, total: 10))
    request.authorities = authorities
    let start = ContinuousClock.now
    do {
      let answer = try await CurlLoop().send(request)
      let spent = ContinuousClock.now - start
      return ServerProbe(
        status: answer.head.status, seconds: spent / .seconds(1),
        clock: answer.head["Date"].flatMap(WireTime.parseHTTP))
    } catch {
      guard error.kind != .cancelled else { throw CancellationError() }
      throw S3Failure.sentence(error, endpoint: endpoint)
    }
  }
}
