package import DataRepository

/// The body of `POST /bucket?delete`.
package struct MultiDeleteRequest: Equatable, Sendable {
  /// S3 takes that many keys at once.
  package static let limit = 1000

  package struct Target: Equatable, Sendable {
    package var key: String
    package var version: String?

    package init(key: String, version: String? = nil) {
      self.key = key
      self.version = version
    }
  }

  package var targets: [Target]
  /// Only failures are answered.
  package var isQuiet: Bool

  package init(targets: [Target], isQuiet: Bool = false) {
    self.targets = targets
    self.isQuiet = isQuiet
  }

  /// - Throws: `malformedXML` for anything but one to 1,000 keys.
  package init(document: Bytes) throws(S3Error) {
    let tree = try XMLTree(document: document)
    let objects = tree.all("Object")
    guard tree.name == "Delete", (1...Self.limit).contains(objects.count),
      objects.allSatisfy({ $0["Key"] != nil })
    else { throw S3Error(.malformedXML) }
    targets = objects.map { Target(key: $0["Key"] ?? "", version: $0["VersionId"]) }
    isQuiet = tree["Quiet"] == "true"
  }

  package var document: Bytes {
    let objects = targets.map { target in
      XMLTree(
        "Object",
        [XMLTree("Key", target.key)] + (target.version.map { [XMLTree("VersionId", $0)] } ?? []))
    }
    return XMLTree("Delete", (isQuiet ? [XMLTree("Quiet", "true")] : []) + objects).document()
  }
}

/// The answer to it.
package struct MultiDeleteResult: Equatable, Sendable {
  package struct Failure: Equatable, Sendable {
    package var key: String
    package var code: String
    package var message: String

    package init(key: String, code: String, message: String) {
      self.key = key
      self.code = code
      self.message = message
    }

    package init(key: String, _ error: S3Error) {
      self.init(key: key, code: error.code.rawValue, message: error.message)
    }
  }

  /// Keys that are gone now, whether or not they were there.
  package var deleted: [String]
  package var failures: [Failure]

  package init(deleted: [String] = [], failures: [Failure] = []) {
    self.deleted = deleted
    self.failures = failures
  }

  package init(document: Bytes) throws(S3Error) {
    let tree = try XMLTree(document: document)
    guard tree.name == "DeleteResult" else { throw S3Error(.malformedXML) }
    deleted = tree.all("Deleted").compactMap { $0["Key"] }
    failures = tree.all("Error").map {
      Failure(key: $0["Key"] ?? "", code: $0["Code"] ?? "", message: $0["Message"] ?? "")
    }
  }

  package var document: Bytes {
    let deleted = deleted.map { XMLTree("Deleted", [XMLTree("Key", $0)]) }
    let failures = failures.map {
      XMLTree(
        "Error",
        [XMLTree("Key", $0.key), XMLTree("Code", $0.code), XMLTree("Message", $0.message)])
    }
    return XMLTree("DeleteResult", deleted + failures).document()
  }
}
