#include "internal.h"
#include <curses.h>

#include <string.h>

static int colours;          // 0: none are used
static bool own_background;  // the terminal's own colours can be asked for
static int next_pair;
static unsigned short pairs[257][257];  // by foreground + 1 and background + 1; 0 = not made yet

void ct_start_colours(bool wanted) {
  memset(pairs, 0, sizeof pairs);
  next_pair = 1;
  colours = 0;
  if (!wanted || !has_colors() || start_color() != OK || COLORS < 8) return;
  own_background = use_default_colors() == OK;
  colours = COLORS;
}

int ct_colours(void) { return colours; }

static void rgb(int index, int *parts) {
  // xterm's palette: 16 named colours, a cube of 6, 24 greys.
  static const int named[16] = {0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD,
                                0x00CDCD, 0xE5E5E5, 0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00,
                                0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF};
  static const int steps[6] = {0, 95, 135, 175, 215, 255};
  if (index < 16) {
    for (int part = 0; part < 3; part++) parts[part] = named[index] >> (16 - 8 * part) & 255;
  } else if (index < 232) {
    parts[0] = steps[(index - 16) / 36];
    parts[1] = steps[(index - 16) / 6 % 6];
    parts[2] = steps[(index - 16) % 6];
  } else {
    parts[0] = parts[1] = parts[2] = 8 + 10 * (index - 232);
  }
}

// The nearest of the first `limit` colours.
static int nearest(int index, int limit) {
  if (index < limit) return index;
  int wanted[3], best = 0;
  long least = -1;
  rgb(index, wanted);
  for (int candidate = 0; candidate < limit; candidate++) {
    int parts[3];
    rgb(candidate, parts);
    long distance = 0;
    for (int part = 0; part < 3; part++) {
      distance += (long)(wanted[part] - parts[part]) * (wanted[part] - parts[part]);
    }
    if (least < 0 || distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

// What the terminal calls this colour.
static int mapped(int index) {
  if (colours > 256) {
    // Direct colour: numbers above 7 mean red, green and blue, not the palette.
    if (index < 8) return index;
    int parts[3];
    rgb(index, parts);
    return parts[0] << 16 | parts[1] << 8 | parts[2];
  }
  if (colours >= 256) return index;
  return nearest(index, colours >= 16 ? 16 : 8);
}

static int pair_of(int foreground, int background) {
  if (foreground < 0 && background < 0) return 0;
  unsigned short *slot = &pairs[foreground + 1][background + 1];
  if (*slot) return *slot;
  int limit = COLOR_PAIRS < 65536 ? COLOR_PAIRS : 65536;
  if (next_pair >= limit) return 0;
  int first = foreground < 0 ? (own_background ? -1 : COLOR_WHITE) : mapped(foreground);
  int second = background < 0 ? (own_background ? -1 : COLOR_BLACK) : mapped(background);
  if (init_extended_pair(next_pair, first, second) != OK) return 0;
  *slot = (unsigned short)next_pair;
  return next_pair++;
}

static int in_palette(int index) { return index < -1 || index > 255 ? -1 : index; }

unsigned long ct_style(const ct_cell *cell, int *pair) {
  attr_t result = A_NORMAL;
  if (cell->attributes & CT_BOLD) result |= A_BOLD;
  if (cell->attributes & CT_DIM) result |= A_DIM;
  if (cell->attributes & CT_UNDERLINE) result |= A_UNDERLINE;
  if (cell->attributes & CT_REVERSE) result |= A_REVERSE;
  *pair = 0;
  if (colours == 0) return result;
  int foreground = in_palette(cell->foreground), background = in_palette(cell->background);
  // Eight colours have no bright ones: bold makes them so.
  if (colours < 16 && foreground >= 8 && foreground < 16) {
    foreground -= 8;
    result |= A_BOLD;
  }
  if (colours < 16 && background >= 8 && background < 16) background -= 8;
  *pair = pair_of(foreground, background);
  return result;
}
