import ArgumentParser
import LabelCore

/// How `put file` cuts a file into many.
struct SplitOptions: ParsableArguments {
  @Option(name: .customLong("split"), help: "Cut the file into records: json, line or csv.")
  var format: RecordFormat?

  @Option(help: ArgumentHelp("Records in each file.", valueName: "n"))
  var targetFileDatums = 0

  @Option(help: ArgumentHelp("Bytes at which a file ends, with its record.", valueName: "n"))
  var targetFileBytes = 0

  @Option(help: ArgumentHelp("Records at the top that go into every file.", valueName: "n"))
  var headerRecords = 0

  var grouping: RecordGrouping {
    RecordGrouping(datums: targetFileDatums, bytes: targetFileBytes, headers: headerRecords)
  }

  func validate() throws {
    guard [targetFileDatums, targetFileBytes, headerRecords].allSatisfy({ $0 >= 0 }) else {
      throw ValidationError(
        "--target-file-datums, --target-file-bytes and --header-records count up from 0")
    }
    guard format != nil || grouping.isDefault else {
      throw ValidationError(
        "cannot set split options (--target-file-bytes, --target-file-datums, or --header-records) "
          + "without the --split flag")
    }
  }
}

extension RecordFormat: ExpressibleByArgument {}
