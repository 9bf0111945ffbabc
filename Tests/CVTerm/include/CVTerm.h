#pragma once
// A program under test in a pseudo-terminal, its screen read through libvterm. Starting it is C
// because nothing of Swift's may run between fork and exec.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct cv_terminal cv_terminal;

typedef struct {
  uint32_t scalars[6];
  int count;       // scalars in use; 0 in an empty cell and in the second half of a wide one
  int width;
  int foreground;  // palette index, -1 for the default, 0x1000000 + RGB for direct colour
  int background;
  bool bold, underline, reverse;
} cv_cell;

typedef struct {
  int row, column;
  bool visible;
  bool alternate;  // the alternate screen is shown
  int mouse;       // 0: not reported
} cv_state;

// Modes of the terminal's line, as another process sees them.
typedef struct {
  bool canonical, echo, signals, translates;
} cv_modes;

/// Starts `arguments[0]` on a new pseudo-terminal with just this environment; NULL if that failed.
cv_terminal *cv_start(char *const *arguments, char *const *environment, const char *directory,
                      int rows, int columns);

/// Ends the program if it still runs, and forgets the terminal.
void cv_free(cv_terminal *terminal);

/// Waits so long for output and takes it in: bytes taken, 0 when none came, -1 when the program
/// closed it.
int cv_pump(cv_terminal *terminal, int milliseconds);

/// Types bytes as they are. False if the terminal is closed or does not take them for a second.
bool cv_type(cv_terminal *terminal, const char *bytes, size_t count);

/// Types a scalar or a key (`VTermKey`), encoded as the program's modes ask.
void cv_type_scalar(cv_terminal *terminal, uint32_t scalar, int modifiers);
void cv_type_key(cv_terminal *terminal, int key, int modifiers);

/// Pastes, bracketed if the program asked for that.
void cv_paste(cv_terminal *terminal, const char *bytes, size_t count);

/// Presses and releases a button at a cell, if the program asked for the mouse. Button 4 is wheel
/// up.
void cv_click(cv_terminal *terminal, int row, int column, int button);

void cv_resize(cv_terminal *terminal, int rows, int columns);

/// Closes the terminal as a dropped connection does: the program gets SIGHUP.
void cv_hang_up(cv_terminal *terminal);

cv_cell cv_cell_at(const cv_terminal *terminal, int row, int column);
cv_state cv_state_of(const cv_terminal *terminal);
cv_modes cv_modes_of(const cv_terminal *terminal);

/// Every byte that the program wrote so far; valid until the next call with this terminal.
const char *cv_received(const cv_terminal *terminal, size_t *count);

/// Exit code, or 256 + signal; -1 while it still runs.
int cv_exit_status(cv_terminal *terminal);

int cv_send_signal(const cv_terminal *terminal, int signal);

/// Numbers of keys, so that Swift need not see libvterm's header.
int cv_key_enter(void);
int cv_key_tab(void);
int cv_key_backspace(void);
int cv_key_escape(void);
int cv_key_up(void);
int cv_key_down(void);
int cv_key_left(void);
int cv_key_right(void);
int cv_key_home(void);
int cv_key_end(void);
int cv_key_page_up(void);
int cv_key_page_down(void);
int cv_key_delete(void);
int cv_key_function(int number);
