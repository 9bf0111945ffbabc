#include "internal.h"
#include <curses.h>
// Defines common words (`columns`, `lines`) as macros: only this file includes it.
#include <term.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool ansi;  // the terminal understands CSI sequences

bool ct_is_ansi(void) { return ansi; }

bool ct_has_title(void) { return tigetflag("XT") == 1; }

ct_status ct_probe(int input, int output) {
  if (!isatty(input) || !isatty(output)) return CT_NOT_A_TERMINAL;
  const char *name = getenv("TERM");
  if (!name || !*name) return CT_UNKNOWN_TERMINAL;
  int error = 0;
  if (setupterm(name, output, &error) != OK) return CT_UNKNOWN_TERMINAL;
  bool usable = cursor_address && clear_screen;
  ansi = cursor_address && strncmp(cursor_address, "\033[", 2) == 0;
  del_curterm(cur_term);
  return usable ? CT_OPENED : CT_TOO_DUMB;
}

static void append(const char *text) {
  if (!text || text == (char *)-1) return;
  size_t length = strlen(text);
  if (ct_saved.length + length > sizeof ct_saved.text) return;
  memcpy(ct_saved.text + ct_saved.length, text, length);
  ct_saved.length += length;
}

void ct_prepare_rescue(void) {
  ct_saved.length = 0;
  if (ansi) append("\033[?1006l\033[?1000l\033[?2004l");
  if (ct_has_title()) append("\033[23;2t");
  append(keypad_local);
  append(exit_attribute_mode);
  append(orig_pair);
  append(cursor_normal);
  append(exit_ca_mode);
}

