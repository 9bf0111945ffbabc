import LabelCore
import Testing

@testable import LabelUI

/// The compare screen while there is nothing to list, and with annotators.
struct CompareStandInTests {
  @Test func saysHowFarTheCountingIs() {
    var desk = CompareDesk(size: .normal, isBegun: false)
    desk.answer(.progress(CompareDesk.versions, CompareSeed.halfway))
    #expect(
      desk.picture() == """
        " A v2                                                                      B v3 "
        " same 91   changed 11   only A 1   only B 0   by content                        "
        " counting 43 %: kappa and matrix come when all labels are read                  "
        "────────────────────────────────────────────────────────────────────────────────"
        "                                                                                "
        "  Reading labels …                                                              "
        "  [############------------------] 43 of 100                                    "
        "                                                                                "
        "  Each object is read once, ever: the next comparison is quicker.               "
        "  ^C stops.                                                                     "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "────────────────────────────────────────────────────────────────────────────────"
        " counting 43 % … ^C stops                                                       "
        " : command   ? help   q quit                                                    "
        "                                                                                "
        "                                                                                "
        """)
  }

  @Test func saysThatBothAreTheSame() {
    let desk = CompareDesk(CompareSeed.alikeOnly, size: .normal)
    #expect(
      desk.picture() == """
        " A v2  12 Nov 17:20                                          B v3  today  08:55 "
        " both 91   same 91 (100.0%)   flipped 0   only A 0   only B 0   text changed 0  "
        " kappa 1.00 [1.00-1.00]   alpha 1.00   macro F1 of B against A 1.00             "
        "────────────────────────────────────────────────────────────────────────────────"
        "                                                                                "
        "  v2 and v3 hold the same labels.                                               "
        "  91 labelled alike, 0 skipped in both                                          "
        "                                                                                "
        "  Label on, make another version, and compare again.                            "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "────────────────────────────────────────────────────────────────────────────────"
        " there is nothing to decide                                     only flips: off "
        " m matrix   l per label   : command   ? help   q quit                           "
        "                                                                                "
        "                                                                                "
        """)
  }

  @Test func saysThatNothingIsLabelled() {
    let desk = CompareDesk(CompareSeed.compared([]), size: .normal)
    #expect(
      desk.picture() == """
        " A v2  12 Nov 17:20                                          B v3  today  08:55 "
        " both 0   same 0 (-)   flipped 0   only A 0   only B 0   text changed 0         "
        " nothing is labelled in both                                                    "
        "────────────────────────────────────────────────────────────────────────────────"
        "                                                                                "
        "  Nothing is labelled in v2, nor in v3.                                         "
        "  0 open in both                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "────────────────────────────────────────────────────────────────────────────────"
        " there is nothing to decide                                     only flips: off "
        " : command   ? help   q quit                                                    "
        "                                                                                "
        "                                                                                "
        """)
  }

  @Test func saysWhyThereIsNoComparison() {
    var desk = CompareDesk(size: .normal, isBegun: false)
    desk.fail("the store at 127.0.0.1:30600 was not reached: connection refused")
    #expect(
      desk.picture() == """
        " A v2                                                                      B v3 "
        "                                                                                "
        "                                                                                "
        "────────────────────────────────────────────────────────────────────────────────"
        "                                                                                "
        "  This comparison could not be made.                                            "
        "  the store at 127.0.0.1:30600 was not reached: connection refused              "
        "                                                                                "
        "  R tries again, q goes back.                                                   "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "────────────────────────────────────────────────────────────────────────────────"
        " the store at 127.0.0.1:30600 was not reached: connection refused               "
        " R again   : command   ? help   q quit                                          "
        "                                                                                "
        "                                                                                "
        """)
  }

  @Test func comparesAllPairsOfAnnotators() {
    let desk = CompareDesk.people(size: .normal)
    #expect(
      desk.picture() == """
        " annotators of labeled_data@v3                                                  "
        " annotators 3   tasks of two or more 102   labels by nobody known 0             "
        " topic   alpha 0.90                                                             "
        "────────────────────────────────────────────────────────────────────────────────"
        "  A              B                both    same        %   kappa [95 %]          "
        "> ana            bo                102      93    91.2%   0.88 [0.80-0.95]      "
        "  ana            cy                 35      35   100.0%   1.00 [1.00-1.00]      "
        "  bo             cy                 35      32    91.4%   0.88 [0.75-1.00]      "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "────────────────────────────────────────────────────────────────────────────────"
        "                                                                                "
        " Enter opens the pair   j k move   : command   ? help   q quit                  "
        "                                                                                "
        "                                                                                "
        """)
  }
}
