import LabelCore
import Testing

@testable import LabelUI

/// The compare screen as it is seen at the usual size (ux drawing 4a).
struct ComparePictureTests {
  @Test func listsWhatDiffers() {
    var desk = CompareDesk(size: .normal)
    desk.type("]]]]]]]")
    #expect(
      desk.picture() == """
        " A v2  12 Nov 17:20                                          B v3  today  08:55 "
        " both 102   same 93 (91.2%)   flipped 9   only A 1   only B 0   text changed 2  "
        " kappa 0.88 [0.80-0.95]   alpha 0.88   macro F1 of B against A 0.92     8 of 12 "
        "────────────────────────────────────────────────────────────────────────────────"
        "   kind     #    A (v2)        B (v3)        text                               "
        "   flip    58    question   >  complaint     How can I get my money back        "
        "   flip    61    praise     >  other         ok thanks                          "
        "   flip    72    question   >  complaint     Is it normal that nobody answers   "
        "   flip    79    other      >  complaint     broken again                       "
        ">  flip    87    other      >  complaint     Hello, we would like to renew for… "
        "────────────────────────────────────────────────────────────────────────────────"
        " A  other                              │ B  complaint                           "
        "    ana   12 Nov 17:01   22 s          │    bo   19 Nov 08:41   7 s             "
        "    note: no clear topic               │    note: -                             "
        "────────────────────────────────────────────────────────────────────────────────"
        "  Hello, we would like to renew for another year but the price on the last      "
        "  quote was higher than the one your colleague promised on the phone. Could     "
        "  somebody check this and send us a corrected quote before Friday? Otherwise    "
        "  we will have to ask for other offers.                                         "
        "────────── text is the same in A and B   Tab, then j k scroll   lines 1-4 of 6 ─"
        " decided 0 of 12   into: v4 (not written yet)                   only flips: off "
        " a keep A   b keep B   1-5 other label   [ ] prev/next   } undecided   m matrix "
        " l per label   f filter   Tab to the text   ~ swap A and B   e export   / find  "
        " o only flips   : command   ? help   q quit                                     "
        """)
  }

  @Test func showsTheMatrix() {
    var desk = CompareDesk(size: .normal)
    desk.type("m")
    #expect(
      desk.picture() == """
        " A v2  12 Nov 17:20                                          B v3  today  08:55 "
        " both 102   same 93 (91.2%)   flipped 9   only A 1   only B 0   text changed 2  "
        " kappa 0.88 [0.80-0.95]   alpha 0.88   macro F1 of B against A 0.92             "
        "────────────────────────────────────────────────────────────────────────────────"
        " B v3 (columns) against A v2 (rows), 102 tasks in both                          "
        "                                                                                "
        " A \\ B       complaint   question      other     praise       spam  in A   kept "
        " complaint          38          .          .          .          .    38   100% "
        " question           >4         27          .          .          .    31    87% "
        " other               3          .         13          .          .    16    81% "
        " praise              1          .          1         11          .    13    85% "
        " spam                .          .          .          .          4     4   100% "
        " in B               46         27         14         11          4   102    91% "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "────────────────────────────────────────────────────────────────────────────────"
        " decided 0 of 12   into: v4 (not written yet)                   only flips: off "
        " Enter rows of this figure   arrows move   [ ] prev/next flip   l per label     "
        " ~ swap A and B   e export   : command   ? help   q quit                        "
        "                                                                                "
        """)
  }

  @Test func showsTheFiguresOfEachLabel() {
    var desk = CompareDesk(size: .normal)
    desk.type("l")
    #expect(
      desk.picture() == """
        " A v2  12 Nov 17:20                                          B v3  today  08:55 "
        " both 102   same 93 (91.2%)   flipped 9   only A 1   only B 0   text changed 2  "
        " kappa 0.88 [0.80-0.95]   alpha 0.88   macro F1 of B against A 0.92             "
        "────────────────────────────────────────────────────────────────────────────────"
        " B v3 against A v2 as gold, 102 tasks in both                                   "
        "                                                                                "
        " label            A       B    both     +/-    prec  recall      F1             "
        " complaint      >38      46      38      +8    0.83    1.00    0.90  ========+  "
        " question        31      27      27      -4    1.00    0.87    0.93  =====-     "
        " other           16      14      13      -2    0.93    0.81    0.87  ==-+       "
        " praise          13      11      11      -2    1.00    0.85    0.92  ==-        "
        " spam             4       4       4       0    1.00    1.00    1.00  =          "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "────────────────────────────────────────────────────────────────────────────────"
        " decided 0 of 12   into: v4 (not written yet)                   only flips: off "
        " Enter rows of this figure   arrows move   m matrix   ~ swap A and B   e export "
        " : command   ? help   q quit                                                    "
        "                                                                                "
        """)
  }

  @Test func marksTheWordsThatDiffer() {
    var desk = CompareDesk(size: .normal)
    desk.type("]]]]]]]a]]")
    #expect(
      desk.picture() == """
        " A v2  12 Nov 17:20                                          B v3  today  08:55 "
        " both 102   same 93 (91.2%)   flipped 9   only A 1   only B 0   text changed 2  "
        " kappa 0.88 [0.80-0.95]   alpha 0.88   macro F1 of B against A 0.92    11 of 12 "
        "────────────────────────────────────────────────────────────────────────────────"
        "   kind     #    A (v2)        B (v3)        text                               "
        "   flip    79    other      >  complaint     broken again                       "
        " a flip    87    other      >  complaint     Hello, we would like to renew for… "
        "   flip   201    praise     >  complaint     Thanks for the quick, great servi… "
        "   text    55    spam          spam          [edited] Win a price in our big l… "
        ">  text    90    other         other         [edited] See you on Monday. Regar… "
        "────────────────────────────────────────────────────────────────────────────────"
        " A  other                              │ B  other                               "
        "    ana   12 Nov 17:01   22 s          │    ana   12 Nov 17:01   22 s           "
        "    note: -                            │    note: -                             "
        "────────────────────────────────────────────────────────────────────────────────"
        "  See you on Monday.[- Regards, Tom-]                                           "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "─────────────────────────────────── text changed: [-A-] {+B+}   lines 1-1 of 1 ─"
        " decided 1 of 12   into: v4 (not written yet)                   only flips: off "
        " a keep A   b keep B   1-5 other label   u undo   [ ] prev/next   } undecided   "
        " W write v4   m matrix   l per label   f filter   Tab to the text               "
        " ~ swap A and B   e export   / find   : command   ? help   q quit               "
        """)
  }

  @Test func showsWhatIsTakenFromOneSide() {
    let desk = CompareDesk.threeWay(size: .normal)
    #expect(
      desk.picture() == """
        " A v2  12 Nov 17:20                                          B v3  today  08:55 "
        " both 102   same 93 (91.2%)   flipped 9   only A 1   only B 0   text changed 2  "
        " kappa 0.88 [0.80-0.95]   alpha 0.88   macro F1 of B against A 0.92     1 of 12 "
        "────────────────────────────────────────────────────────────────────────────────"
        "   kind     #    A (v2)        B (v3)        text                               "
        ">B flip    27    question   >  complaint     You charged us twice, why?         "
        " B flip    31    question   >  complaint     Third time I ask for a corrected … "
        " B flip    44    other      >  complaint     no heating since Monday            "
        " B flip    58    question   >  complaint     How can I get my money back        "
        "   flip    61    praise     >  other         ok thanks                          "
        "────────────────────────────────────────────────────────────────────────────────"
        " A  question                           │ B  complaint  taken: only B changed it "
        "    ana   12 Nov 17:01   22 s          │    bo   19 Nov 08:41   7 s             "
        "    note: -                            │    note: -                             "
        "────────────────────────────────────────────────────────────────────────────────"
        "  You charged us twice, why?                                                    "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "───────────────────────────────── text is the same in A and B   lines 1-1 of 1 ─"
        " decided 0 of 5   taken over 7   into: v4 (not written yet)     only flips: off "
        " a keep A   b keep B   1-5 other label   [ ] prev/next   } undecided            "
        " W write v4   m matrix   l per label   f filter   Tab to the text               "
        " ~ swap A and B   e export   / find   : command   ? help   q quit               "
        """)
  }
}
