package import DataRepository

/// The XML body of a failure.
package struct S3ErrorBody: Equatable, Sendable {
  /// The code as sent, which need not be one of ours.
  package var code: String
  package var message: String
  /// The decoded URL path.
  package var resource: String
  package var requestID: String

  package init(_ error: S3Error, resource: String, requestID: String) {
    code = error.code.rawValue
    message = error.message
    self.resource = resource
    self.requestID = requestID
  }

  package init(document: Bytes) throws(S3Error) {
    let tree = try XMLTree(document: document)
    guard tree.name == "Error", let code = tree["Code"] else { throw S3Error(.malformedXML) }
    self.code = code
    message = tree["Message"] ?? ""
    resource = tree["Resource"] ?? ""
    requestID = tree["RequestId"] ?? ""
  }

  /// Without a namespace, as S3 and Pachyderm send it.
  package var document: Bytes {
    XMLTree(
      "Error",
      [
        XMLTree("Code", code), XMLTree("Message", message), XMLTree("Resource", resource),
        XMLTree("RequestId", requestID),
      ]
    ).document(namespace: nil)
  }
}
