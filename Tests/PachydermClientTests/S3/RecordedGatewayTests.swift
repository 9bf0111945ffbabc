import DataRepository
import PachydermWire
import Synchronization
import TestSupport
import Testing

@testable import PachydermClient

/// Our client against what real gateways were asked and answered: each recorded request that it can
/// make is made by it, and the recorded answer given to it.
@Suite struct RecordedGatewayTests {
  /// What a request does, with our words for it.
  private enum Operation {
    case listBuckets
    case createBucket(String)
    case deleteBucket(String)
    case listLevel(String, LevelQuestion)
    case read(S3Object, offset: Int, length: Int?)
    case put(S3Object, Bytes)
    case delete(S3Object)
    case copy(S3Object, S3Object)
  }

  @Test(arguments: ["1.13.4", "2.0.8"])
  func everyRecordedRequestThatCanBeMadeIsMadeAndItsAnswerUnderstood(_ version: String)
    async throws
  {
    let exchanges = try RecordedExchange.all(of: version)
    let current = Mutex(Bytes())
    let server = try ScriptedServer { connection in
      while connection.readRequest() != nil { connection.send(current.withLock { $0 }) }
    }
    defer { server.stop() }
    let client = try client(server)
    var made = 0
    for exchange in exchanges {
      guard let answer = exchange.answer, let operation = operation(exchange) else { continue }
      made += 1
      current.withLock { $0 = raw(answer) }
      await perform(operation, client, answer, "\(version) \(exchange.name)")
      let ours = try #require(server.requests.last)
      let recorded = String(decoding: exchange.request, as: UTF8.self)
      #expect(essence(ours) == essence(recorded), "\(version) \(exchange.name)")
    }
    // Lest the reading of the recordings finds nothing any more.
    #expect(made > 130, "\(made)")
  }

  @Test(arguments: ["1.13.4", "2.0.8"])
  func everyRecordedRefusalIsUnderstood(_ version: String) throws {
    for exchange in try RecordedExchange.all(of: version) {
      guard let answer = exchange.answer, answer.status >= 400 || answer.status == 301 else {
        continue
      }
      let code = code(of: answer)
      let error = refusal(answer)
      #expect(error.code == code, "\(version) \(exchange.name): \(error)")
      let isPlain = error.message.unicodeScalars.allSatisfy { $0.value >= 0x20 }
      #expect(isPlain && error.message.count > 10, "\(version) \(exchange.name): \(error)")
    }
  }

  // MARK: Requests

