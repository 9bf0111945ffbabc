import DataRepository
import PachydermWire
import SwiftProtobuf

/// Calls whose failures are translated.
extension PFSCalls {
  func call<In: Message, Out: Message>(
    _ method: RemoteMethod<In, Out>, _ message: In, _ effect: CallEffect = .reads,
    about subject: PFSSubject
  ) async throws -> Out {
    do {
      return try await remote.call(method, message, effect)
    } catch let status as RPCStatus {
      throw await failure(status, about: subject)
    }
  }

  func upload<In: Message, Out: Message>(
    _ method: RemoteMethod<In, Out>, _ messages: AsyncThrowingStream<In, any Error>,
    about subject: PFSSubject
  ) async throws -> Out {
    do {
      return try await remote.upload(method, messages)
    } catch let status as RPCStatus {
      throw await failure(status, about: subject)
    }
  }

  /// - Parameters:
  ///   - message: made when the first element is asked for.
  ///   - body: turns an answer into elements.
  func stream<In: Message, Out: Message, Element: Sendable>(
    _ method: RemoteMethod<In, Out>, about subject: PFSSubject, isLive: Bool = false,
    _ message: @escaping @Sendable () async throws -> In,
    _ body: @escaping @Sendable (Out) -> Element?
  ) -> AsyncThrowingStream<Element, any Error> {
    let answers = Deferred { try await remote.stream(method, message(), isLive: isLive) }
    return AsyncThrowingStream {
      do {
        while let answer = try await answers.next() {
          if let element = body(answer) { return element }
        }
        return nil
      } catch let status as RPCStatus {
        throw await failure(status, about: subject)
      }
    }
  }

  /// pachd names a branch as missing when the whole repo is: the repo is asked for then.
  private func failure(_ status: RPCStatus, about subject: PFSSubject) async -> StoreError {
    let error = PFSFailure(status: status, subject: subject).sentence
    guard error.code == .branchNotFound else { return error }
    do {
      _ = try await inspectRepo(subject.repo)
    } catch let missing as StoreError where missing.code == .repoNotFound {
      return missing
    } catch {
      // What was said first is what the caller asked for.
    }
    return error
  }
}

/// A stream that is made when its first element is asked for.
actor Deferred<Element: Sendable> {
  private let open: @Sendable () async throws -> AsyncThrowingStream<Element, any Error>
  private var source: AsyncThrowingStream<Element, any Error>.Iterator?

  init(_ open: @escaping @Sendable () async throws -> AsyncThrowingStream<Element, any Error>) {
    self.open = open
  }

  func next() async throws -> Element? {
    var source: AsyncThrowingStream<Element, any Error>.Iterator
    if let opened = self.source {
      source = opened
    } else {
      source = try await open().makeAsyncIterator()
    }
    let element = try await source.next(isolation: self)
    self.source = source
    return element
  }

  nonisolated var stream: AsyncThrowingStream<Element, any Error> {
    AsyncThrowingStream { try await self.next() }
  }
}
