import ArgumentParser
import Glibc

/// The program's entry: parses, runs, and ends with a status of the contract.
@main
struct Main {
  static func main() async {
    exit(await run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  /// Runs one command line and says how it ended; errors are on standard error by then.
  static func run(_ arguments: [String]) async -> ProgramStatus {
    do {
      var command = try await Tagline.asyncParseAsRoot(arguments)
      if var asyncCommand = command as? any AsyncParsableCommand {
        try await asyncCommand.run()
      } else {
        try command.run()
      }
      return .good
    } catch let error as QuietExit {
      return error.status
    } catch {
      return report(error)
    }
  }

  /// Help and version go to standard output; wrong use shows the usage; all else is a sentence.
  private static func report(_ error: any Error) -> ProgramStatus {
    let code = Tagline.exitCode(for: error)
    if code == .success {
      print(Tagline.fullMessage(for: error))
      return .good
    }
    if code == .validationFailure {
      Console.complain(Tagline.fullMessage(for: error))
      return .wrongUse
    }
    let failure = Failure(error)
    Console.complain(DisplayText.cleaned(failure.message, keepingLines: true))
    return failure.status
  }
}

/// The root of all commands.
struct Tagline: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tagline",
    abstract: "Label text in a terminal; keep data and labels in a versioned store.",
    discussion: """
      Begin with

        tagline demo
        tagline label mails.csv --labels urgent,normal,spam
        tagline start my-project/ --init --source-path master.raw_data --target-path master.labeled_data

      Every command explains itself with --help, an example first.
      """,
    version: Version.current,
    groupedSubcommands: CommandList.groups)

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  /// Without a command: back to the workspace that was open last.
  func run() async throws {
    let context = CommandContext(common)
    let known = WorkspaceRegistry(userFiles: context.userFiles).entries()
    guard let last = known.first else {
      try context.console.writeLine(Begin.lines)
      return try context.console.flush()
    }
    try await LabelingSession(context: context, directory: last.directory).run()
  }
}
