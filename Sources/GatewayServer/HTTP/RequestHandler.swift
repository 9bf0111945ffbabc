import Hummingbird
import HummingbirdCore

/// One interface that is served on the port, such as S3 or PFS's REST.
protocol RequestHandler: Sendable {
  /// Whether the request is for this interface; decided by its head.
  func takes(_ request: Request) -> Bool
  /// Answers; failures are answers too.
  func respond(to request: Request) async -> Response
}

/// Gives each request to the first handler that takes it.
struct Dispatcher: HTTPResponder {
  typealias Context = BasicRequestContext

  let handlers: [any RequestHandler]

  func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
    for handler in handlers where handler.takes(request) {
      return await handler.respond(to: request)
    }
    return Response(status: .notFound)
  }
}
