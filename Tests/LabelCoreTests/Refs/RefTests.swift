import LabelCore
import Testing

@Suite struct RefTests {
  private let id = "0123456789ab4def0123456789abcdef"

  @Test func refsAreReadInEveryForm() throws {
    #expect(try Branch(parsing: "raw_data@master") == Branch(repo: "raw_data", name: "master"))
    for text in [
      "r@master", "r@master^", "r@master~2", "r@master^3", "r@v1^~2", "r@b.1", "r@\(id)",
    ] {
      let ref = try CommitRef(parsing: text)
      #expect(ref.description == text)
    }
    #expect(try CommitRef(parsing: "r@master^2").name == "master")
    #expect(try CommitRef(parsing: "r@v1").branch == Branch(repo: "r", name: "v1"))
    #expect(try CommitRef(parsing: "r@v1^").branch == nil)
    #expect(try CommitRef(parsing: "r@\(id)").branch == nil)
    #expect(try CommitRef(parsing: "r@b=\(id)") == CommitRef(repo: "r", commit: id))
    #expect(try CommitRef(parsing: "r", whenAlone: "master").description == "r@master")
    let file = try FileRef(parsing: "r@v1~1:mail/1:2.json/")
    #expect(file.commit.description == "r@v1~1" && file.path == "/mail/1:2.json")
    #expect(try FileRef(parsing: "r@v1").path == nil)
    #expect(try FileRef(parsing: "r@v1:").path == "/")
    #expect(try FileRef(parsing: "r:/a", whenAlone: "master").description == "r@master:/a")
  }

  @Test(arguments: [
    "r", "@b", "r@", "r@b^x", "r@b~99999999999999999999", "r@b.", "r@^", "r s@b", "ü@b", "r@b=",
    "r@a=b=c",
    "",
  ])
  func whatIsNoRefIsRefusedWithASentence(_ text: String) {
    let error = #expect(throws: RefError.self) { try CommitRef(parsing: text) }
    #expect(error?.message.contains(" ") == true)
  }

  @Test func bucketsAndRefsTurnIntoEachOther() throws {
    for (name, ref) in [
      ("raw_data", "raw_data@master"), ("master.raw_data", "raw_data@master"),
      ("v1.labeled_data", "labeled_data@v1"), ("\(id).raw", "raw@\(id)"),
      ("\(id).b.raw", "raw@\(id)"),
    ] {
      #expect(try Bucket(parsing: name).ref.description == ref)
    }
    #expect(Bucket(Branch(repo: "r", name: "v1")).name == "v1.r")
    #expect(Bucket(CommitRef(repo: "r", commit: id))?.name == "\(id).master.r")
    #expect(Bucket(CommitRef(repo: "r", commit: "master^")) == nil)
    for name in ["", ".", "a.", ".r", "a.b.r", "\(id).a.b.r", "a b.r", "z\(id.dropFirst()).b.r"] {
      #expect(throws: RefError.self) { try Bucket(parsing: name) }
    }
  }

  @Test func pathsAreCheckedByTheRulesOfEachStore() throws {
    for path in ["/a", "a/b c.json", "/%#&:;\\"] {
      #expect(throws: Never.self) { try RefRules.checkServerPath(path) }
    }
    for path in ["/ö", "/日本/🙂", "/a+b", "/a*"] {
      #expect(throws: Never.self) { try RefRules.checkPath(path) }
      #expect(throws: RefError.self) { try RefRules.checkServerPath(path) }
    }
    for path in ["", "/", "//a", "/a//b", "/a/", "/./a", "/a/..", "/a\nb", "/a\u{7f}"] {
      #expect(throws: RefError.self) { try RefRules.checkPath(path) }
    }
  }
}
