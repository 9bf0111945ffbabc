#define _GNU_SOURCE 1
#include "CVTerm.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <vterm.h>

struct cv_terminal {
  int master;
  pid_t process;
  int status;  // of waitpid, valid once `ended`
  bool ended;
  VTerm *emulator;
  VTermScreen *screen;
  cv_state state;
  char *received;
  size_t count, room;
};

static int on_property(VTermProp property, VTermValue *value, void *user) {
  cv_terminal *terminal = user;
  if (property == VTERM_PROP_ALTSCREEN) terminal->state.alternate = value->boolean;
  if (property == VTERM_PROP_CURSORVISIBLE) terminal->state.visible = value->boolean;
  if (property == VTERM_PROP_MOUSE) terminal->state.mouse = value->number;
  return 1;
}

static int on_cursor(VTermPos position, VTermPos old, int visible, void *user) {
  cv_terminal *terminal = user;
  (void)old;
  (void)visible;
  terminal->state.row = position.row;
  terminal->state.column = position.col;
  return 1;
}

static void on_answer(const char *bytes, size_t count, void *user) { cv_type(user, bytes, count); }

static const VTermScreenCallbacks callbacks = {.movecursor = on_cursor, .settermprop = on_property};

// In the child: nothing of the test process may be left. Test runners block signals on their
// threads, and exec keeps the mask.
static void become(char *const *arguments, char *const *environment, const char *directory) {
  sigset_t none;
  sigemptyset(&none);
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigprocmask(SIG_SETMASK, &none, NULL);
  close_range(3, ~0U, 0);
  if (directory && chdir(directory) != 0) _exit(126);
  execve(arguments[0], arguments, environment);
  _exit(127);
}

cv_terminal *cv_start(char *const *arguments, char *const *environment, const char *directory,
                      int rows, int columns) {
  cv_terminal *terminal = calloc(1, sizeof *terminal);
  if (!terminal) return NULL;
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  terminal->process = forkpty(&terminal->master, NULL, NULL, &size);
  if (terminal->process == 0) become(arguments, environment, directory);
  if (terminal->process < 0) {
    free(terminal);
    return NULL;
  }
  fcntl(terminal->master, F_SETFL, O_NONBLOCK);
  fcntl(terminal->master, F_SETFD, FD_CLOEXEC);
  terminal->emulator = vterm_new(rows, columns);
  vterm_set_utf8(terminal->emulator, 1);
  vterm_output_set_callback(terminal->emulator, on_answer, terminal);
  terminal->screen = vterm_obtain_screen(terminal->emulator);
  vterm_screen_set_callbacks(terminal->screen, &callbacks, terminal);
  vterm_screen_enable_altscreen(terminal->screen, 1);
  vterm_screen_reset(terminal->screen, 1);
  terminal->state.visible = true;
  return terminal;
}

void cv_free(cv_terminal *terminal) {
  if (!terminal) return;
  if (terminal->master >= 0) close(terminal->master);
  if (cv_exit_status(terminal) < 0) {
    kill(terminal->process, SIGKILL);
    waitpid(terminal->process, &terminal->status, 0);
  }
  vterm_free(terminal->emulator);
  free(terminal->received);
  free(terminal);
}

static bool keep(cv_terminal *terminal, const char *bytes, size_t count) {
  if (terminal->count + count > terminal->room) {
    size_t room = (terminal->count + count) * 2;
    char *larger = realloc(terminal->received, room);
    if (!larger) return false;
    terminal->received = larger;
    terminal->room = room;
  }
  memcpy(terminal->received + terminal->count, bytes, count);
  terminal->count += count;
  return true;
}

int cv_pump(cv_terminal *terminal, int milliseconds) {
  if (terminal->master < 0) return -1;
  struct pollfd watched = {.fd = terminal->master, .events = POLLIN};
  int count = poll(&watched, 1, milliseconds);
  if (count == 0 || (count < 0 && errno == EINTR)) return 0;
  int total = 0;
  char part[16384];
  for (;;) {
    ssize_t got = read(terminal->master, part, sizeof part);
    if (got > 0) {
      if (!keep(terminal, part, (size_t)got)) return -1;
      vterm_input_write(terminal->emulator, part, (size_t)got);
      total += (int)got;
    } else if (got < 0 && errno == EINTR) {
      continue;
    } else if (total > 0 || (got < 0 && errno == EAGAIN)) {
      return total;
    } else {
      return -1;
    }
  }
}

bool cv_type(cv_terminal *terminal, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t sent = terminal->master < 0 ? -1 : write(terminal->master, bytes, count);
    if (sent > 0) {
      bytes += sent;
      count -= (size_t)sent;
      continue;
    }
    struct pollfd room = {.fd = terminal->master, .events = POLLOUT};
    if (terminal->master < 0 || errno != EAGAIN || poll(&room, 1, 1000) <= 0) return false;
  }
  return true;
}

