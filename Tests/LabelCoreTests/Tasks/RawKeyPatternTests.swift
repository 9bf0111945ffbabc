import LabelCore
import Testing

@Suite struct RawKeyPatternTests {
  /// Pattern, key, what `bool(re.match(pattern, key))` says in Python.
  @Test(arguments: [
    (".*", "any/thing", true), ("", "any", true), ("docs/", "docs/a.txt", true),
    ("a\\.txt", "docs/a.txt", false), (".*\\.json$", "a.json", true),
    (".*\\.json$", "a.json/0", false), ("A", "a", false), ("(?i)A", "a", true),
    ("^(?P<first_part>[a-z]+)/(?P=first_part)\\.txt\\Z", "ab/ab.txt", true),
    ("^(?P<first_part>[a-z]+)/(?P=first_part)\\.txt\\Z", "ab/abc.txt", false),
    ("[[]x", "[x", true), ("[]a]+$", "]a", true), ("[\\w-]+/", "a-b/", true),
    ("[a&&b]+$", "&a", true), ("a{,2}b", "aab", true), ("a{,2}b", "aaab", false),
    ("a{x}", "a{x}", true), ("a{}", "a{}", true), ("\\d{4}-\\d\\d", "2021-02", true),
    ("(?!tmp)", "tmp/a", false), ("(?<=x)", "x", false), ("a+?b", "aab", true), (".", "\n", false),
    ("[^/]+\\.(json|txt)", "a/b.json", false), ("]", "]", true), ("\\/", "/", true),
    ("日本.*", "日本語", true), ("[^\\W\\d_]+$", "Größe", true), ("(?i:X)y", "xy", true),
  ])
  func matchesLikePython(_ pattern: String, _ key: String, _ expected: Bool) throws {
    #expect(try RawKeyPattern(pattern).matches(key) == expected)
  }

  @Test(arguments: ["(", "a**", "a*+", "\\p{L}", "\\Qa\\E", "(?>a)", "(?(1)a|b)", "[a", "a(?i)"])
  func whatPythonRefusesIsRefusedWithThePattern(_ pattern: String) {
    let error = #expect(throws: RawKeyPatternError.self) { try RawKeyPattern(pattern) }
    #expect(error?.description.contains(pattern) == true)
  }
}
