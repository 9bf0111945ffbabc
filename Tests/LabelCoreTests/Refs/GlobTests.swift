import LabelCore
import Testing

@Suite struct GlobTests {
  @Test(arguments: [
    ("*", "/a.json", true), ("*", "/d/a.json", false), ("/*", "/", true), ("**", "/d/a.json", true),
    ("/d/*.json", "/d/a.json", true), ("/d/*.json", "/d/.json", true),
    ("/d/*.json", "/d/e/a.json", false), ("/d/**.json", "/d/e/a.json", true),
    ("/?", "/é", true), ("/?", "/ab", false), ("/a?b", "/a/b", false),
    ("/[a-c]x", "/bx", true), ("/[!a-c]x", "/bx", false), ("/[^a-c]x", "/dx", true),
    ("/[]]x", "/]x", true), ("/[a-]", "/-", true), ("/[!a]", "//", false),
    ("/{one,two*}/x", "/two2/x", true), ("/{one,two}/x", "/three/x", false),
    ("/{a,{b,c}d}", "/cd", true), ("/{,a}b", "/b", true), ("/\\*", "/*", true),
    ("/\\*", "/a", false), ("/a,b}", "/a,b}", true), ("d/a", "d/a", true), ("/d/", "/d", true),
    ("/", "/", true), ("/日*", "/日本", true),
  ])
  func matchesWholePaths(_ pattern: String, _ path: String, _ expected: Bool) throws {
    #expect(try Glob(pattern).matches(path) == expected)
  }

  @Test func literalPrefixIsWhatEveryMatchBeginsWith() throws {
    #expect(try Glob("mail/2021-*").literalPrefix == "/mail/2021-")
    #expect(try Glob("/a\\*b{c,d}").literalPrefix == "/a*b")
    #expect(try Glob("/a").literalPrefix == "/a")
  }

  @Test func bracesAloneNameTheirPathsOneByOne() throws {
    #expect(try Glob("/d/{b,a,b}").paths == ["/d/a", "/d/b"])
    #expect(
      try Glob("{a,{b,c}d}/x{1,2}").paths == [
        "/a/x1", "/a/x2", "/bd/x1", "/bd/x2", "/cd/x1", "/cd/x2",
      ])
    #expect(try Glob("/a\\*").paths == ["/a*"])
    #expect(try Glob("/d/{a,b*}").paths == nil)
    #expect(
      try Glob("/{\(Array(repeating: "a,b", count: 6_000).joined(separator: ","))}").paths == nil)
    let twoWays = try Glob("/{e\u{301},\u{e9}}")
    #expect(
      twoWays.paths?.map { Array($0.utf8) } == [Array("/e\u{301}".utf8), Array("/\u{e9}".utf8)])
    #expect(try !Glob("/{\u{e9},x}").matches("/e\u{301}"))
  }

  @Test func patternsAreToldFromPaths() {
    #expect(Glob.isPattern("/a*") && Glob.isPattern("{a,b}") && Glob.isPattern("[a]"))
    #expect(!Glob.isPattern("/a,b}") && !Glob.isPattern("/a\\*"))
  }

  @Test(arguments: ["/[a", "/{a,b", "/a\\", "/[z-a]"])
  func whatHasNoEndIsRefused(_ pattern: String) {
    let error = #expect(throws: RefError.self) { try Glob(pattern) }
    #expect(error?.message.contains(pattern) == true)
  }

  @Test func manyStarsTakeNoLongerThanThePathIsLong() throws {
    let glob = try Glob("/" + String(repeating: "*a", count: 30) + "b")
    #expect(!glob.matches("/" + String(repeating: "a", count: 2000)))
  }
}
