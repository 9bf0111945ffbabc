import DataRepository
import LabelCore
import Workspace

/// Makes a workspace of somebody's own file.
struct FileImport: Sendable {
  /// Absolute.
  let path: String
  /// Nil finds it.
  var textColumn: String?
  /// What the labeling config shows.
  var fields: [String] = []

  /// `mails-labels` beside `mails.csv`.
  static func workspaceName(for file: String) -> String {
    "\(Paths.parent(file))/\(stem(file))-labels"
  }

  /// Fails when the workspace holds the texts of another file: `mails.txt` beside `mails.csv`.
  static func checkOrigin(of directory: String, file: String) throws {
    guard let bytes = try? LocalFiles.read(directory + "/source.json"),
      let tree = try? JSON(parsing: bytes), let first = IDFile(tree)?.entries.values.first
    else { return }
    let parts = first.key.split(separator: "/")
    guard parts.count > 2, parts[2] != file else { return }
    throw Failure(
      .conflict,
      "\(directory) holds the texts of \(parts[2]); give \(file) one of its own: --workspace DIR")
  }

  /// Puts the texts into the store as one commit and makes the project. A store that nobody used yet gets
  /// them in `raw_data@master`; else they get a branch named like the file, so that no two files mix.
  func makeWorkspace(
    _ directory: String, config: Bytes, in store: any VersionedStore, on console: Console
  ) async throws {
    let rows = try await rows()
    let branch = try await isUnused(store) ? "master" : Self.branchName(for: path)
    var plan = ProjectPlan(
      directory: directory, source: Branch(repo: "raw_data", name: branch),
      target: Branch(repo: "labeled_data", name: branch))
    plan.labelConfig = config
    try await WorkspaceSetup.create(
      plan, importing: rows, as: Paths.name(path), into: store)
    console.talk(
      "\(rows.count) \(rows.count == 1 ? "text" : "texts") of \(Paths.name(path)) are in raw_data@\(branch); "
        + "labels go to labeled_data@\(branch), the workspace is \(directory)")
  }

  private func rows() async throws -> [JSON] {
    guard let format = ImportFormat(fileName: path) else {
      throw Failure.usage(
        "\(path): the name must end in .csv, .tsv, .json, .jsonl or .txt, to say what is in it")
    }
    var options = ImportOptions(file: path, format: format)
    options.textColumn = textColumn
    options.fields = fields
    var reader = TaskImport(options)
    var rows: [JSON] = []
    do {
      for try await piece in try LocalFiles.pieces(of: path) { rows += try reader.append(piece) }
      rows += try reader.finish()
    } catch let error as ImportError {
      throw Failure(.failure, "\(error)")
    }
    return rows
  }

  /// Whether neither of the two branches has a commit, or exists.
  private func isUnused(_ store: any VersionedStore) async throws -> Bool {
    for repo in ["raw_data", "labeled_data"] {
      do {
        let branch = Branch(repo: repo, name: "master")
        if try await store.inspectBranch(branch).head != nil { return false }
      } catch let error as StoreError where error.code.isAbsence {
        continue
      }
    }
    return true
  }

  private static func stem(_ file: String) -> String {
    let name = Paths.name(file)
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// What branches may be called: letters, digits, `_` and `-`.
  static func branchName(for file: String) -> String {
    let name = String(
      stem(file).map { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" ? $0 : "-" })
    return name == "master" ? "master-file" : name
  }
}
