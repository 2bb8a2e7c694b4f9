#ifndef SOCKETS_H
#define SOCKETS_H

/* The sockets that a loop waits for: by epoll where there is one, so that a wait costs what is ready and not what is
   open, by poll elsewhere. */

struct sockets;

struct ready {
  int descriptor;
  int bits; /* CCURL_CSELECT_… */
};

/* NULL when memory or descriptors are short. */
struct sockets *sockets_new(void);
void sockets_free(struct sockets *sockets);
/* Waits for `what` (CCURL_POLL_IN, _OUT or _INOUT) on the descriptor from now on. Returns 0, or -1 if it cannot. */
int sockets_watch(struct sockets *sockets, int descriptor, int what);
void sockets_forget(struct sockets *sockets, int descriptor);
/* Sleeps until a descriptor is ready or the time is over; returns how many of `ready` were filled in. Those left out
   for lack of room come first the next time. */
int sockets_wait(struct sockets *sockets, int milliseconds, struct ready *ready, int capacity);

#endif
