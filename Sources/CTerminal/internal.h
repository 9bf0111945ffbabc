#pragma once
// Shared by the files of this target only.
#define _GNU_SOURCE 1
#define NCURSES_WIDECHAR 1
#include <stdatomic.h>
#include <termios.h>

#include "CTerminal.h"

// What a signal handler needs to put the terminal back without calling anything that is not safe
// there.
typedef struct {
  atomic_bool armed;       // the terminal is in screen mode
  int terminal;            // descriptor the screen is written to
  struct termios modes;    // as found
  char text[512];          // leaves screen mode
  size_t length;
  int error;               // standard error as found, or -1 while it is not redirected
  int captured;            // memory file that stands in for it
} ct_rescue;

extern ct_rescue ct_saved;

// Leaves screen mode from anywhere, a signal handler included; true for the one caller that did it.
bool ct_rescue_now(void);
// Sends standard error to a memory file while the screen is up, if it is a terminal.
void ct_capture_error(void);
// Puts standard error back and copies out what was written; safe in a signal handler.
void ct_release_error(void);

bool ct_install_signals(void);
void ct_remove_signals(void);
// Stops the process group, us last, and returns when continued.
void ct_stop(void);

bool ct_is_utf8(void);
// Whether the terminal understands CSI sequences; known after `ct_probe`.
bool ct_is_ansi(void);
// Whether it has a window title that xterm's sequences set; known after newterm().
bool ct_has_title(void);
// Collects what leaves screen mode, because a signal handler must not ask terminfo. After
// newterm().
void ct_prepare_rescue(void);

void ct_start_colours(bool wanted);
// Attributes (`attr_t`) and pair for a cell, mapped to what the terminal can show.
unsigned long ct_style(const ct_cell *cell, int *pair);

void ct_start_input(bool mouse);
void ct_start_modes(void);
void ct_stop_modes(void);
// Writes all of it to the terminal, waiting where it must.
void ct_write_all(int descriptor, const char *bytes, size_t count);
// The descriptor that keys come from.
extern int ct_input_descriptor;
