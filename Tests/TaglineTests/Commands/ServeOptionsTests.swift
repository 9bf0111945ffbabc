import PachydermWire
import Testing

@testable import tagline

@Suite struct ServeOptionsTests {
  @Test func addressesAreReadWithTheirPort() throws {
    let plain = try #require(ListenAddress(argument: "127.0.0.1:30600"))
    #expect(plain.host == "127.0.0.1" && plain.port == 30600 && plain.isLoopback)
    let six = try #require(ListenAddress(argument: "[::1]:0"))
    #expect(six.host == "::1" && six.port == 0 && six.isLoopback)
    #expect("\(six)" == "[::1]:0")
    let all = try #require(ListenAddress(argument: ":8080"))
    #expect(all.host == "0.0.0.0" && !all.isLoopback)
  }

  @Test(arguments: ["localhost", "127.0.0.1:x", "127.0.0.1:70000", "127.0.0.1:-1", ""])
  func whatIsNoAddressIsRefused(text: String) {
    #expect(ListenAddress(argument: text) == nil)
  }

  @Test func credentialsAreReadLineByLine() {
    let text = """
      # team
      ann sekret
      bob: s3cret   # read and write
      token-of-eve

      """
    let read = CredentialsFile.parse(text).map { [$0.accessKey, $0.secret] }
    #expect(read == [["ann", "sekret"], ["bob", "s3cret"], ["token-of-eve", "token-of-eve"]])
  }
}
