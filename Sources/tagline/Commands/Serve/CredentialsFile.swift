import CDispatch
import Glibc
import PachydermWire

/// A file with credentials that clients of `serve` may use: an access key and a secret on each line.
///
/// White space, `:` or `=` stand between the two; a line with one word is a token, access key and secret at
/// once, as Pachyderm's are. `#` begins a comment.
enum CredentialsFile {
  /// - Throws: a failure when the file cannot be read or holds no credentials.
  static func read(_ path: String, console: Console) throws(Failure) -> [SigV4.Credentials] {
    let credentials = parse(String(decoding: try LocalFiles.read(path), as: UTF8.self))
    guard !credentials.isEmpty else {
      throw .usage("\(path) holds no credentials: one access key and secret a line")
    }
    if LocalFiles.isReadableByOthers(path) {
      console.warn("\(path) can be read by others; mend: chmod 600 \(path)")
    }
    return credentials
  }

  static func parse(_ text: String) -> [SigV4.Credentials] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      let words = line.prefix { $0 != "#" }.split(maxSplits: 1) { ":= \t".contains($0) }
        .map { $0.filter { !$0.isWhitespace } }
      switch words.count {
      case 2 where !words[1].isEmpty:
        return SigV4.Credentials(accessKey: words[0], secret: words[1])
      case 1...: return SigV4.Credentials(token: words[0])
      default: return nil
      }
    }
  }
}

extension LocalFiles {
  /// Whether group or others may read a file.
  static func isReadableByOthers(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & 0o044 != 0
  }
}
