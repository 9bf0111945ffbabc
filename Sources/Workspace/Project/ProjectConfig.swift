package import LabelCore

/// config.json of a Label Studio 0.8 project. What Tagline does not know stays as it is.
package struct ProjectConfig: Equatable, Sendable {
  package private(set) var tree: JSON
  package private(set) var source: StorageSettings
  package private(set) var target: StorageSettings
  /// Things to tell people: credentials that should not be there.
  package private(set) var warnings: [String]

  /// Reads the bytes of `file`.
  package init(_ bytes: [UInt8], file: String) throws {
    do {
      tree = try JSON(parsing: bytes)
    } catch {
      throw WorkspaceError(.invalidConfig, file, "\(file) is no JSON: \(error)")
    }
    guard tree.members != nil else {
      throw WorkspaceError(.invalidConfig, file, "\(file) holds no JSON object")
    }
    source = try StorageSettings(tree["source"], of: "source", in: file)
    target = try StorageSettings(tree["target"], of: "target", in: file)
    warnings = [("source", source), ("target", target)].flatMap { name, storage in
      storage.secrets.map {
        "\(file): \(name) params hold \($0); keep it in the environment or ~/.aws instead"
      }
    }
  }

  /// What `label-studio init` of 0.8.2 writes.
  package init(source: StorageSettings, target: StorageSettings, server: Server = Server()) {
    self.source = source
    self.target = target
    warnings = []
    tree = [
      "title": "Label Studio",
      "description": "default",
      "protocol": "http://",
      "host": .string(server.host),
      "port": .int(server.port),
      "debug": false,
      "label_config": "config.xml",
      "input_path": .null,
      "output_dir": "completions",
      "instruction": .string(Self.instruction),
      "allow_delete_completions": true,
      "templates_dir": "examples",
      "editor": ["debug": false],
      "sampling": .string(server.sampling),
      "ml_backends": [],
      "task_page_auto_update_timer": 10000,
      "show_project_links_in_multisession": true,
      "source": source.json,
      "target": target.json,
    ]
  }

  /// Settings of Label Studio's web server, which Tagline only passes on.
  package struct Server: Equatable, Sendable {
    package var host = "0.0.0.0"
    package var port = 8080
    package var sampling = "sequential"

    package init() {}
  }

  private static let instruction = """
    <img src='static/images/ls_logo.png'><br> Type some <b>hypertext</b> for annotators here!<br> \
    <a href='https://labelstud.io/guide/labeling.html'>Read more</a> about the labeling interface.
    """

  /// The name of the labeling config's file.
  var labelConfig: String { tree["label_config"]?.stringValue ?? "config.xml" }
  /// The directory of the local copies.
  var outputDirectory: String { tree["output_dir"]?.stringValue ?? "completions" }

  /// The file's bytes as Label Studio writes them.
  package var bytes: [UInt8] { tree.bytes(.indented(2)) }
}
