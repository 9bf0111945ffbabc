import ArgumentParser
import DataRepository
import GatewayServer

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve the embedded store as an S3 gateway, for Label Studio, boto3 and pipelines.",
    discussion: """
      Example: tagline serve --listen 127.0.0.1:30600

      Buckets are branch.repo. Without --credentials any signature whose secret equals the access key is \
      good, and so is none. The address is printed once requests are answered.
      """)

  @Option(help: ArgumentHelp("Address and port; port 0 takes a free one.", valueName: "host:port"))
  var listen = ListenAddress(host: "127.0.0.1", port: 30600)

  @Option(
    help: ArgumentHelp("A file with an access key and a secret on each line.", valueName: "file"))
  var credentials: String?

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    let context = CommandContext(common)
    let store = try await context.openStore(creating: true)
    var configuration = GatewayConfiguration(logger: context.logger("serve"))
    configuration.host = listen.host
    configuration.port = listen.port
    if let credentials {
      let path = Paths.absolute(credentials, in: context.directory)
      configuration.credentials = try CredentialsFile.read(path, console: context.console)
    } else if !listen.isLoopback {
      context.console.warn("everybody who reaches \(listen) can read and write: no --credentials")
    }
    let place = try await store.identity().place
    let (console, listen) = (context.console, listen)
    do {
      try await GatewayServer(store: store, configuration: configuration)
        .run(stoppingOnSignals: true) { port in
          console.talk("serving \(place); ctrl-C ends it")
          try? console.writeLine("http://\(ListenAddress(host: listen.host, port: port))")
          try? console.flush()
        }
    } catch {
      throw Failure(
        .failure,
        "cannot listen on \(listen): \(error)\n"
          + "Take another port: tagline serve --listen 127.0.0.1:0")
    }
  }
}

/// `host:port`, with an IPv6 address in brackets.
struct ListenAddress: ExpressibleByArgument, CustomStringConvertible, Sendable {
  var host: String
  var port: Int

  init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  init?(argument: String) {
    guard let colon = argument.lastIndex(of: ":"),
      let port = Int(argument[argument.index(after: colon)...]), (0...65535).contains(port)
    else { return nil }
    let host = argument[..<colon].drop { $0 == "[" }
    self.port = port
    self.host = host.hasSuffix("]") ? String(host.dropLast()) : String(host)
    if self.host.isEmpty { self.host = "0.0.0.0" }
  }

  var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

  var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
