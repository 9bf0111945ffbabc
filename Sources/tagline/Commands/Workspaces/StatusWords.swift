import DataRepository
import LabelCore
import Workspace

/// What `status` says of a workspace, in lines and as JSON.
struct StatusWords: Sendable {
  let status: WorkspaceStatus
  /// Unix seconds.
  let now: Double

  private var summary: SessionSummary { status.summary }
  private var done: Int { summary.labelled + summary.skipped }
  private var open: Int { max(0, summary.total - done - summary.unreadable) }

  var lines: [String] {
    var lines = [
      "workspace   \(status.directory)",
      "store       \(status.store.kind) \(status.store.place)",
      "source      \(summary.source)",
      "target      \(summary.target)",
      "texts       \(summary.total)",
      "done        \(done) (\(summary.labelled) labelled, \(summary.skipped) skipped)",
      "open        \(open)",
      "unsent      \(summary.unsent)",
      "stale       \(summary.stale)",
      "orphaned    \(summary.orphans)"
        + (summary.keptOrphans > 0 ? " (\(summary.keptOrphans) to be kept)" : ""),
      "unreadable  \(summary.unreadable)"
        + (summary.unreadable > 0 ? "   (--unreadable lists them with the reasons)" : ""),
      "synced      \(status.syncedAt.map { HumanUnits.ago($0, now: now) } ?? "never")",
    ]
    lines += summary.counts.map { "label       \($0.label): \($0.count)" }
    lines += (status.unfit?.lines ?? []).map { "unfit       \($0)" }
    if let trouble = summary.trouble { lines.append("trouble     \(trouble)") }
    lines += status.unmatched.map { "unmatched   \($0.path): \($0.reason)" }
    if status.emptied > 0 {
      lines.append(
        "note        \(status.emptied) open here have an empty list of completions: "
          + "Label Studio counts them done")
    }
    return lines + status.warnings.map { "warning     \($0)" }
  }

  var json: JSON {
    .object(workspaceMembers + countMembers + troubleMembers)
  }

  private var workspaceMembers: [JSON.Member] {
    [
      .init("directory", .string(status.directory)),
      .init(
        "store",
        .members(
          ("kind", .string(status.store.kind)), ("id", .string(status.store.id)),
          ("place", .string(status.store.place)))),
      .init("source", .string(summary.source)), .init("target", .string(summary.target)),
      .init("source_commit", text(status.sourceCommit)),
      .init("target_commit", text(status.targetCommit)),
      .init("synced", status.syncedAt.map { .string(HumanUnits.timestamp($0)) } ?? .null),
    ]
  }

  private var countMembers: [JSON.Member] {
    [
      .init("total", .int(summary.total)), .init("done", .int(done)), .init("open", .int(open)),
      .init("labelled", .int(summary.labelled)), .init("skipped", .int(summary.skipped)),
      .init("unsent", .int(summary.unsent)), .init("stale", .int(summary.stale)),
      .init("orphaned", .int(summary.orphans)),
      .init("orphans_kept", .int(summary.keptOrphans)),
      .init("unreadable", .int(summary.unreadable)),
      .init("emptied", .int(status.emptied)),
      .init("labels", .object(summary.counts.map { .init($0.label, .int($0.count)) })),
    ]
  }

  private var troubleMembers: [JSON.Member] {
    [
      .init("trouble", text(summary.trouble)),
      .init("unfit", .array((status.unfit?.places ?? []).map(Self.json))),
      .init(
        "unmatched",
        .array(
          status.unmatched.map {
            .members(("path", .string($0.path)), ("reason", .string($0.reason)))
          })),
      .init("warnings", .array(status.warnings.map { .string($0) })),
    ]
  }

  private static func json(_ place: UnfitLabels.Place) -> JSON {
    .members(
      ("control", .string(place.label.fromName)), ("to_name", .string(place.label.toName)),
      ("type", .string(place.label.type)), ("value", .string(place.label.value)),
      ("labels", .int(place.label.count)), ("tasks", .int(place.tasks)),
      ("examples", .array(place.examples.map { .int($0) })))
  }

  private func text(_ text: String?) -> JSON {
    text.map { .string($0) } ?? .null
  }
}
