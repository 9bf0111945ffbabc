package import LabelCore

/// `source` or `target` of a config.json of Label Studio 0.8: where tasks come from, or where labels go.
package struct StorageSettings: Equatable, Sendable {
  /// `s3` for a source, `s3-completions` for a target.
  package var type: String
  /// The bucket as Label Studio names it, `master.raw_data`.
  package var path: String
  /// The parameters as they are in the file, unknown ones included.
  package var params: JSON

  package init(type: String, path: String, params: JSON = .object([])) {
    self.type = type
    self.path = path
    self.params = params
  }

  /// Reads a storage; fails in words that name what is missing.
  init(_ value: JSON?, of name: String, in file: String) throws {
    guard let value, let path = value["path"]?.stringValue, !path.isEmpty else {
      throw WorkspaceError(.invalidConfig, file, "\(file) says no path for its \(name)")
    }
    let type = value["type"]?.stringValue ?? ""
    guard type == "s3" || type == "s3-completions" else {
      throw WorkspaceError(
        .invalidConfig, file,
        "\(file): \(name) has the type \"\(type)\"; Tagline reads s3 and s3-completions")
    }
    var params = value["params"] ?? .object([])
    if params.members == nil { params = .object([]) }
    self.init(type: type, path: path, params: params)
  }

  /// The branch behind the bucket: `master.raw_data` is `raw_data@master`, `raw_data` as well.
  package var branch: Branch {
    let parts = path.split(separator: ".", maxSplits: 1).map(String.init)
    return parts.count == 2
      ? Branch(repo: parts[1], name: parts[0]) : Branch(repo: path, name: "master")
  }

  /// What Label Studio puts before a key: `s3://master.raw_data/`.
  package var address: String { "s3://\(path)/" }

  /// A directory without slashes around it; empty for the whole branch.
  package var prefix: String {
    let text = params["prefix"]?.stringValue ?? ""
    return String(text.drop { $0 == "/" }.reversed().drop { $0 == "/" }.reversed())
  }

  /// The path of a key's file in the branch.
  package func file(_ key: String) -> String { "/" + key }

  /// The key of an object in the target.
  package func objectKey(_ number: Int) -> String {
    prefix.isEmpty ? String(number) : "\(prefix)/\(number)"
  }

  /// The number that Label Studio would file an object under; nil for other paths.
  func number(of path: String) -> Int? {
    let name = prefix.isEmpty ? path[...] : path.dropFirst(prefix.count + 1)
    return Int(name).flatMap { objectKey($0) == path ? $0 : nil }
  }

  /// Python pattern for whole keys; nil lets all through.
  package var regex: String? {
    let text = params["regex"]?.stringValue ?? ""
    return text.isEmpty ? nil : text
  }

  /// Whether labels keep `s3://…` in place of the text; Label Studio's default is true.
  package var usesBlobURLs: Bool { params["use_blob_urls"]?.boolValue ?? true }

  /// The data key that holds the address of a blob.
  package var dataKey: String? {
    let text = params["data_key"]?.stringValue ?? ""
    return text.isEmpty ? nil : text
  }

  /// Whether objects are also written to `completions/`; Label Studio's default is true.
  package var createsLocalCopy: Bool { params["create_local_copy"]?.boolValue ?? true }

  /// Names of parameters that hold credentials.
  package var secrets: [String] {
    let names = ["aws_access_key_id", "aws_secret_access_key", "aws_session_token"]
    return names.filter { !(params[$0]?.stringValue ?? "").isEmpty }
  }

  /// As config.json holds it, without credentials.
  var json: JSON {
    var params = params
    for name in secrets { params[name] = nil }
    return ["type": .string(type), "path": .string(path), "params": params]
  }
}
