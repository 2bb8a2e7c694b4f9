#if defined(__linux__) && !defined(CCURL_POLL)

#include "CCurl.h"
#include "sockets.h"

#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { most_at_once = 64 };

struct sockets {
  int epoll;
};

struct sockets *sockets_new(void) {
  struct sockets *sockets = malloc(sizeof *sockets);
  if (sockets == NULL)
    return NULL;
  sockets->epoll = epoll_create1(EPOLL_CLOEXEC);
  if (sockets->epoll < 0) {
    free(sockets);
    return NULL;
  }
  return sockets;
}

void sockets_free(struct sockets *sockets) {
  if (sockets == NULL)
    return;
  close(sockets->epoll);
  free(sockets);
}

int sockets_watch(struct sockets *sockets, int descriptor, int what) {
  struct epoll_event event = {.data.fd = descriptor};
  event.events = (what & CCURL_POLL_IN ? EPOLLIN : 0) | (what & CCURL_POLL_OUT ? EPOLLOUT : 0);
  if (epoll_ctl(sockets->epoll, EPOLL_CTL_MOD, descriptor, &event) == 0)
    return 0;
  return epoll_ctl(sockets->epoll, EPOLL_CTL_ADD, descriptor, &event);
}

void sockets_forget(struct sockets *sockets, int descriptor) {
  struct epoll_event unused = {0};
  epoll_ctl(sockets->epoll, EPOLL_CTL_DEL, descriptor, &unused);
}

int sockets_wait(struct sockets *sockets, int milliseconds, struct ready *ready, int capacity) {
  struct epoll_event events[most_at_once];
  int count = epoll_wait(sockets->epoll, events, capacity < most_at_once ? capacity : most_at_once, milliseconds);
  for (int index = 0; index < count; index++) {
    unsigned int found = events[index].events;
    ready[index].descriptor = events[index].data.fd;
    ready[index].bits = (found & (EPOLLIN | EPOLLHUP) ? CCURL_CSELECT_IN : 0) |
                        (found & EPOLLOUT ? CCURL_CSELECT_OUT : 0) | (found & EPOLLERR ? CCURL_CSELECT_ERR : 0);
  }
  return count < 0 ? 0 : count;
}

#endif
