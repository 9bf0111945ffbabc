import DataRepository
import LabelCore
import PachydermWire
import SwiftProtobuf

/// Calls over gRPC, all releases.
struct GRPCClient: RemoteCalls {
  let configuration: ClusterConfiguration
  private let channel: GRPCChannel

  init(_ configuration: ClusterConfiguration) {
    self.configuration = configuration
    var server = GRPCConfiguration(url: configuration.address.url, token: configuration.token)
    server.headers = configuration.headers
    server.authorities = configuration.authorities
    channel = GRPCChannel(server)
  }

  var address: ClusterAddress { configuration.address }
  /// As Pachyderm's own client sends; a message may have 20 MiB.
  var largestPiece: Int { 10 << 20 }

  func call<In: Message, Out: Message>(
    _ method: RemoteMethod<In, Out>, _ message: In, _ effect: CallEffect
  ) async throws -> Out {
    let request = try bytes(of: message)
    return try await repeating(effect) {
      try self.message(await channel.unary(method.path, request))
    }
  }

  func stream<In: Message, Out: Message>(
    _ method: RemoteMethod<In, Out>, _ message: In, isLive: Bool
  ) -> AsyncThrowingStream<Out, any Error> {
    let reader = GRPCReader<Out>(client: self) {
      let limits = GRPCLimits(stall: isLive ? 0 : GRPCLimits().stall)
      return channel.serverStream(method.path, try bytes(of: message), limits: limits)
    }
    return AsyncThrowingStream { try await reader.next() }
  }

  func upload<In: Message, Out: Message>(
    _ method: RemoteMethod<In, Out>, _ messages: AsyncThrowingStream<In, any Error>
  ) async throws -> Out {
    let source = Deferred { messages }
    let requests = AsyncThrowingStream { try await source.next().map { try self.bytes(of: $0) } }
    do {
      return try message(await channel.clientStream(method.path, requests))
    } catch let error as GRPCError {
      throw translated(error)
    }
  }

  // MARK: Messages

  private func bytes(of message: some Message) throws -> Bytes {
    do {
      return try message.serializedBytes()
    } catch {
      throw unreadable("a message cannot be written: \(error)")
    }
  }

  func message<Out: Message>(_ bytes: Bytes) throws -> Out {
    do {
      return try Out(serializedBytes: bytes)
    } catch {
      throw unreadable("a message is no \(Out.protoMessageName): \(error)")
    }
  }

  // MARK: Failures

  /// Sends again what reads, as often as the configuration allows.
  func repeating<Answer: Sendable>(
    _ effect: CallEffect, _ send: @Sendable () async throws -> Answer
  ) async throws
    -> Answer
  {
    var number = 0
    while true {
      number += 1
      do {
        return try await send()
      } catch let error as GRPCError {
        let wait = configuration.retries.wait(
          after: Self.outcome(error), number: number, isRepeatable: effect == .reads,
          chance: Double.random(in: 0...1))
        guard let wait else { throw translated(error) }
        try await Task.sleep(for: .seconds(wait))
      }
    }
  }

  private static func outcome(_ error: GRPCError) -> RetryPolicy.Outcome {
    switch error.source {
    case .transport(let kind): .failure(kind)
    case .http(let status): .status(status)
    // A proxy says so of a server that is starting.
    case .server where error.status.code == .unavailable: .status(504)
    case .server, .client: .failure(.invalid)
    }
  }

  /// pachd's own status as it is.
  func translated(_ error: GRPCError) -> any Error {
    let message = error.status.message
    switch error.source {
    case .server: return error.status
    case .transport(.cancelled): return CancellationError()
    case .transport(.unreachable):
      return failure(.unreachable, message + "; is pachd running, and its address right?")
    case .transport(.timeout): return failure(.timeout, message)
    case .transport(.broken), .transport(.tls): return failure(.unreachable, message)
    case .http(401), .http(407): return failure(.unauthorized, message)
    case .http(403): return failure(.forbidden, message)
    case .http where error.status.code == .unavailable: return failure(.unreachable, message)
    case .transport, .http, .client: return failure(.failed, message)
    }
  }

  private func failure(_ code: StoreError.Code, _ message: String) -> StoreError {
    StoreError(code, "\(address)", message)
  }
}

/// The messages of a server's stream; asked for again when it fails before the first.
actor GRPCReader<Out: Message> {
  private let client: GRPCClient
  private let open: @Sendable () throws -> GRPCMessages
  private var messages: GRPCMessages.Iterator?

  init(client: GRPCClient, open: @escaping @Sendable () throws -> GRPCMessages) {
    self.client = client
    self.open = open
  }

  func next() async throws -> Out? {
    do {
      guard var messages else { return try await first() }
      return try await messages.next().map { try client.message($0) }
    } catch let error as GRPCError {
      throw client.translated(error)
    }
  }

  private func first() async throws -> Out? {
    let (bytes, rest) = try await client.repeating(.reads) { [open] in
      var messages = try open().makeAsyncIterator()
      return (try await messages.next(), messages)
    }
    messages = rest
    return try bytes.map { try client.message($0) }
  }
}
