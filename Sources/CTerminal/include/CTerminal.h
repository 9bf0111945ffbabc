#pragma once
// The terminal through ncursesw. One screen a process. This header does not include <curses.h>, so
// that Swift can reach neither its globals nor its variadic functions. Every function that draws or
// reads keys belongs to the thread that called `ct_open`; only `ct_wake` may be called from any
// thread.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Most scalars that one cell can show: a base and four marks (`CCHARW_MAX`).
enum { CT_SCALARS = 5 };

enum {
  CT_BOLD = 1,
  CT_DIM = 2,
  CT_UNDERLINE = 4,
  CT_REVERSE = 8,
};

// One cell of a row. The second half of a wide cell is not sent.
typedef struct {
  uint32_t scalars[CT_SCALARS];
  uint8_t count;       // scalars in use, at least 1
  uint8_t width;       // columns that the screen above counts for it, 1 or 2
  uint8_t attributes;  // CT_BOLD…
  int16_t foreground;  // palette index 0–255, or -1 for the terminal's own
  int16_t background;
} ct_cell;

typedef enum {
  CT_OPENED = 0,
  CT_NOT_A_TERMINAL,    // one of the descriptors is no terminal
  CT_UNKNOWN_TERMINAL,  // TERM is unset or not in terminfo
  CT_TOO_DUMB,          // the terminal cannot place its cursor or clear its screen
  CT_NO_MEMORY,
} ct_status;

typedef struct {
  int input;      // descriptor keys are read from
  int output;     // descriptor the screen is written to
  bool colours;   // false: not one colour is ever written
  bool mouse;
} ct_options;

// What `ct_read` got.
typedef enum {
  CT_NOTHING,
  CT_CHARACTER,  // `code` is a Unicode scalar, control characters included
  CT_FUNCTION,   // `code` is a CT_KEY_…
  CT_MOUSE,      // `code` is a CT_MOUSE_…, at row and column
  CT_PASTE_BEGIN,
  CT_PASTE_END,
} ct_kind;

enum {
  CT_KEY_UP = 1, CT_KEY_DOWN, CT_KEY_LEFT, CT_KEY_RIGHT, CT_KEY_HOME, CT_KEY_END, CT_KEY_PAGE_UP,
  CT_KEY_PAGE_DOWN, CT_KEY_BACKSPACE, CT_KEY_DELETE, CT_KEY_ENTER, CT_KEY_BACK_TAB,
  CT_KEY_F0 = 64,  // + n for function key n
};

enum { CT_MOUSE_PRESS = 1, CT_MOUSE_WHEEL_UP, CT_MOUSE_WHEEL_DOWN };

typedef struct {
  ct_kind kind;
  uint32_t code;
  int row, column;
} ct_input;

// What woke `ct_wait`: bits.
enum {
  CT_READY_INPUT = 1,   // keys wait to be read
  CT_READY_RESIZE = 2,  // SIGWINCH
  CT_READY_CONTINUE = 4,  // SIGCONT: somebody may have used the terminal meanwhile
  CT_READY_SUSPEND = 8,   // SIGTSTP from outside
  CT_READY_END = 16,      // SIGTERM, SIGINT
  CT_READY_HANGUP = 32,   // SIGHUP, or the terminal went away
};

/// Takes the locale from the environment; true if its character set is UTF-8. Call before all else.
bool ct_locale(void);

/// Whether standard input and output are a terminal on which a screen can be drawn.
ct_status ct_probe(int input, int output);

/// Puts the terminal into screen mode. Until `ct_close`, whatever ends the process puts it back.
ct_status ct_open(ct_options options);

/// Puts the terminal back as it was and shows what was written to standard error meanwhile.
/// Idempotent.
void ct_close(void);

/// Gives the terminal back, stops the process group as ctrl-Z does, and returns when continued.
void ct_suspend(void);

/// Enters screen mode again after somebody else stopped and continued the process (SIGSTOP,
/// SIGCONT).
void ct_recover(void);

/// Number of colours the screen may use, 0 when it must do without.
int ct_colours(void);

/// Rows and columns at this moment.
void ct_size(int *rows, int *columns);

/// Takes over the terminal's new size; the next `ct_refresh` repaints everything.
void ct_resize(void);

/// Writes a row of cells from its first column and clears the rest of it.
void ct_put_row(int row, const ct_cell *cells, size_t count);

/// Where the cursor stands after the next refresh; hidden if not `visible`.
void ct_cursor(int row, int column, bool visible);

/// Sends what changed since the last refresh.
void ct_refresh(void);

/// Makes the next refresh repaint every cell.
void ct_repaint(void);

void ct_bell(void);

/// Names the terminal's window where it has one; the name it had comes back with `ct_close`. UTF-8
/// without control characters.
void ct_title(const char *name);

/// Sends bytes that are no part of the screen (OSC 52). Only bytes made by us.
void ct_send(const char *bytes, size_t count);

/// The next key, without waiting.
ct_input ct_read(void);

/// Sleeps until something happens or the time in milliseconds is over (-1: no limit); CT_READY_…
/// bits.
unsigned ct_wait(int milliseconds);

/// Ends a `ct_wait` in progress, or the next one at once. Any thread, any time after the first
/// `ct_open`.
void ct_wake(void);
