import Foundation
import Testing

@testable import tagline

@Suite struct DotEnvTests {
  @Test func valuesAreReadAsShellsReadThem() {
    let text = """
      # the cluster
      ENDPOINT_URL=http://10.0.0.1:30600
      export AWS_ACCESS_KEY_ID = test
      AWS_SECRET_ACCESS_KEY="te st # no comment"  # comment
      PACH_TOKEN='a=b'
      S3_REGION=us-east-1   # here
      HASH=a#b
      EMPTY=
      nonsense
      """
    #expect(
      DotEnv.parse(text) == [
        "ENDPOINT_URL": "http://10.0.0.1:30600", "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "te st # no comment", "PACH_TOKEN": "a=b",
        "S3_REGION": "us-east-1", "HASH": "a#b", "EMPTY": "",
      ])
  }

  @Test func windowsLineEndsAreNoPartOfValues() {
    #expect(DotEnv.parse("A=1\r\nB=2\r\n") == ["A": "1", "B": "2"])
  }
}
