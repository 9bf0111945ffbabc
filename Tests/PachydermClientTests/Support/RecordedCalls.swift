import DataRepository
import Foundation
import LabelCore
import PachydermWire
import SwiftProtobuf
import Synchronization
import TestSupport

@testable import PachydermClient

/// A recorded gRPC call of a real server: what was sent and what was answered.
struct CallRecording: Sendable {
  let method: String
  let requests: [Bytes]
  let responses: [Bytes]
  let status: RPCStatus

  /// One that was made up.
  init(method: String, responses: [Bytes]) {
    (self.method, requests, self.responses) = (method, [], responses)
    status = RPCStatus(.ok, "")
  }

  init(_ file: String) throws {
    let url = fixtures.appending(path: file + ".json")
    let json = try JSON(parsing: Bytes(Data(contentsOf: url)))
    method = json["method"]?.stringValue ?? ""
    requests = Self.messages(json["request_messages"])
    responses = Self.messages(json["response_messages"])
    let code = json["status"]?["code"]?.intValue.flatMap { RPCCode(rawValue: $0) }
    status = RPCStatus(code ?? .dataLoss, json["status"]?["message"]?.stringValue ?? "")
  }

  private static func messages(_ json: JSON?) -> [Bytes] {
    (json?.arrayValue ?? []).compactMap { $0["hex"]?.stringValue.flatMap { Bytes(hex: $0) } }
  }
}

/// Answers as one recorded call was answered, and keeps what it was asked.
final class RecordedCalls: RemoteCalls {
  let address = ClusterAddress(host: "recorded")
  /// So small that a second message is needed for what a recording has in two.
  let largestPiece = 1 << 20
  private let recording: CallRecording
  private let asked = Mutex<[(method: String, messages: [Bytes])]>([])

  init(_ recording: CallRecording) {
    self.recording = recording
  }

  /// The messages of the first call; what was asked after a failure to explain it does not count.
  var sent: (method: String, messages: [Bytes])? { asked.withLock { $0.first } }

  var count: Int { asked.withLock { $0.count } }

  func call<In: Message, Out: Message>(
    _ method: RemoteMethod<In, Out>, _ message: In, _ effect: CallEffect
  ) async throws -> Out {
    // Whether a repo is there when its branch is not: it is.
    guard note(method.path, [try message.serializedBytes()]) else { return Out() }
    return try answers(Out.self).first ?? Out()
  }

  func stream<In: Message, Out: Message>(
    _ method: RemoteMethod<In, Out>, _ message: In, isLive: Bool
  ) -> AsyncThrowingStream<Out, any Error> {
    AsyncThrowingStream { continuation in
      do {
        _ = note(method.path, [try message.serializedBytes()])
        for answer in try decoded(Out.self) { continuation.yield(answer) }
        continuation.finish(throwing: recording.status.code == .ok ? nil : recording.status)
      } catch {
        continuation.finish(throwing: error)
      }
    }
  }

  func upload<In: Message, Out: Message>(
    _ method: RemoteMethod<In, Out>, _ messages: AsyncThrowingStream<In, any Error>
  ) async throws -> Out {
    var sent: [Bytes] = []
    for try await message in messages { sent.append(try message.serializedBytes()) }
    _ = note(method.path, sent)
    return try answers(Out.self).first ?? Out()
  }

  /// False for a call that is not the recorded one.
  private func note(_ method: String, _ messages: [Bytes]) -> Bool {
    asked.withLock { $0.append((method, messages)) }
    return method == recording.method
  }

  private func answers<Out: Message>(_ type: Out.Type) throws -> [Out] {
    guard recording.status.code == .ok else { throw recording.status }
    return try decoded(type)
  }

  private func decoded<Out: Message>(_ type: Out.Type) throws -> [Out] {
    try recording.responses.map { try Out(serializedBytes: $0) }
  }
}
