#include "internal.h"
#include <curses.h>

enum { PASTE_BEGIN = KEY_MAX - 2, PASTE_END = KEY_MAX - 1 };

void ct_start_input(bool mouse) {
  keypad(stdscr, TRUE);
  nodelay(stdscr, TRUE);
  meta(stdscr, TRUE);
  define_key("\033[200~", PASTE_BEGIN);
  define_key("\033[201~", PASTE_END);
  if (!mouse) return;
  mouseinterval(0);
  mousemask(BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON1_DOUBLE_CLICKED | BUTTON4_PRESSED |
                BUTTON5_PRESSED,
            NULL);
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

static ct_input mouse_event(void) {
  ct_input result = {.kind = CT_NOTHING};
  MEVENT event;
  if (getmouse(&event) != OK) return result;
  if (event.bstate & BUTTON4_PRESSED) result.code = CT_MOUSE_WHEEL_UP;
  else if (event.bstate & BUTTON5_PRESSED) result.code = CT_MOUSE_WHEEL_DOWN;
  // A press and its release that arrive together are reported as a click even without a click interval.
  else if (event.bstate & (BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON1_DOUBLE_CLICKED))
    result.code = CT_MOUSE_PRESS;
  else return result;
  result.kind = CT_MOUSE;
  result.row = event.y;
  result.column = event.x;
  return result;
}

ct_input ct_read(void) {
  for (;;) {
    ct_input result = {.kind = CT_NOTHING};
    wint_t key = 0;
    int kind = get_wch(&key);
    if (kind == ERR) return result;
    if (kind == OK) {
      result.kind = CT_CHARACTER;
      result.code = (uint32_t)key;
      return result;
    }
    if (key == PASTE_BEGIN || key == PASTE_END) {
      result.kind = key == PASTE_BEGIN ? CT_PASTE_BEGIN : CT_PASTE_END;
      return result;
    }
    if (key == KEY_MOUSE) {
      result = mouse_event();
    } else {
      // KEY_RESIZE is not ours: the size is taken from SIGWINCH, which comes in any case.
      result.code = function_key(key);
      result.kind = result.code ? CT_FUNCTION : CT_NOTHING;
    }
    if (result.kind != CT_NOTHING) return result;
  }
}
