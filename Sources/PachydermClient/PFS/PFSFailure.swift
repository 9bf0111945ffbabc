import DataRepository
import Foundation
import PachydermWire

/// Turns what pachd said into an error in 1.13's words.
///
/// Up to 2.0 all errors have the code UNKNOWN, and later many still have: the text decides, and the
/// code only where the text says nothing.
struct PFSFailure {
  let status: RPCStatus
  let subject: PFSSubject

  var sentence: StoreError {
    missing ?? refusal ?? rights
      ?? StoreError(code, "\(subject)", status.message.isEmpty ? "\(status.code)" : text)
  }

  private var text: String { status.message }

  private func error(_ code: StoreError.Code, _ message: String) -> StoreError {
    StoreError(code, "\(subject)", message)
  }

  // MARK: What is not there

  private var missing: StoreError? {
    if text.contains("does not contain item") {
      return error(.fileNotFound, noFile(at: subject.commit ?? ""))
    }
    if let match = text.firstMatch(of: /file (.+) not found in repo .* at commit ([0-9a-f]+)/) {
      let message = "file \(match.1) not found in repo \(subject.repo) at commit \(match.2)"
      return error(.fileNotFound, message)
    }
    if text.contains(/file "[^"]*" not found/) || text.contains("no file(s) found that match") {
      return error(.fileNotFound, noFile(at: subject.commit ?? ""))
    }
    if text.contains("cannot get non-regular file") || text.contains("cannot get directory") {
      return error(.fileNotFound, "file \(subject.path ?? "") not found: it is a directory")
    }
    if let match = text.firstMatch(of: /branch "([^"]*)" not found in repo/) {
      return error(
        .branchNotFound, "pachyderm_pfs/branches/\(subject.repo)/ \(match.1) not found")
    }
    if let match = text.firstMatch(of: /branches\/[^\/ ]*\/ (\S+) not found/) {
      return error(
        .branchNotFound, "pachyderm_pfs/branches/\(subject.repo)/ \(match.1) not found")
    }
    if text.contains("project ") && text.contains(" not found") {
      return error(.repoNotFound, text)
    }
    if text.contains(/repos?[ \/].*not found/) {
      return error(.repoNotFound, "pachyderm_pfs/repos/ \(subject.repo) not found")
    }
    if text.contains(/commit .*not found|no commits found|invalid commit ID given|invalid ancestry/)
    {
      return error(
        .commitNotFound, "commit \(subject.commit ?? "") not found in repo \(subject.repo)")
    }
    return text.contains("has no head") ? error(.noHead, text) : nil
  }

  private func noFile(at commit: String) -> String {
    "file \(subject.path ?? "/") not found in repo \(subject.repo) at commit \(commit)"
  }

  // MARK: What cannot be done

  private var refusal: StoreError? {
    if let match = text.firstMatch(of: /commit (\S+) in repo \S+ has already finished/) {
      let message = "commit \(match.1) in repo \(subject.repo) has already finished"
      return error(.commitFinished, message)
    }
    if let id = commitID(before: " has already finished") {
      return error(.commitFinished, "commit \(id) in repo \(subject.repo) has already finished")
    }
    if let id = commitID(before: " has not been finished") {
      return error(.commitOpen, "parent commit \(subject.repo)@\(id) has not been finished")
    }
    if text.contains(/^repo .* already exists/) {
      return error(.repoExists, "repo \(subject.repo) already exists")
    }
    if text.contains("output branch") {
      return error(
        .forbidden,
        "\(subject) is the output of a pipeline and cannot be written; name another branch")
    }
    if text.contains("not a directory") || text.contains("type directory is already there")
      || text.contains("path collision") || text.contains("it is the root directory")
    {
      return error(.pathCollision, text)
    }
    if text.contains(/^name \(.*invalid/) { return error(.invalidName, text) }
    if text.contains(/path .*invalid|invalid path/) { return error(.invalidPath, text) }
    return nil
  }

  /// From `repo@branch=ID` (to 2.5) and `project/repo@ID`.
  private func commitID(before words: String) -> String? {
    guard let end = text.range(of: words) else { return nil }
    let name = text[..<end.lowerBound].split(separator: " ").last ?? ""
    return name.split { $0 == "@" || $0 == "=" }.last.map(String.init)
  }

  // MARK: What may not be done

  private var rights: StoreError? {
    switch status.code {
    case .unauthenticated:
      error(
        .unauthorized,
        "no session, or an expired one: pachctl auth login, or set PACH_TOKEN (\(text))")
    case .permissionDenied: error(.forbidden, noRight)
    case _ where text.contains("not authorized to perform this operation"):
      error(.forbidden, noRight)
    default: nil
    }
  }

  private var noRight: String {
    "no right to \(subject): whoever owns \(subject.repo) gives it with pachctl auth set (\(text))"
  }

  private var code: StoreError.Code {
    switch status.code {
    case .unimplemented: .unsupported
    case .unavailable: .unreachable
    case .deadlineExceeded: .timeout
    case .aborted: .conflict
    default: .failed
    }
  }
}
