#include "internal.h"
#include <curses.h>

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

int ct_input_descriptor = -1;

static SCREEN *screen;
static FILE *input_file, *output_file;
static bool utf8;
static bool mouse_wanted;
static int cursor_shown = -1;  // -1: not known

bool ct_locale(void) {
  if (!setlocale(LC_CTYPE, "")) {
    // A locale that is named but not installed, as over SSH: its character set still says what to
    // write.
    const char *name = getenv("LC_ALL");
    if (!name || !*name) name = getenv("LC_CTYPE");
    if (!name || !*name) name = getenv("LANG");
    if (name && (strcasestr(name, "utf-8") || strcasestr(name, "utf8"))) {
      setlocale(LC_CTYPE, "C.UTF-8");
    }
  }
  utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
  return utf8;
}

bool ct_is_utf8(void) { return utf8; }

void ct_write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t sent = write(descriptor, bytes, count);
    if (sent > 0) {
      bytes += sent;
      count -= (size_t)sent;
    } else if (errno == EAGAIN) {
      struct pollfd room = {.fd = descriptor, .events = POLLOUT};
      if (poll(&room, 1, 1000) <= 0) return;
    } else if (errno != EINTR) {
      return;
    }
  }
}

void ct_start_modes(void) {
  if (ct_is_ansi()) ct_send("\033[?2004h", 8);
  if (ct_is_ansi() && mouse_wanted) ct_send("\033[?1000h\033[?1006h", 16);
  if (ct_has_title()) ct_send("\033[22;2t", 7);
}

void ct_stop_modes(void) {
  if (ct_is_ansi() && mouse_wanted) ct_send("\033[?1006l\033[?1000l", 16);
  if (ct_is_ansi()) ct_send("\033[?2004l", 8);
  if (ct_has_title()) ct_send("\033[23;2t", 7);
}

void ct_send(const char *bytes, size_t count) {
  ct_write_all(ct_saved.terminal, bytes, count);
}

static FILE *duplicate(int descriptor, const char *mode) {
  int copy = dup(descriptor);
  FILE *file = copy < 0 ? NULL : fdopen(copy, mode);
  if (!file && copy >= 0) close(copy);
  return file;
}

static void forget(void) {
  if (screen) delscreen(screen);
  if (input_file) fclose(input_file);
  if (output_file) fclose(output_file);
  screen = NULL;
  input_file = output_file = NULL;
}

ct_status ct_open(ct_options options) {
  ct_status status = ct_probe(options.input, options.output);
  if (status != CT_OPENED) return status;
  if (tcgetattr(options.output, &ct_saved.modes) != 0) return CT_NOT_A_TERMINAL;
  ct_saved.terminal = options.output;
  ct_input_descriptor = options.input;
  input_file = duplicate(options.input, "r");
  output_file = duplicate(options.output, "w");
  if (!input_file || !output_file || !ct_install_signals()) {
    forget();
    return CT_NO_MEMORY;
  }
  // Milliseconds; curses has a second. Enough for the rest of an arrow key, not felt after Esc.
  set_escdelay(25);
  screen = newterm(NULL, output_file, input_file);
  if (!screen) {
    ct_remove_signals();
    forget();
    return CT_UNKNOWN_TERMINAL;
  }
  ct_prepare_rescue();
  atomic_store(&ct_saved.armed, true);
  static bool registered;
  if (!registered) registered = atexit(ct_close) == 0;
  raw();
  noecho();
  nonl();
  leaveok(stdscr, FALSE);
  idlok(stdscr, TRUE);
  ct_start_colours(options.colours);
  mouse_wanted = options.mouse;
  ct_start_input(options.mouse);
  ct_start_modes();
  ct_capture_error();
  ct_resize();
  return CT_OPENED;
}

void ct_close(void) {
  if (!atomic_load(&ct_saved.armed)) return;
  ct_stop_modes();
  curs_set(1);
  endwin();
  // endwin() puts back the modes it found at newterm; what follows is for a terminal that it gave
  // up on.
  tcsetattr(ct_saved.terminal, TCSADRAIN, &ct_saved.modes);
  atomic_store(&ct_saved.armed, false);
  ct_remove_signals();
  ct_release_error();
  forget();
}

