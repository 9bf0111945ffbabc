import LabelCore

/// What is printed on the normal screen after a session: what was done, where it is, what may come next.
struct Farewell: Equatable, Sendable {
  /// The workspace's directory as the person would type it.
  var directory: String
  /// A command that makes sense now, such as the one that makes a version.
  var nextCommand: String?

  /// Lines without line ends. Names in them are cleaned by whoever prints them.
  func lines(for record: SessionRecord) -> [String] {
    [done(record), sent(record)] + unsent(record) + next(record)
  }

  private func done(_ record: SessionRecord) -> String {
    var text = "\(count(record.labelled, "text")) labelled"
    if record.skipped > 0 { text += ", \(record.skipped) skipped" }
    text += " in this session"
    if let summary = record.summary {
      text += "; \(summary.labelled + summary.skipped) of \(summary.total) done"
    }
    return text + "."
  }

  private func sent(_ record: SessionRecord) -> String {
    let target = record.summary?.target ?? "the target"
    guard record.sentCount > 0, let commit = record.commitWords else {
      return "Nothing was sent to \(target)."
    }
    return "\(count(record.sentCount, "label")) sent to \(target), \(commit)."
  }

  private func unsent(_ record: SessionRecord) -> [String] {
    guard let summary = record.summary, summary.unsent > 0 else { return [] }
    let why = record.trouble ?? summary.trouble
    var lines = ["\(count(summary.unsent, "label")) safe in \(directory)/.tagline, not sent yet."]
    if let why { lines.append("  \(why)") }
    return lines + ["  tagline sync \(directory)     sends them"]
  }

  private func next(_ record: SessionRecord) -> [String] {
    guard let nextCommand, record.summary?.unsent == 0, record.summary?.labelled ?? 0 > 0 else {
      return []
    }
    return ["Next: \(nextCommand)"]
  }

  private func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
