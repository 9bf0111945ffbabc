import ArgumentParser

/// The command line of Label Studio 0.8.2's `start` and `init`: its names, short forms and defaults.
struct LabelStudioOptions: ParsableArguments {
  @Argument(help: "The workspace: a Label Studio 0.x project directory.")
  var directory: String

  @Flag(help: "Make the workspace first.")
  var `init` = false

  @Flag(help: "With --init: write config and id files anew. What was labelled here stays.")
  var force = false

  @Option(name: .shortAndLong, help: "Where tasks come from: s3.")
  var source: String?

  @Option(help: ArgumentHelp("The source as branch.repo.", valueName: "branch.repo"))
  var sourcePath: String?

  @Option(help: ArgumentHelp("JSON: use_blob_urls, regex, prefix, data_key.", valueName: "json"))
  var sourceParams: String?

  @Option(name: .shortAndLong, help: "Where labels go: s3-completions.")
  var target: String?

  @Option(help: ArgumentHelp("The target as branch.repo.", valueName: "branch.repo"))
  var targetPath: String?

  @Option(help: ArgumentHelp("JSON: prefix, create_local_copy.", valueName: "json"))
  var targetParams: String?

  @Option(
    name: [.customShort("l"), .customLong("label-config")],
    help: ArgumentHelp("The labeling config, an XML file.", valueName: "file"))
  var labelConfig: String?

  @Option(help: "A labeling config of Label Studio's own: text_classification or text_multi_class.")
  var template: String?

  @Option(name: [.customShort("i"), .customLong("input-path")], help: .hidden)
  var inputPath: String?

  @Option(help: .hidden)
  var inputFormat: String?

  @Option(help: "The order of the tasks: sequential or uniform.")
  var sampling: String?

  @Option(help: ArgumentHelp("The directory that the workspace is in.", valueName: "path"))
  var rootDir: String?

  @OptionGroup var web: WebServerOptions

  /// The names of the flags given that mean nothing without a web server.
  var ignored: [String] { web.given + (inputPath == nil ? [] : ["--input-path"]) }

  /// The names of the flags given that only a new workspace takes.
  var settings: [String] {
    let options = [
      ("--source-path", sourcePath), ("--source-params", sourceParams),
      ("--target-path", targetPath), ("--target-params", targetParams),
      ("--label-config", labelConfig), ("--template", template),
    ]
    return options.filter { $0.1 != nil }.map(\.0)
  }
}

/// Flags of Label Studio 0.8.2 that are about its web server: taken, and ignored with one line.
struct WebServerOptions: ParsableArguments {
  @Option(help: .hidden) var host: String?
  @Option(name: [.customShort("p"), .long], help: .hidden) var port: String?
  @Option(name: .customLong("protocol"), help: .hidden) var webProtocol: String?
  @Option(help: .hidden) var cert: String?
  @Option(help: .hidden) var key: String?
  @Option(help: .hidden) var username: String?
  @Option(help: .hidden) var password: String?
  @Option(help: .hidden) var logLevel: String?
  @Option(name: [.customShort("c"), .customLong("config")], help: .hidden) var config: String?
  @Option(name: [.customShort("o"), .customLong("output-dir")], help: .hidden)
  var outputDir: String?
  @Option(parsing: .upToNextOption, help: .hidden) var mlBackends: [String] = []
  @Option(help: .hidden) var initialProjectDescription: String?
  @Flag(name: [.customShort("b"), .customLong("no-browser")], help: .hidden) var noBrowser = false
  @Flag(name: [.customShort("d"), .customLong("debug")], help: .hidden) var debug = false
  @Flag(name: [.customShort("v"), .customLong("verbose")], help: .hidden) var verbose = false
  @Flag(name: [.customShort("q"), .customLong("quiet")], help: .hidden) var quiet = false
  @Flag(help: .hidden) var useGevent = false
  @Flag(help: .hidden) var webGui = false
  @Flag(help: .hidden) var allowServingLocalFiles = false

  /// The names of those given.
  var given: [String] {
    let options: [(String, Bool)] = [
      ("--host", host != nil), ("--port", port != nil), ("--protocol", webProtocol != nil),
      ("--cert", cert != nil), ("--key", key != nil), ("--username", username != nil),
      ("--password", password != nil), ("--config", config != nil),
      ("--output-dir", outputDir != nil), ("--ml-backends", !mlBackends.isEmpty),
      ("--use-gevent", useGevent), ("--web-gui", webGui), ("--no-browser", noBrowser),
      ("--allow-serving-local-files", allowServingLocalFiles), ("--debug", debug),
      ("--log-level", logLevel != nil),
      ("--initial-project-description", initialProjectDescription != nil),
    ]
    return options.filter(\.1).map(\.0)
  }
}
