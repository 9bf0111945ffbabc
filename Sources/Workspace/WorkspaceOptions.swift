import Foundation
package import Logging

/// How a workspace is opened, and what it takes from its surroundings so that tests can say it.
package struct WorkspaceOptions: Sendable {
  /// Who decides; written into completions.
  package var annotator: String
  /// Opens without the writer's lock: nothing can be saved, synced or sent.
  package var isReadOnly = false
  /// Goes on when the workspace was last used with another store, and records the new one.
  package var acceptsOtherStore = false
  /// Goes on with labels that the labeling config cannot hold: they stay as they are.
  package var acceptsUnfitLabels = false
  package var policy = FlushPolicy()
  /// Unix seconds.
  package var now: @Sendable () -> Double = { Date().timeIntervalSince1970 }
  /// A new id of a completion of ours, unique in the world.
  package var makeUID: @Sendable () -> String = { UUID().uuidString.lowercased() }
  /// A new region id: ten characters of `A-Za-z0-9_-`, as Label Studio's page makes them.
  package var makeRegionID: @Sendable () -> String = WorkspaceOptions.randomRegionID
  /// Bytes of raw files kept in project.db, so that work goes on while the store is away.
  package var cacheLimit = 256 << 20
  /// A raw file of more bytes goes by way of the disk and is held piece by piece.
  package var heldFile = 4 << 20
  /// Waits after others came first so many times; chance keeps those apart who would meet again.
  package var giveWay: @Sendable (Int) async throws -> Void = WorkspaceOptions.waitAtRandom
  package var logger: Logger?

  package init(annotator: String) {
    self.annotator = annotator
  }

  /// Up to 0.1 s the first time, then twice as long each time, up to 2 s.
  private static func waitAtRandom(_ times: Int) async throws {
    let longest = min(2, 0.05 * pow(2, Double(min(times, 10))))
    try await Task.sleep(for: .seconds(Double.random(in: 0...longest)))
  }

  private static let regionAlphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")

  private static func randomRegionID() -> String {
    String((0..<10).map { _ in regionAlphabet[Int.random(in: 0..<regionAlphabet.count)] })
  }
}