  private func operation(_ exchange: RecordedExchange) -> Operation? {
    let text = String(decoding: exchange.request, as: UTF8.self)
    let words = exchange.requestLine.split(separator: " ")
    let fields = Set(
      text.split(separator: "\r\n\r\n", maxSplits: 1)[0].split(separator: "\r\n").dropFirst()
        .map { $0.prefix { $0 != ":" }.lowercased() })
    // What our client never sends.
    guard words.count == 3, String(words[2]) == "HTTP/1.1",
      fields.isSubset(of: [
        "host", "connection", "content-length", "range", "x-amz-copy-source", "authorization",
        "x-amz-date", "x-amz-content-sha256",
      ])
    else { return nil }
    let halves = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let path = halves[0].dropFirst().split(
      separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    if halves.count == 2 {
      let query = String(halves[1])
      return path.count == 1 && words[0] == "GET" ? level(String(path[0]), query) : nil
    }
    if path.count == 1 { return bucketOperation(String(words[0]), String(path[0])) }
    guard let object = object(String(path[0]), path[1]) else { return nil }
    let range = text.firstMatch(of: /\r\nRange: ([^\r]*)/).map { String($0.1) }
    let source = text.firstMatch(of: /\r\nx-amz-copy-source: \/([^\/]*)\/([^\r]*)/)
    switch words[0] {
    case "GET": return read(object, range)
    case "PUT":
      if let source {
        return self.object(String(source.1), source.2).map { .copy($0, object) }
      }
      return body(exchange.request).map { .put(object, $0) }
    case "DELETE": return .delete(object)
    default: return nil
    }
  }

  private func bucketOperation(_ method: String, _ bucket: String) -> Operation? {
    switch method {
    case "GET" where bucket.isEmpty: .listBuckets
    case "PUT" where !bucket.isEmpty: .createBucket(bucket)
    case "DELETE" where !bucket.isEmpty: .deleteBucket(bucket)
    default: nil
    }
  }

  private func level(_ bucket: String, _ query: String) -> Operation? {
    guard let items = QueryItems(query: query) else { return nil }
    let names = items.items.map(\.name)
    let ours = ["delimiter", "prefix", "marker", "max-keys"].filter(names.contains)
    guard names == ours, names.starts(with: ["delimiter", "prefix"]), items["delimiter"] == "/",
      !query.hasSuffix("max-keys=")
    else { return nil }
    return .listLevel(
      bucket,
      LevelQuestion(
        prefix: items["prefix"] ?? "", marker: items["marker"],
        limit: items["max-keys"].flatMap { Int($0) }))
  }

  /// Nil for a key that is never asked for, and for other spellings (`%31` for `1`) than ours.
  private func object(_ bucket: String, _ path: Substring) -> S3Object? {
    guard let bytes = PercentEncoding.decode(path),
      let key = String(validating: bytes, as: UTF8.self),
      (try? S3Store.key(of: "/" + key)) == key,
      PercentEncoding.encode(key, keepingSlashes: true) == path,
      PercentEncoding.encode(bucket) == bucket
    else { return nil }
    return S3Object(bucket: bucket, key: key)
  }

  private func read(_ object: S3Object, _ range: String?) -> Operation? {
    guard let range else { return .read(object, offset: 0, length: nil) }
    guard let match = range.wholeMatch(of: /bytes=(\d+)-(\d*)/), let start = Int(match.1) else {
      return nil
    }
    let end = Int(match.2)
    guard end.map({ $0 >= start }) ?? (start > 0) else { return nil }
    return .read(object, offset: start, length: end.map { $0 - start + 1 })
  }

  private func body(_ request: Bytes) -> Bytes? {
    let text = String(decoding: request, as: UTF8.self)
    guard let end = request.range(of: Bytes("\r\n\r\n".utf8)),
      let length = text.firstMatch(of: /\r\nContent-Length: (\d+)/).flatMap({ Int($0.1) })
    else { return nil }
    let body = Bytes(request[(end + 4)...])
    return body.count == length ? body : nil
  }

  /// What must be alike: the request line, what says how to read it, and the body.
  private func essence(_ request: String) -> [String] {
    let halves = request.split(
      separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
    let lines = halves[0].split(separator: "\r\n").map(String.init)
    let telling = ["range", "x-amz-copy-source", "transfer-encoding", "expect", "content-md5"]
    let fields = lines.dropFirst().filter { line in
      let name = line.prefix { $0 != ":" }.lowercased()
      return telling.contains(name) || name == "content-length" && !line.hasSuffix(" 0")
    }
    return [lines[0]] + fields.map { $0.lowercased() }.sorted() + [String(halves.last ?? "")]
  }

  // MARK: Answers

  private func raw(_ answer: RawAnswer) -> Bytes {
    let left = ["transfer-encoding", "content-length", "connection"]
    let fields = answer.headers.filter { !left.contains($0.key) }
      .map { "\($0.key): \($0.value)\r\n" }.joined()
    let head =
      "HTTP/1.1 \(answer.status) X\r\nContent-Length: \(answer.body.count)\r\n\(fields)\r\n"
    return Bytes(head.utf8) + (answer.status == 204 || answer.status == 304 ? [] : answer.body)
  }

  private func client(_ server: ScriptedServer) throws -> S3Client {
    var configuration = S3Configuration(
      endpoint: try S3Endpoint(server.url), credentials: nil, now: { 1_795_428_478 })
    configuration.retries = RetryPolicy(attempts: 1)
    configuration.limits = TimeLimits(connect: 60, stall: 60)
    return S3Client(configuration)
  }

  private func perform(
    _ operation: Operation, _ client: S3Client, _ answer: RawAnswer, _ name: String
  ) async {
    do {
      try await check(operation, client, answer, name)
      #expect((200..<300).contains(answer.status), "\(name) was refused")
    } catch let error as StoreError {
      #expect(error.code == code(of: answer), "\(name): \(error)")
    } catch {
      Issue.record("\(name): \(error)")
    }
  }

  private func check(
    _ operation: Operation, _ client: S3Client, _ answer: RawAnswer, _ name: String
  ) async throws {
    switch operation {
    case .listBuckets:
      let names = try await client.listBuckets().map(\.name)
      #expect(names == answer.text.matches(of: /<Name>([^<]*)</).map { String($0.1) }, "\(name)")
    case .createBucket(let bucket): try await client.createBucket(bucket)
    case .deleteBucket(let bucket): try await client.deleteBucket(bucket)
    case .listLevel(let bucket, let question):
      let page = try await client.listLevel(of: bucket, question)
      let recorded = try ObjectListing(document: answer.body)
      #expect(
        page.entries.map(\.key) == recorded.objects.map(\.key) + recorded.commonPrefixes, "\(name)")
      #expect(page.isTruncated == recorded.isTruncated, "\(name)")
    case .read(let object, let offset, let length):
      let stream = try await client.read(
        object.key, in: object.bucket, offset: offset, length: length)
      var bytes = Bytes()
      while let piece = try await stream.next() { bytes += piece }
      #expect(bytes == answer.body, "\(name)")
    case .put(let object, let bytes):
      let id = try await client.put(
        .bytes(bytes), sha256: Digest.of(bytes, .sha256).hex, at: object.key, in: object.bucket)
      #expect(id == answer.headers["x-amz-version-id"], "\(name)")
    case .delete(let object): try await client.delete(object.key, in: object.bucket)
    case .copy(let source, let target): try await client.copy(source, to: target)
    }
  }

  private func refusal(_ answer: RawAnswer) -> StoreError {
    let fields = answer.headers.map { HTTPField($0.key, $0.value) }
    return S3Refusal(
      head: HTTPHead(status: answer.status, fields: fields), body: answer.body,
      subject: "master.raw/key", hasProxyHeader: false, now: 1_795_428_478
    ).sentence
  }

  /// The kind of failure that the answer is for us.
  private func code(of answer: RawAnswer) -> StoreError.Code {
    switch (answer.status, answer.code) {
    case (_, "NoSuchBucket"): .branchNotFound
    case (_, "NoSuchKey"): .fileNotFound
    case (_, "InvalidFilePath") where answer.text.contains("non-directory"): .pathCollision
    case (_, "InvalidFilePath"), (301, _): .invalidPath
    case (_, "InvalidBucketName"): .invalidName
    case (_, "NotImplemented"): .unsupported
    case (_, "BucketNotEmpty"): .notEmpty
    case (_, "BucketAlreadyOwnedByYou"): .repoExists
    case (_, "SignatureDoesNotMatch"), (_, "RequestTimeTooSkewed"),
      (_, "AuthorizationHeaderMalformed"):
      .unauthorized
    case (_, "AccessDenied"): .forbidden
    case (_, "RequestTimeout"): .timeout
    case (412, _): .conflict
    case (500, "InternalError"): internalError(answer.text)
    case (404, _): .fileNotFound
    case (403, nil): .unauthorized
    // What our client never asks for: bad digests, odd methods and ranges, multipart uploads.
    default: .failed
    }
  }

  private func internalError(_ text: String) -> StoreError.Code {
    if text.contains("nil Timestamp") { return .commitOpen }
    if text.contains("file keys") { return .fileNotFound }
    if text.contains("not found") { return .branchNotFound }
    return text.contains("invalid") ? .invalidName : .failed
  }
}
