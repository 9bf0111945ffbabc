import LabelCore

/// One task of an export.
enum ExportedTask {
  /// The task as 0.x stores it, whichever form it has.
  static func object(parsing bytes: [UInt8]) throws(ObjectProblem) -> TaskObject {
    try TargetObject(parsing: bytes).object
  }

  /// The same; `place` is for saying what is wrong with it.
  static func object(_ bytes: [UInt8], in place: String) throws -> TaskObject {
    do throws(ObjectProblem) {
      return try object(parsing: bytes)
    } catch {
      throw WorkspaceError(
        .invalidConfig, place,
        "\(place) holds no task of a JSON export with its completions or annotations "
          + "(\(error.sentence))")
    }
  }
}
