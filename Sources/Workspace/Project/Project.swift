import Foundation
package import LabelCore

/// A Label Studio 0.x project directory as it stands on disk.
package struct Project: Sendable {
  /// Without a slash at the end.
  package let directory: String
  package let config: ProjectConfig
  package let labeling: LabelingConfig

  /// What reading and writing results needs of the labeling config.
  package var schema: ResultSchema { labeling.resultSchema }

  /// Reads the project in `directory`; changes nothing.
  package static func open(_ directory: String) throws -> Project {
    let directory = trimmed(directory)
    guard let bytes = try AtomicFile.read(directory + "/config.json") else {
      if FileManager.default.fileExists(atPath: directory) {
        throw WorkspaceError(
          .notFound, directory,
          "\(directory) is no workspace yet, as it has no config.json; add --init to make it one")
      }
      throw WorkspaceError(
        .notFound, directory,
        "Project directory \"\(directory)\" not found. Did you miss create it first with "
          + "`tagline init \(directory)` ?")
    }
    let config = try ProjectConfig(bytes, file: directory + "/config.json")
    let path = directory + "/" + config.labelConfig
    guard let xml = try AtomicFile.read(path) else {
      throw WorkspaceError(.invalidConfig, path, "\(path), the labeling config, is missing")
    }
    do {
      return Project(
        directory: directory, config: config, labeling: try LabelingConfig(parsing: xml))
    } catch {
      throw WorkspaceError(.invalidConfig, path, "\(path), \(error)")
    }
  }

  static func trimmed(_ directory: String) -> String {
    var directory = directory
    while directory.count > 1, directory.hasSuffix("/") { directory.removeLast() }
    return directory
  }

  package var stateDirectory: String { directory + "/.tagline" }
  var databasePath: String { stateDirectory + "/project.db" }
  var lockPath: String { stateDirectory + "/lock" }
  var sourceFile: String { directory + "/source.json" }
  var targetFile: String { directory + "/target.json" }
  /// Where Label Studio's local copies of labelled tasks lie.
  package var copies: String { directory + "/" + config.outputDirectory }

  func makeStateDirectory(isReadOnly: Bool) throws {
    guard !isReadOnly else {
      guard FileManager.default.fileExists(atPath: databasePath) else {
        throw WorkspaceError(
          .readOnly, directory, "\(directory) was never opened for writing; nothing to read yet")
      }
      return
    }
    do {
      try FileManager.default.createDirectory(
        atPath: stateDirectory, withIntermediateDirectories: true)
    } catch {
      throw WorkspaceError(
        .failed, stateDirectory, "\(stateDirectory) cannot be made: \(error.localizedDescription)")
    }
  }
}
