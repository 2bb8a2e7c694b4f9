#if !defined(__linux__) || defined(CCURL_POLL)

#include "CCurl.h"
#include "sockets.h"

#include <poll.h>
#include <stdlib.h>

struct sockets {
  struct pollfd *watched;
  int count, capacity;
  int first; /* where the next look for ready ones begins */
};

struct sockets *sockets_new(void) { return calloc(1, sizeof(struct sockets)); }

void sockets_free(struct sockets *sockets) {
  if (sockets == NULL)
    return;
  free(sockets->watched);
  free(sockets);
}

static int place(const struct sockets *sockets, int descriptor) {
  int index = 0;
  while (index < sockets->count && sockets->watched[index].fd != descriptor)
    index++;
  return index;
}

int sockets_watch(struct sockets *sockets, int descriptor, int what) {
  int index = place(sockets, descriptor);
  if (index == sockets->capacity) {
    int capacity = sockets->capacity * 2 + 16;
    struct pollfd *watched = realloc(sockets->watched, (size_t)capacity * sizeof *watched);
    if (watched == NULL)
      return -1;
    sockets->watched = watched;
    sockets->capacity = capacity;
  }
  if (index == sockets->count)
    sockets->count++;
  sockets->watched[index].fd = descriptor;
  sockets->watched[index].events = (short)((what & CCURL_POLL_IN ? POLLIN : 0) | (what & CCURL_POLL_OUT ? POLLOUT : 0));
  return 0;
}

void sockets_forget(struct sockets *sockets, int descriptor) {
  int index = place(sockets, descriptor);
  if (index < sockets->count)
    sockets->watched[index] = sockets->watched[--sockets->count];
}

int sockets_wait(struct sockets *sockets, int milliseconds, struct ready *ready, int capacity) {
  int left = poll(sockets->watched, (nfds_t)sockets->count, milliseconds);
  int filled = 0;
  for (int step = 0; step < sockets->count && left > 0 && filled < capacity; step++) {
    int index = (sockets->first + step) % sockets->count;
    short found = sockets->watched[index].revents;
    if (found == 0)
      continue;
    left--;
    ready[filled].descriptor = sockets->watched[index].fd;
    ready[filled++].bits = (found & (POLLIN | POLLHUP) ? CCURL_CSELECT_IN : 0) |
                           (found & POLLOUT ? CCURL_CSELECT_OUT : 0) |
                           (found & (POLLERR | POLLNVAL) ? CCURL_CSELECT_ERR : 0);
    if (filled == capacity)
      sockets->first = (index + 1) % sockets->count;
  }
  return filled;
}

#endif
