import LabelCore

/// One task of an export.
enum ExportedTask {
  /// The task as 0.x stores it: 1.x's `annotations` are called completions there.
  static func object(parsing bytes: [UInt8]) throws(ObjectProblem) -> TaskObject {
    let tree: JSON
    do throws(JSONError) {
      tree = try JSON(parsing: bytes)
    } catch {
      throw ObjectProblem(.notJSON, detail: error.description)
    }
    return try TaskObject(tree.renaming("annotations", to: "completions"))
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
