import LabelCore
import Workspace

/// What a sync did, in lines and as JSON.
struct SyncWords: Sendable {
  let pulled: SyncReport
  let sent: FlushReport
  /// Where labels go, `labeled_data@master`.
  let target: String

  var lines: [String] {
    var lines = [
      "\(count(pulled.added, "new text")), \(pulled.changed) changed, \(pulled.gone) gone"
    ]
    if pulled.outdated > 0 {
      let labels = count(pulled.outdated, "label")
      lines.append("\(labels) on a text that changed or went: tagline reconcile shows which")
    }
    if pulled.unreadable > 0 {
      lines.append(
        "\(count(pulled.unreadable, "text")) cannot be read: tagline status --unreadable")
    }
    if pulled.foreign > 0 {
      lines.append(
        "\(count(pulled.foreign, "new file")) of a kind that Label Studio 0.x does not open: "
          + "\(WorkspaceStatus.foreignKinds)")
    }
    if pulled.objects > 0 {
      lines.append("\(count(pulled.objects, "labelled object")) read from \(target)")
    }
    if pulled.unmatched > 0 {
      lines.append("\(count(pulled.unmatched, "object")) of \(target) belong to no task here")
    }
    if pulled.misfiled > 0 {
      let mended = count(pulled.misfiled, "object")
      lines.append("\(mended) that Label Studio misfiled put right")
    }
    if let commit = sent.commitWords {
      lines.append("\(count(sent.tasks, "label")) sent to \(target), \(commit)")
    } else {
      lines.append("nothing to send to \(target)")
    }
    return lines + sent.conflicts.map { "conflict: task \($0.taskID): \($0.message)" }
  }

  var json: JSON {
    .members(
      ("added", .int(pulled.added)), ("changed", .int(pulled.changed)),
      ("gone", .int(pulled.gone)), ("outdated", .int(pulled.outdated)),
      ("unreadable", .int(pulled.unreadable)), ("foreign", .int(pulled.foreign)),
      ("objects", .int(pulled.objects)), ("unmatched", .int(pulled.unmatched)),
      ("misfiled", .int(pulled.misfiled)), ("sent", .int(sent.tasks)),
      ("commit", sent.commit.map { sent.isOneCommit ? .string($0) : .null } ?? .null),
      (
        "conflicts",
        .array(
          sent.conflicts.map {
            .members(("task", .int($0.taskID)), ("message", .string($0.message)))
          })
      ))
  }

  private func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
