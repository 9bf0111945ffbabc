import ArgumentParser

/// The commands in the order and groups in which help shows them.
enum CommandList {
  static let groups: [CommandGroup] = [
    CommandGroup(name: "Labeling", subcommands: labeling),
    CommandGroup(name: "Files and versions", subcommands: store),
  ]

  private static let labeling: [any ParsableCommand.Type] = [
    Demo.self, Label.self, Start.self, Init.self, Sync.self, Status.self, Reconcile.self,
    Migrate.self, Annotate.self, Serve.self, Doctor.self,
  ]

  private static let store: [any ParsableCommand.Type] = [
    Create.self, List.self, Inspect.self, Delete.self, Put.self, Get.self, Copy.self,
    GlobCommand.self, Diff.self, Finish.self, Versions.self, Log.self, Compare.self,
    Export.self, Import.self,
  ]
}
