import PachydermWire
import SwiftProtobuf
import Synchronization

@testable import PachydermClient

/// Passes calls on and counts them.
final class CountedCalls: RemoteCalls {
  private let remote: any RemoteCalls
  private let made = Mutex(0)

  init(_ remote: any RemoteCalls) {
    self.remote = remote
  }

  var count: Int { made.withLock { $0 } }
  var address: ClusterAddress { remote.address }
  var largestPiece: Int { remote.largestPiece }

  func call<In: Message, Out: Message>(
    _ method: RemoteMethod<In, Out>, _ message: In, _ effect: CallEffect
  ) async throws -> Out {
    made.withLock { $0 += 1 }
    return try await remote.call(method, message, effect)
  }

  func stream<In: Message, Out: Message>(
    _ method: RemoteMethod<In, Out>, _ message: In, isLive: Bool
  ) -> AsyncThrowingStream<Out, any Error> {
    made.withLock { $0 += 1 }
    return remote.stream(method, message, isLive: isLive)
  }

  func upload<In: Message, Out: Message>(
    _ method: RemoteMethod<In, Out>, _ messages: AsyncThrowingStream<In, any Error>
  ) async throws -> Out {
    made.withLock { $0 += 1 }
    return try await remote.upload(method, messages)
  }
}
