import DataRepository
import HummingbirdCore
import PachydermWire

extension S3Gateway {
  /// A page of the bucket, in the byte order of its keys, in version 1 or 2.
  func listObjects(_ call: S3Call) async throws -> Response {
    let bucket = try await open(call.bucket)
    let question = try ListingQuestion(call.query)
    var listing = question.emptyListing(of: call.bucket)
    if let head = bucket.head, question.maxKeys > 0 {
      // One more than wanted tells whether there is more.
      var found = try await store.list(question.request, at: bucket.ref(head))
      if found.count > question.maxKeys {
        found.removeLast()
        listing.isTruncated = true
        question.setNext(after: found.last?.path ?? "", in: &listing)
      }
      let commit = try await store.inspectCommit(bucket.ref(head))
      listing.add(found, otherwise: commit.finished ?? commit.started)
    }
    return S3Gateway.xml(listing.document, call)
  }
}

extension ObjectListing {
  /// - Parameter otherwise: when files are said to be from whose commit is not finished.
  fileprivate mutating func add(_ found: [FileInfo], otherwise: Double) {
    for file in found {
      let key = String(file.path.dropFirst())
      switch file.kind {
      case .directory: commonPrefixes.append(key)
      case .file:
        objects.append(
          Object(
            key: key, modified: file.committed ?? otherwise, etag: file.hash, size: file.size))
      }
    }
  }
}

/// The parameters of a listing.
struct ListingQuestion {
  var isV2: Bool
  var prefix: String
  var delimiter: String
  var maxKeys: Int
  var marker: String
  var token: String?
  var startAfter: String?
  var isURLEncoded: Bool
  var fetchesOwner: Bool

  /// - Throws: `invalidArgument` or `invalidDelimiter`.
  init(_ query: QueryItems) throws(S3Error) {
    isV2 = query["list-type"] == "2"
    prefix = query["prefix"] ?? ""
    delimiter = query["delimiter"] ?? ""
    marker = query["marker"] ?? ""
    token = query["continuation-token"]
    startAfter = query["start-after"]
    fetchesOwner = query["fetch-owner"] == "true"
    switch query["encoding-type"] {
    case nil, "": isURLEncoded = false
    case "url": isURLEncoded = true
    default: throw S3Error(.invalidArgument)
    }
    guard ["", "/"].contains(delimiter) else { throw S3Error(.invalidDelimiter) }
    let wanted = query["max-keys"].flatMap { $0.isEmpty ? nil : $0 } ?? "1000"
    guard let count = Int(wanted), (0...1000).contains(count) else {
      throw S3Error(.invalidArgument)
    }
    maxKeys = count
    if let token, Self.key(of: token) == nil {
      throw S3Error(.invalidArgument, "The continuation token provided is incorrect")
    }
  }

  var request: ListRequest {
    // A slash in front of the prefix is dropped, as Pachyderm does from 1.12.3 on.
    let path = prefix.hasPrefix("/") ? prefix : "/" + prefix
    let after = isV2 ? token.flatMap(Self.key) ?? startAfter ?? "" : marker
    return ListRequest(
      prefix: path, depth: delimiter.isEmpty ? .recursive : .directories,
      after: after.isEmpty ? nil : "/" + after, limit: maxKeys + 1)
  }

  func emptyListing(of bucket: String) -> ObjectListing {
    var listing = ObjectListing(
      bucket: bucket,
      paging: isV2
        ? .v2(token: token, startAfter: startAfter, nextToken: nil)
        : .v1(marker: marker, nextMarker: nil))
    listing.prefix = prefix
    listing.delimiter = delimiter
    listing.maxKeys = maxKeys
    listing.isURLEncoded = isURLEncoded
    listing.namesOwner = !isV2 || fetchesOwner
    return listing
  }

  func setNext(after path: String, in listing: inout ObjectListing) {
    let key = String(path.dropFirst())
    listing.paging =
      isV2
      ? .v2(token: token, startAfter: startAfter, nextToken: Bytes(key.utf8).base64)
      : .v1(marker: marker, nextMarker: key)
  }

  /// A token is the last key of the page before, in base64 so that nobody builds on it.
  private static func key(of token: String) -> String? {
    Bytes(base64: token).flatMap { String(validating: $0, as: UTF8.self) }
  }
}