void cv_type_scalar(cv_terminal *terminal, uint32_t scalar, int modifiers) {
  vterm_keyboard_unichar(terminal->emulator, scalar, (VTermModifier)modifiers);
}

void cv_type_key(cv_terminal *terminal, int key, int modifiers) {
  vterm_keyboard_key(terminal->emulator, (VTermKey)key, (VTermModifier)modifiers);
}

void cv_paste(cv_terminal *terminal, const char *bytes, size_t count) {
  vterm_keyboard_start_paste(terminal->emulator);
  cv_type(terminal, bytes, count);
  vterm_keyboard_end_paste(terminal->emulator);
}

void cv_click(cv_terminal *terminal, int row, int column, int button) {
  vterm_mouse_move(terminal->emulator, row, column, VTERM_MOD_NONE);
  vterm_mouse_button(terminal->emulator, button, true, VTERM_MOD_NONE);
  vterm_mouse_button(terminal->emulator, button, false, VTERM_MOD_NONE);
}

void cv_resize(cv_terminal *terminal, int rows, int columns) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  vterm_set_size(terminal->emulator, rows, columns);
  ioctl(terminal->master, TIOCSWINSZ, &size);
}

void cv_hang_up(cv_terminal *terminal) {
  if (terminal->master >= 0) close(terminal->master);
  terminal->master = -1;
}

static int colour(const VTermColor *colour, bool is_default) {
  if (is_default) return -1;
  if (VTERM_COLOR_IS_INDEXED(colour)) return colour->indexed.idx;
  return 0x1000000 | colour->rgb.red << 16 | colour->rgb.green << 8 | colour->rgb.blue;
}

cv_cell cv_cell_at(const cv_terminal *terminal, int row, int column) {
  cv_cell result = {.width = 1, .foreground = -1, .background = -1};
  VTermScreenCell cell;
  VTermPos position = {.row = row, .col = column};
  if (!vterm_screen_get_cell(terminal->screen, position, &cell)) return result;
  // libvterm marks the second half of a wide cell with all bits set.
  if (cell.chars[0] != (uint32_t)-1) {
    while (result.count < 6 && cell.chars[result.count]) {
      result.scalars[result.count] = cell.chars[result.count];
      result.count++;
    }
  }
  result.width = cell.width;
  result.foreground = colour(&cell.fg, VTERM_COLOR_IS_DEFAULT_FG(&cell.fg));
  result.background = colour(&cell.bg, VTERM_COLOR_IS_DEFAULT_BG(&cell.bg));
  result.bold = cell.attrs.bold;
  result.underline = cell.attrs.underline != 0;
  result.reverse = cell.attrs.reverse;
  return result;
}

cv_state cv_state_of(const cv_terminal *terminal) { return terminal->state; }

cv_modes cv_modes_of(const cv_terminal *terminal) {
  cv_modes result = {0};
  struct termios modes;
  if (terminal->master < 0 || tcgetattr(terminal->master, &modes) != 0) return result;
  result.canonical = modes.c_lflag & ICANON;
  result.echo = modes.c_lflag & ECHO;
  result.signals = modes.c_lflag & ISIG;
  result.translates = modes.c_iflag & ICRNL && modes.c_oflag & OPOST;
  return result;
}

const char *cv_received(const cv_terminal *terminal, size_t *count) {
  *count = terminal->count;
  return terminal->received;
}

int cv_exit_status(cv_terminal *terminal) {
  if (!terminal->ended) {
    pid_t found = waitpid(terminal->process, &terminal->status, WNOHANG);
    terminal->ended = found == terminal->process;
  }
  if (!terminal->ended) return -1;
  if (WIFSIGNALED(terminal->status)) return 256 + WTERMSIG(terminal->status);
  return WEXITSTATUS(terminal->status);
}

int cv_send_signal(const cv_terminal *terminal, int signal) {
  return terminal->ended ? -1 : kill(terminal->process, signal);
}

int cv_key_enter(void) { return VTERM_KEY_ENTER; }
int cv_key_tab(void) { return VTERM_KEY_TAB; }
int cv_key_backspace(void) { return VTERM_KEY_BACKSPACE; }
int cv_key_escape(void) { return VTERM_KEY_ESCAPE; }
int cv_key_up(void) { return VTERM_KEY_UP; }
int cv_key_down(void) { return VTERM_KEY_DOWN; }
int cv_key_left(void) { return VTERM_KEY_LEFT; }
int cv_key_right(void) { return VTERM_KEY_RIGHT; }
int cv_key_home(void) { return VTERM_KEY_HOME; }
int cv_key_end(void) { return VTERM_KEY_END; }
int cv_key_page_up(void) { return VTERM_KEY_PAGEUP; }
int cv_key_page_down(void) { return VTERM_KEY_PAGEDOWN; }
int cv_key_delete(void) { return VTERM_KEY_DEL; }
int cv_key_function(int number) { return VTERM_KEY_FUNCTION(number); }
