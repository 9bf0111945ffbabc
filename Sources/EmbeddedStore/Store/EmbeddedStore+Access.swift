import DataRepository
import Foundation
import GRDB

extension EmbeddedStore {
  /// Runs `body` on a thread of the database, in a snapshot.
  func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
    do {
      return try await database.read(body)
    } catch {
      throw Self.storeError(error, at: place)
    }
  }

  /// Runs `body` as one durable transaction: all or nothing.
  func write<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
    do {
      return try await database.write(body)
    } catch {
      throw Self.storeError(error, at: place)
    }
  }

  static func failing<T>(at place: String, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch {
      throw storeError(error, at: place)
    }
  }

  /// Every failure but a cancellation as a `StoreError`.
  private static func storeError(_ error: any Error, at place: String) -> any Error {
    switch error {
    case is StoreError, is CancellationError:
      error
    case let error as DatabaseError:
      storeError(error, at: place)
    default:
      StoreError(.failed, place, "\(place): \(error.localizedDescription)")
    }
  }

  private static func storeError(_ error: DatabaseError, at place: String) -> any Error {
    switch error.resultCode.primaryResultCode {
    case .SQLITE_INTERRUPT, .SQLITE_ABORT:
      CancellationError()
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      StoreError(.timeout, place, "another process has been writing to \(place) for too long")
    case .SQLITE_FULL:
      StoreError(.failed, place, "no space left on the disk of \(place)")
    case .SQLITE_NOTADB:
      StoreError(.failed, place, "\(place) is not a Tagline store")
    case .SQLITE_CORRUPT:
      StoreError(.failed, place, "\(place) is damaged: \(error.message ?? "no details")")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      StoreError(.forbidden, place, "\(place) cannot be written: \(error.message ?? "read-only")")
    case .SQLITE_CANTOPEN:
      StoreError(.failed, place, "\(place) cannot be opened: \(error.message ?? "no details")")
    default:
      StoreError(.failed, place, "\(place): \(error.message ?? "error \(error.resultCode)")")
    }
  }
}
