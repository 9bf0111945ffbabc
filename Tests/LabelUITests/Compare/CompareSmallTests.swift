import LabelCore
import Testing

@testable import LabelUI

/// The compare screen on the smallest terminal with rows of keys.
struct CompareSmallTests {
  @Test func listsWhatDiffers() {
    var desk = CompareDesk(size: .small)
    desk.type("]]]]]]]")
    #expect(
      desk.picture() == """
        " v2 > v3                        8 of 12 "
        "   flip    44 other      > complaint    "
        "   flip    58 question   > complaint    "
        "   flip    61 praise     > other        "
        "   flip    72 question   > complaint    "
        "   flip    79 other      > complaint    "
        ">  flip    87 other      > complaint    "
        " both 102  same 91.2%  kappa 0.88       "
        " decided 0 of 12 into v4                "
        " a b keep   Tab text   ? help   q quit  "
        """)
  }

  @Test func showsTheMatrix() {
    var desk = CompareDesk(size: .small)
    desk.type("m")
    #expect(
      desk.picture() == """
        " v2 > v3                                "
        " A \\ B      comp… ques… other prai…     "
        " complaint     38     .     .     .     "
        " question      >4    27     .     .     "
        " other          3     .    13     .     "
        " praise         1     .     1    11     "
        "             rows 1-4, columns 1-4 of 5 "
        " both 102  same 91.2%  kappa 0.88       "
        " decided 0 of 12 into v4                "
        " ? help   q quit                        "
        """)
  }

  @Test func showsTheFiguresOfEachLabel() {
    var desk = CompareDesk(size: .small)
    desk.type("l")
    #expect(
      desk.picture() == """
        " v2 > v3                                "
        " label          A     B  both    F1     "
        " complaint    >38    46    38  0.90     "
        " question      31    27    27  0.93     "
        " other         16    14    13  0.87     "
        " praise        13    11    11  0.92     "
        " spam           4     4     4  1.00     "
        " both 102  same 91.2%  kappa 0.88       "
        " decided 0 of 12 into v4                "
        " ? help   q quit                        "
        """)
  }

  @Test func marksTheWordsThatDiffer() {
    var desk = CompareDesk(size: .small)
    desk.type("]]]]]]]a]]")
    #expect(
      desk.picture() == """
        " v2 > v3                       11 of 12 "
        "   flip    72 question   > complaint    "
        "   flip    79 other      > complaint    "
        " a flip    87 other      > complaint    "
        "   flip   201 praise     > complaint    "
        "   text    55 spam         spam         "
        ">  text    90 other        other        "
        " both 102  same 91.2%  kappa 0.88       "
        " decided 1 of 12 into v4                "
        " a b keep   Tab text   ? help   q quit  "
        """)
  }

  @Test func saysHowFarTheCountingIs() {
    var desk = CompareDesk(size: .small, isBegun: false)
    desk.answer(.progress(CompareDesk.versions, CompareSeed.halfway))
    #expect(
      desk.picture() == """
        " v2 > v3                                "
        "  Reading labels …                      "
        "  [##########--------------] 43 of 100  "
        "                                        "
        "  Each object is read once, ever: the   "
        "  next comparison is quicker.           "
        "  ^C stops.                             "
        " counting 43 %: kappa and matrix come … "
        " counting 43 % … ^C stops               "
        " ? help   q quit                        "
        """)
  }

  @Test func saysThatBothAreTheSame() {
    let desk = CompareDesk(CompareSeed.alikeOnly, size: .small)
    #expect(
      desk.picture() == """
        " v2 > v3                                "
        "  v2 and v3 hold the same labels.       "
        "  91 labelled alike, 0 skipped in both  "
        "                                        "
        "  Label on, make another version, and   "
        "  compare again.                        "
        "                                        "
        " both 91  same 100.0%  kappa 1.00       "
        " there is nothing to decide             "
        " m matrix   ? help   q quit             "
        """)
  }

  @Test func comparesAllPairsOfAnnotators() {
    let desk = CompareDesk.people(size: .small)
    #expect(
      desk.picture() == """
        " annotators of labeled_data@v3          "
        "> ana      bo           102      91.2%  "
        "  ana      cy            35     100.0%  "
        "  bo       cy            35      91.4%  "
        "                                        "
        "                                        "
        "                                        "
        " topic  alpha 0.90                      "
        "                                        "
        " Enter opens the pair   ? help   q quit "
        """)
  }
}
