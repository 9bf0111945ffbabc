import ArgumentParser

/// Flags that every command takes.
struct CommonOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Work on the embedded store in this file.", valueName: "file"))
  var store: String?

  @Option(help: ArgumentHelp("Work on the cluster behind this S3 gateway.", valueName: "url"))
  var endpoint: String?

  @Option(
    help: ArgumentHelp(
      "The cluster's PFS API, [grpc[s]://]host[:port]; none uses the gateway alone.",
      valueName: "address"))
  var pachd: String?

  @Option(help: ArgumentHelp("The cluster's project, from Pachyderm 2.5 on.", valueName: "name"))
  var project: String?

  @Flag(help: "Go on with a workspace that was used with another store.")
  var otherStore = false

  @Flag(
    help:
      "Go on though the labeling config cannot hold labels that are there; they stay as they are.")
  var keepUnfit = false

  @Option(help: "Who labels, instead of TAGLINE_ANNOTATOR, the settings and $USER.")
  var annotator: String?

  @Flag(help: "Plain lines instead of a screen.")
  var plain = false

  @Flag(name: .shortAndLong, help: "Answer yes to every question.")
  var yes = false

  @Option(help: "Colours: auto, always or never.")
  var color: ColourChoice = .auto

  @Option(help: ArgumentHelp("Write a log for debugging to this file.", valueName: "file"))
  var logFile: String?
}

extension ColourChoice: ExpressibleByArgument {}
