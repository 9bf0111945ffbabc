import LabelCore
import Workspace

/// What `reconcile` says: which labels, and how to get back what was dropped.
struct ReconcileWords: Sendable {
  let report: ReconcileReport
  /// Where labels are.
  let target: Branch
  /// The path of an object of Label Studio 1.x that went; nil for none.
  var annotation: String?

  var lines: [String] {
    let parts = [
      (report.dropped, "dropped"), (report.kept, "kept for the new text"), (report.moved, "moved"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    var lines = [parts.joined(separator: ", ") + (report.commit.map { ", commit \($0)" } ?? "")]
    if let before = report.before {
      lines.append("before it: \(target.repo)@\(before)")
      lines.append("to get one back: " + restoring("ID", before))
      if let annotation {
        lines.append("Label Studio 1.x's by their paths: " + restoring(annotation, before))
      }
    }
    return lines
  }

  private func restoring(_ path: String, _ commit: String) -> String {
    "tagline copy file \(target.repo)@\(commit):/\(path) \(target):/\(path) -o"
  }

  static var listing: ListingFormat<ReconcileItem> {
    ListingFormat<ReconcileItem>(
      headers: ["TASK", "KEY", "LABEL", "BY", "WHY", "WHAT"],
      cells: { item in
        [
          .init("#\(item.taskID)"), .init(DisplayText.cleaned(item.key)),
          .init(DisplayText.cleaned(item.label)),
          .init(DisplayText.cleaned(item.annotators.map(name).joined(separator: ", "))),
          .init(item.reason == .gone ? "raw file gone" : "text changed"),
          .init(DisplayText.cleaned(words(item.action) + words(item.annotations))),
        ]
      },
      json: { item in
        var json: JSON = [
          "task": .int(item.taskID), "key": .string(item.key), "label": .string(item.label),
          "annotators": .array(item.annotators.map { .string($0) }),
          "why": .string(item.reason.rawValue),
        ]
        if !item.annotations.isEmpty {
          json["annotations"] = .array(item.annotations.map { .string($0) })
        }
        switch item.action {
        case .drop: json["action"] = "drop"
        case .keep: json["action"] = "keep"
        case .move(let task):
          json["action"] = "move"
          json["to"] = ["task": .int(task.id), "key": .string(task.key)]
        }
        return json
      },
      raw: { _ in .null })
  }

  private static func name(_ annotator: String) -> String {
    annotator.isEmpty ? "(web page)" : annotator
  }

  /// Objects of 1.x that go along: some of them by name.
  private static func words(_ annotations: [String]) -> String {
    guard !annotations.isEmpty else { return "" }
    let more = annotations.count > 3 ? " and \(annotations.count - 3) more" : ""
    return ", with \(annotations.prefix(3).joined(separator: ", "))\(more)"
  }

  private static func words(_ action: ReconcileItem.Action) -> String {
    switch action {
    case .drop: "drop"
    case .keep: "keep"
    case .move(let task): "move to #\(task.id) \(task.key)"
    }
  }
}
