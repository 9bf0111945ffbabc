/// An S3 failure: code and HTTP status as S3 and Pachyderm's gateway give them, and a sentence.
package struct S3Error: Error, Equatable, Sendable {
  package var code: Code
  /// In the words of Pachyderm 1.13.4's gateway unless something more useful is known.
  package var message: String

  package init(_ code: Code, _ message: String? = nil) {
    self.code = code
    self.message = message ?? code.message
  }

  /// The codes that can occur; the raw value is the text in `<Code>`.
  package enum Code: String, Equatable, Sendable, CaseIterable {
    case accessDenied = "AccessDenied"
    case authorizationHeaderMalformed = "AuthorizationHeaderMalformed"
    case authorizationQueryParametersError = "AuthorizationQueryParametersError"
    case badDigest = "BadDigest"
    case bucketAlreadyOwnedByYou = "BucketAlreadyOwnedByYou"
    case bucketNotEmpty = "BucketNotEmpty"
    case entityTooLarge = "EntityTooLarge"
    case entityTooSmall = "EntityTooSmall"
    case illegalVersioningConfiguration = "IllegalVersioningConfigurationException"
    case incompleteBody = "IncompleteBody"
    case internalError = "InternalError"
    case invalidAccessKeyId = "InvalidAccessKeyId"
    case invalidArgument = "InvalidArgument"
    case invalidBucketName = "InvalidBucketName"
    case invalidDelimiter = "InvalidDelimiter"
    case invalidDigest = "InvalidDigest"
    case invalidFilePath = "InvalidFilePath"
    case invalidPart = "InvalidPart"
    case invalidPartOrder = "InvalidPartOrder"
    case invalidRequest = "InvalidRequest"
    case invalidURI = "InvalidURI"
    case malformedXML = "MalformedXML"
    case methodNotAllowed = "MethodNotAllowed"
    case missingContentLength = "MissingContentLength"
    case missingRequestBody = "MissingRequestBodyError"
    case noSuchBucket = "NoSuchBucket"
    case noSuchKey = "NoSuchKey"
    case noSuchUpload = "NoSuchUpload"
    case noSuchVersion = "NoSuchVersion"
    case notImplemented = "NotImplemented"
    case operationAborted = "OperationAborted"
    case preconditionFailed = "PreconditionFailed"
    case requestTimeTooSkewed = "RequestTimeTooSkewed"
    case requestTimeout = "RequestTimeout"
    case serviceUnavailable = "ServiceUnavailable"
    case signatureDoesNotMatch = "SignatureDoesNotMatch"
    case contentSHA256Mismatch = "XAmzContentSHA256Mismatch"

    /// The HTTP status that goes with it.
    package var status: Int {
      switch self {
      case .accessDenied, .invalidAccessKeyId, .requestTimeTooSkewed, .signatureDoesNotMatch: 403
      case .noSuchBucket, .noSuchKey, .noSuchUpload, .noSuchVersion: 404
      case .methodNotAllowed: 405
      case .bucketAlreadyOwnedByYou, .bucketNotEmpty, .operationAborted: 409
      case .missingContentLength: 411
      case .preconditionFailed: 412
      case .internalError: 500
      case .notImplemented: 501
      case .serviceUnavailable: 503
      default: 400
      }
    }
  }
}

extension S3Error.Code {
  /// The usual sentence.
  package var message: String { accessMessage ?? bodyMessage ?? nameMessage }

  private var accessMessage: String? {
    switch self {
    case .accessDenied: "Access Denied"
    case .authorizationHeaderMalformed: "The authorization header you provided is invalid."
    case .authorizationQueryParametersError:
      "The authorization query parameters are missing or malformed."
    case .invalidAccessKeyId: "The access key ID you provided does not exist in our records."
    case .requestTimeTooSkewed:
      "The difference between the request time and the server's time is too large."
    case .signatureDoesNotMatch:
      "The request signature we calculated does not match the signature you provided. "
        + "Check your auth credentials and signing method."
    default: nil
    }
  }

  private var bodyMessage: String? {
    switch self {
    case .badDigest: "The Content-MD5 you specified did not match what we received."
    case .contentSHA256Mismatch:
      "The provided 'x-amz-content-sha256' header does not match what was computed."
    case .entityTooLarge: "Your proposed upload exceeds the maximum allowed object size."
    case .entityTooSmall:
      "Your proposed upload is smaller than the minimum allowed object size. "
        + "Each part must be at least 5 MB in size, except the last part."
    case .incompleteBody:
      "You did not provide the number of bytes specified by the Content-Length HTTP header."
    case .invalidDigest: "The Content-MD5 you specified is not valid."
    case .invalidPart:
      "One or more of the specified parts could not be found. The part might not have been "
        + "uploaded, or the specified entity tag might not have matched the part's entity tag."
    case .invalidPartOrder:
      "The list of parts was not in ascending order. "
        + "Parts list must be specified in order by part number."
    case .malformedXML:
      "The XML you provided was not well-formed "
        + "or would not validate against S3's published schema."
    case .missingContentLength: "You must provide the Content-Length HTTP header."
    case .missingRequestBody: "Request body is empty."
    case .requestTimeout:
      "Your socket connection to the server was not read from or written to "
        + "within the timeout period."
    default: nil
    }
  }

  private var nameMessage: String {
    switch self {
    case .bucketAlreadyOwnedByYou:
      "The bucket you tried to create already exists, and you own it."
    case .bucketNotEmpty: "The bucket you tried to delete is not empty."
    case .illegalVersioningConfiguration:
      "The versioning configuration specified in the request is invalid."
    case .internalError: "We encountered an internal error. Please try again."
    case .invalidArgument: "Invalid Argument"
    case .invalidBucketName: "The specified bucket is not valid."
    case .invalidDelimiter: "The delimiter you specified is invalid. It must be '' or '/'."
    case .invalidFilePath: "Invalid file path"
    case .invalidRequest: "Invalid Request"
    case .invalidURI: "Couldn't parse the specified URI."
    case .methodNotAllowed: "The specified method is not allowed against this resource."
    case .noSuchBucket: "The specified bucket does not exist."
    case .noSuchKey: "The specified key does not exist."
    case .noSuchUpload:
      "The specified multipart upload does not exist. The upload ID might be invalid, "
        + "or the multipart upload might have been aborted or completed."
    case .noSuchVersion: "The specified version does not exist."
    case .notImplemented: "This functionality is not implemented."
    case .operationAborted:
      "A conflicting operation is in progress against this resource. Try again."
    case .preconditionFailed: "At least one of the preconditions you specified did not hold."
    case .serviceUnavailable: "The store cannot be reached at the moment."
    default: rawValue
    }
  }
}
