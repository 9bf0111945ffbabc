import Testing

@testable import LabelUI

struct HTMLTextTests {
  @Test(arguments: [
    ("<div><h1>Title</h1><p>Some <b>bold</b> text</p></div>", "Title\nSome bold text"),
    ("one<br>two<br/>three", "one\ntwo\nthree"),
    ("a &amp; b &lt;c&gt; &#65;&#x42; &nope; & done", "a & b <c> AB &nope; & done"),
    ("<ul><li>x<li>y</ul>after", "- x\n- y\nafter"),
    ("  much \n  space\t here ", "much space here"),
    ("<pre>kept\n  as it is</pre>", "kept\n  as it is"),
    ("<script>if (a < b) { x(\"</p>\") }</script>seen", "seen"),
    ("<style>p { }</style><!-- <p>no</p> -->yes", "yes"),
    ("1 < 2 and <a title=\"x > y\">link</a>", "1 < 2 and link"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
    ("plain", "plain"), ("", ""), ("<", "<"), ("<p", ""), ("&", "&"),
  ])
  func markupIsTakenOff(_ html: String, _ text: String) {
    #expect(HTMLText.plain(html) == text)
  }
}