static void enter_again(void) {
  reset_prog_mode();
  ct_start_modes();
  ct_resize();
  refresh();
  cursor_shown = -1;
}

void ct_suspend(void) {
  if (!atomic_load(&ct_saved.armed)) return;
  ct_stop_modes();
  curs_set(1);
  endwin();
  tcsetattr(ct_saved.terminal, TCSADRAIN, &ct_saved.modes);
  ct_stop();
  // The shell may have changed modes and size; the ones to give back at the end are those it has
  // now.
  tcgetattr(ct_saved.terminal, &ct_saved.modes);
  enter_again();
}

void ct_recover(void) {
  if (!atomic_load(&ct_saved.armed)) return;
  endwin();
  enter_again();
}

void ct_size(int *rows, int *columns) {
  struct winsize size;
  bool known = ioctl(ct_saved.terminal, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col;
  *rows = known ? size.ws_row : LINES;
  *columns = known ? size.ws_col : COLS;
}

void ct_resize(void) {
  int rows, columns;
  ct_size(&rows, &columns);
  resizeterm(rows, columns);
  // Emulators scroll or reflow on a shrink, and curses' idea of the screen is then wrong.
  ct_repaint();
}

void ct_repaint(void) { clearok(curscr, TRUE); }

// A mark that may follow a base: no width of its own and no say over the direction of text.
static bool is_mark(uint32_t scalar) {
  bool steers = (scalar >= 0x200B && scalar <= 0x200F) || (scalar >= 0x2028 && scalar <= 0x202E) ||
                (scalar >= 0x2060 && scalar <= 0x206F) || scalar == 0xFEFF;
  return !steers && wcwidth((wchar_t)scalar) == 0;
}

// The cell as curses wants it. Where the C library counts other columns than the screen did, what
// follows would shift: a replacement of the right width is shown instead. Returns the columns still
// to be padded.
static int convert(const ct_cell *cell, cchar_t *result) {
  wchar_t text[CT_SCALARS + 1] = {0};
  int pair = 0, used = 1, padding = 0;
  attr_t attributes = (attr_t)ct_style(cell, &pair);
  text[0] = (wchar_t)cell->scalars[0];
  if (cell->count > 0 && cell->width > 0 && wcwidth(text[0]) == cell->width) {
    for (int at = 1; at < cell->count && at < CT_SCALARS; at++) {
      if (is_mark(cell->scalars[at])) text[used++] = (wchar_t)cell->scalars[at];
    }
  } else {
    text[0] = utf8 ? 0xFFFD : '?';
    padding = cell->width - 1;
  }
  setcchar(result, text, attributes, 0, &pair);
  return padding;
}

void ct_put_row(int row, const ct_cell *cells, size_t count) {
  cchar_t line[1024];
  size_t used = 0;
  int limit = COLS < 1020 ? COLS : 1020, column = 0;
  if (row < 0 || row >= LINES) return;
  for (size_t at = 0; at < count && column + cells[at].width <= limit; at++) {
    int padding = convert(&cells[at], &line[used++]);
    column += cells[at].width;
    for (; padding > 0 && used < 1022; padding--) {
      ct_cell blank = cells[at];
      blank.scalars[0] = ' ';
      blank.count = blank.width = 1;
      convert(&blank, &line[used++]);
    }
  }
  if (used > 0) mvadd_wchnstr(row, 0, line, (int)used);
  if (column < COLS) {
    move(row, column);
    clrtoeol();
  }
}

void ct_cursor(int row, int column, bool visible) {
  if (visible) move(row, column);
  if (cursor_shown != visible) curs_set(visible ? 1 : 0);
  cursor_shown = visible;
}

void ct_refresh(void) { refresh(); }

void ct_title(const char *name) {
  if (!ct_has_title()) return;
  ct_send("\033]2;", 4);
  ct_send(name, strlen(name));
  ct_send("\007", 1);
}

void ct_bell(void) { beep(); }
