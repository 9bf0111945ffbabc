#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

ct_rescue ct_saved = {.error = -1, .captured = -1};

static int wake_read = -1;
static atomic_int wake_write = -1;  // read by any thread that wakes us
static atomic_uint pending;

static const int wanted[] = {SIGWINCH, SIGCONT, SIGTSTP, SIGTERM, SIGINT, SIGHUP};
static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP};
enum { WANTED = sizeof wanted / sizeof *wanted, FATAL = sizeof fatal / sizeof *fatal };
static struct sigaction before_wanted[WANTED];
static char crash_stack[64 * 1024];

void ct_wake(void) {
  int kept = errno, end = atomic_load(&wake_write);
  // A full pipe already wakes the reader.
  if (end >= 0 && write(end, "w", 1) < 0) {}
  errno = kept;
}

static unsigned ready_bit(int signal) {
  switch (signal) {
    case SIGWINCH: return CT_READY_RESIZE;
    case SIGCONT: return CT_READY_CONTINUE;
    case SIGTSTP: return CT_READY_SUSPEND;
    case SIGHUP: return CT_READY_HANGUP;
    default: return CT_READY_END;
  }
}

// A signal may land on any thread, so it is passed on to the one that polls.
static void note(int signal) {
  atomic_fetch_or(&pending, ready_bit(signal));
  ct_wake();
}

// The terminal is put back, the message of the crash shown, and the crash happens after all. Not
// chained to Swift's backtracer: on a terminal that waits up to 30 seconds for a key.
static void crash(int signal) {
  ct_rescue_now();
  struct sigaction fallback = {.sa_handler = SIG_DFL};
  sigaction(signal, &fallback, NULL);
  raise(signal);
}

bool ct_rescue_now(void) {
  if (!atomic_exchange(&ct_saved.armed, false)) return false;
  if (write(ct_saved.terminal, ct_saved.text, ct_saved.length) < 0) {}
  tcsetattr(ct_saved.terminal, TCSANOW, &ct_saved.modes);
  ct_release_error();
  return true;
}

static bool make_pipe(void) {
  if (wake_read >= 0) return true;
  int ends[2];
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return false;
  wake_read = ends[0];
  atomic_store(&wake_write, ends[1]);
  return true;
}

bool ct_install_signals(void) {
  if (!make_pipe()) return false;
  stack_t stack = {.ss_sp = crash_stack, .ss_size = sizeof crash_stack};
  sigaltstack(&stack, NULL);
  for (int at = 0; at < WANTED; at++) {
    struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
    sigaction(wanted[at], &action, &before_wanted[at]);
  }
  for (int at = 0; at < FATAL; at++) {
    struct sigaction action = {.sa_handler = crash, .sa_flags = SA_ONSTACK};
    sigaction(fatal[at], &action, NULL);
  }
  return true;
}

void ct_remove_signals(void) {
  for (int at = 0; at < WANTED; at++) sigaction(wanted[at], &before_wanted[at], NULL);
}

void ct_stop(void) {
  struct sigaction ignore = {.sa_handler = SIG_IGN}, stop = {.sa_handler = SIG_DFL}, ours;
  // The others of the group first (`make` waits for us and must stop too, or no shell comes back),
  // then this thread itself: a signal sent to it is delivered before the call returns.
  sigaction(SIGTSTP, &ignore, &ours);
  kill(0, SIGTSTP);
  sigaction(SIGTSTP, &stop, NULL);
  sigset_t only, kept;
  sigemptyset(&only);
  sigaddset(&only, SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &only, &kept);
  raise(SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &kept, NULL);
  sigaction(SIGTSTP, &ours, NULL);
  atomic_fetch_and(&pending, ~(unsigned)(CT_READY_CONTINUE | CT_READY_SUSPEND));
}

unsigned ct_wait(int milliseconds) {
  struct pollfd watched[2] = {{.fd = wake_read, .events = POLLIN},
                              {.fd = ct_input_descriptor, .events = POLLIN}};
  int count = poll(watched, 2, milliseconds);
  unsigned result = 0;
  if (count > 0 && watched[0].revents) {
    char drained[256];
    while (read(wake_read, drained, sizeof drained) == sizeof drained) {}
  }
  if (count > 0 && watched[1].revents & POLLIN) {
    int waiting = 0;
    bool asked = ioctl(ct_input_descriptor, FIONREAD, &waiting) == 0;
    result |= asked && waiting == 0 ? CT_READY_HANGUP : CT_READY_INPUT;
  } else if (count > 0 && watched[1].revents & (POLLHUP | POLLERR | POLLNVAL)) {
    result |= CT_READY_HANGUP;
  }
  return result | atomic_exchange(&pending, 0);
}

void ct_capture_error(void) {
  if (!isatty(STDERR_FILENO)) return;
  int file = memfd_create("standard error", MFD_CLOEXEC);
  int copy = file < 0 ? -1 : fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (copy < 0 || dup2(file, STDERR_FILENO) < 0) {
    if (file >= 0) close(file);
    if (copy >= 0) close(copy);
    return;
  }
  ct_saved.captured = file;
  ct_saved.error = copy;
}

void ct_release_error(void) {
  if (ct_saved.error < 0) return;
  dup2(ct_saved.error, STDERR_FILENO);
  char part[4096];
  off_t at = 0;
  for (ssize_t got; (got = pread(ct_saved.captured, part, sizeof part, at)) > 0; at += got) {
    if (write(STDERR_FILENO, part, (size_t)got) < 0) break;
  }
  close(ct_saved.captured);
  close(ct_saved.error);
  ct_saved.captured = ct_saved.error = -1;
}
