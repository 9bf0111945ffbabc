import DataRepository
import PachydermWire
import SwiftProtobuf

/// Calls of pachd over one transport. What pachd itself says of a failure is thrown as `RPCStatus`,
/// all else as `StoreError` or `CancellationError`.
protocol RemoteCalls: Sendable {
  /// For people and logs.
  var address: ClusterAddress { get }
  /// Bytes of a file that fit into one message with room to spare.
  var largestPiece: Int { get }

  /// A message for a message.
  func call<In: Message, Out: Message>(
    _ method: RemoteMethod<In, Out>, _ message: In, _ effect: CallEffect
  ) async throws -> Out

  /// A message for a stream of them, at the reader's pace; it is asked for when the first is read.
  /// - Parameter isLive: nothing may come for as long as it likes.
  func stream<In: Message, Out: Message>(
    _ method: RemoteMethod<In, Out>, _ message: In, isLive: Bool
  ) -> AsyncThrowingStream<Out, any Error>

  /// A stream of messages for a message. Nothing has taken effect unless the stream came to its end.
  func upload<In: Message, Out: Message>(
    _ method: RemoteMethod<In, Out>, _ messages: AsyncThrowingStream<In, any Error>
  ) async throws -> Out
}

/// Whether a call may be sent again when it is not known what came of it.
enum CallEffect: Sendable {
  case reads
  case writes
}

extension RemoteCalls {
  func unreadable(_ what: String) -> StoreError {
    StoreError(.failed, "\(address)", "\(address) does not answer as pachd does: \(what)")
  }
}
