#include "internal.h"
#include <curses.h>

enum {
  MOUSE_SGR = KEY_MAX - 4,
  MOUSE_X10 = KEY_MAX - 3,
  PASTE_BEGIN = KEY_MAX - 2,
  PASTE_END = KEY_MAX - 1,
};

// A mouse report whose end is still to come.
static struct {
  int lead;  // MOUSE_SGR, MOUSE_X10, or 0 when there is none
  int count;
  uint32_t text[32];
} report;

// What emulators send that do not switch their keypad as terminfo says, or send other ends of a
// line.
static const struct {
  const char *sequence;
  int key;
} common[] = {
    {"\033[A", KEY_UP},    {"\033[B", KEY_DOWN},  {"\033[C", KEY_RIGHT}, {"\033[D", KEY_LEFT},
    {"\033OA", KEY_UP},    {"\033OB", KEY_DOWN},  {"\033OC", KEY_RIGHT}, {"\033OD", KEY_LEFT},
    {"\033[H", KEY_HOME},  {"\033[F", KEY_END},   {"\033OH", KEY_HOME},  {"\033OF", KEY_END},
    {"\033[1~", KEY_HOME}, {"\033[4~", KEY_END},  {"\033[7~", KEY_HOME}, {"\033[8~", KEY_END},
    {"\033[3~", KEY_DC},   {"\033[5~", KEY_PPAGE}, {"\033[6~", KEY_NPAGE}, {"\033[Z", KEY_BTAB},
};

void ct_start_input(bool mouse) {
  keypad(stdscr, TRUE);
  nodelay(stdscr, TRUE);
  meta(stdscr, TRUE);
  for (size_t at = 0; ct_is_ansi() && at < sizeof common / sizeof *common; at++) {
    if (key_defined(common[at].sequence) == 0) define_key(common[at].sequence, common[at].key);
  }
  define_key("\033[200~", PASTE_BEGIN);
  define_key("\033[201~", PASTE_END);
  report.lead = 0;
  if (!mouse) return;
  // Reports are read here and not by curses: after a report that it was not asked for (the release
  // of a button) curses waits for the next key, and the screen stands still.
  define_key("\033[<", MOUSE_SGR);
  int known = key_defined("\033[M");
  if (known == 0 || known == KEY_MOUSE) define_key("\033[M", MOUSE_X10);
}

static uint32_t function_key(wint_t key) {
  switch (key) {
    case KEY_UP: return CT_KEY_UP;
    case KEY_DOWN: return CT_KEY_DOWN;
    case KEY_LEFT: return CT_KEY_LEFT;
    case KEY_RIGHT: return CT_KEY_RIGHT;
    case KEY_HOME: case KEY_FIND: return CT_KEY_HOME;
    case KEY_END: case KEY_SELECT: return CT_KEY_END;
    case KEY_PPAGE: return CT_KEY_PAGE_UP;
    case KEY_NPAGE: return CT_KEY_PAGE_DOWN;
    case KEY_BACKSPACE: return CT_KEY_BACKSPACE;
    case KEY_DC: return CT_KEY_DELETE;
    case KEY_ENTER: return CT_KEY_ENTER;
    case KEY_BTAB: return CT_KEY_BACK_TAB;
    default: break;
  }
  if (key >= KEY_F0 && key <= KEY_F0 + 63) return CT_KEY_F0 + (key - KEY_F0);
  return 0;
}

static ct_input mouse_event(int button, int column, int row) {
  ct_input result = {.kind = CT_NOTHING};
  // Shift, Meta and Control are held bits; 32 says that the mouse moved.
  switch (button & ~28) {
    case 0: result.code = CT_MOUSE_PRESS; break;
    case 64: result.code = CT_MOUSE_WHEEL_UP; break;
    case 65: result.code = CT_MOUSE_WHEEL_DOWN; break;
    default: return result;
  }
  if (column < 1 || row < 1) return result;
  result.kind = CT_MOUSE;
  result.row = row - 1;
  result.column = column - 1;
  return result;
}

// `CSI < button ; column ; row M`, with `m` at the end for a release.
static ct_input sgr_event(void) {
  int numbers[3] = {0}, at = 0;
  for (int index = 0; index < report.count - 1; index++) {
    uint32_t letter = report.text[index];
    if (letter == ';') at++;
    else if (at < 3 && numbers[at] < 100000) numbers[at] = numbers[at] * 10 + (int)(letter - '0');
  }
  ct_input result = {.kind = CT_NOTHING};
  if (report.text[report.count - 1] == 'M' && at == 2) {
    result = mouse_event(numbers[0], numbers[1], numbers[2]);
  }
  return result;
}

// Takes one more character of a report. False if it cannot be part of one: it is a key of its own
// then.
static bool take_report(uint32_t letter, ct_input *event) {
  event->kind = CT_NOTHING;
  if (report.count == sizeof report.text / sizeof *report.text) report.lead = 0;
  if (report.lead == 0) return false;
  report.text[report.count++] = letter;
  if (report.lead == MOUSE_X10) {
    // Button, column and row, each 32 more than it is.
    if (report.count < 3) return true;
    int button = (int)report.text[0] - 32;
    *event = mouse_event(button, (int)report.text[1] - 32, (int)report.text[2] - 32);
    report.lead = 0;
    return true;
  }
  bool inside = (letter >= '0' && letter <= '9') || letter == ';';
  bool ends = letter == 'M' || letter == 'm';
  if (ends) *event = sgr_event();
  if (!inside) report.lead = 0;
  return inside || ends;
}

ct_input ct_read(void) {
  for (;;) {
    ct_input result = {.kind = CT_NOTHING};
    wint_t key = 0;
    int kind = get_wch(&key);
    if (kind == ERR) return result;
    if (kind == OK && report.lead != 0 && take_report((uint32_t)key, &result)) {
      if (result.kind != CT_NOTHING) return result;
      continue;
    }
    report.lead = 0;
    if (kind == OK) {
      result.kind = CT_CHARACTER;
      result.code = (uint32_t)key;
      return result;
    }
    if (key == PASTE_BEGIN || key == PASTE_END) {
      result.kind = key == PASTE_BEGIN ? CT_PASTE_BEGIN : CT_PASTE_END;
      return result;
    }
    if (key == MOUSE_SGR || key == MOUSE_X10) {
      report.lead = (int)key;
      report.count = 0;
      continue;
    }
    // KEY_RESIZE is not ours: the size is taken from SIGWINCH, which comes in any case.
    result.code = function_key(key);
    result.kind = result.code ? CT_FUNCTION : CT_NOTHING;
    if (result.kind != CT_NOTHING) return result;
  }
}
