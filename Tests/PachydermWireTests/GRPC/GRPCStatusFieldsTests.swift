import PachydermWire
import Testing

@Suite struct GRPCStatusFieldsTests {
  private func status(_ fields: [String: String]) -> RPCStatus? {
    RPCStatus(grpcFields: { fields[$0] })
  }

  @Test func theStatusIsReadFromItsFields() {
    #expect(status(["grpc-status": "0"]) == RPCStatus(.ok, ""))
    #expect(
      status(["grpc-status": "5", "grpc-message": "no such repo"])
        == RPCStatus(.notFound, "no such repo"))
    #expect(status(["grpc-message": "alone"]) == nil)
  }

  @Test(arguments: ["17", "-1", "", "zero", "99999999999999999999"])
  func aCodeThatIsNoneCountsAsUnknown(_ number: String) {
    #expect(status(["grpc-status": number])?.code == .unknown)
  }

  @Test(arguments: [
    ("a%20b", "a b"), ("100%25", "100%"), ("%e2%82%AC", "€"), ("50% of %zz %2", "50% of %zz %2"),
    ("%", "%"), ("caf%C3%A9 %F0%9F%90%98", "café 🐘"), ("%FF", "\u{FFFD}"), ("%+1", "%+1"),
  ])
  func messagesArePercentDecoded(_ encoded: String, _ message: String) {
    #expect(status(["grpc-status": "2", "grpc-message": encoded])?.message == message)
  }

  @Test func messagesHaveNoControlCharacters() {
    let hostile = "a%1B[2J%0D%0Ab%00%7F%C2%9Bc%09d"
    #expect(status(["grpc-status": "2", "grpc-message": hostile])?.message == "a [2J  b   c d")
  }

  @Test(arguments: [
    (30.0, "30000m"), (0.0004, "1m"), (0, "0m"), (-1, "0m"), (99_999.999, "99999999m"),
    (100_000, "100000S"), (1e12, "99999999S"),
  ])
  func aTimeoutHasAtMostEightDigits(_ seconds: Double, _ field: String) {
    #expect(GRPCTimeout.field(seconds: seconds) == field)
  }
}
