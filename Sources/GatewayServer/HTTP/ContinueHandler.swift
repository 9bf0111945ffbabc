import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Answers `Expect: 100-continue`, which Hummingbird 2.28 does not: boto3 and curl otherwise wait a
/// second before each body.
///
/// The answer waits until the response before it on the connection is complete.
final class ContinueHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// Requests read whose response is not written yet.
  private var unanswered = 0
  private var isOwed = false

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .head(let head) = unwrapInboundIn(data) {
      unanswered += 1
      if head.headerFields[.expect]?.lowercased() == "100-continue" {
        isOwed = true
        answerIfDue(context)
      }
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let part = unwrapOutboundIn(data)
    // A final answer given before the body was asked for makes the interim one pointless.
    if case .head = part, unanswered == 1 { isOwed = false }
    context.write(data, promise: promise)
    if case .end = part {
      unanswered -= 1
      answerIfDue(context)
    }
  }

  private func answerIfDue(_ context: ChannelHandlerContext) {
    guard isOwed, unanswered == 1 else { return }
    isOwed = false
    let interim = HTTPResponsePart.head(HTTPResponse(status: .continue))
    context.writeAndFlush(wrapOutboundOut(interim), promise: nil)
  }
}
