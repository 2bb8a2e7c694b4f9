#include "functions.h"
#include "sockets.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/*
 * libcurl's own loop (curl_multi_poll and curl_multi_perform) visits every transfer, with a system call each, whenever
 * one of them has something to read: with 500 streams that took twice the processor time of this, and 20 times the
 * latency. Here libcurl names the sockets it waits for, and is called for those that are ready.
 */

enum {
  most_at_once = 64,
  /* Idle connections kept for later. By itself libcurl keeps four for each transfer under way, and lets go of more
   * whenever most of a batch have ended at the same time. */
  most_idle = 32
};

struct ccurl_multi {
  void *handle;
  struct sockets *sockets;
  struct ready ready[most_at_once]; /* as found by the last wait */
  int ready_count;
  int wake[2];   /* a pipe: reading and writing end */
  int64_t timer; /* when libcurl wants to be called, in milliseconds of `now`; -1: not at all */
};

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static int set_socket(ccurl_easy *easy, int descriptor, int what, void *context, void *unused) {
  (void)easy;
  (void)unused;
  ccurl_multi *multi = context;
  if (what != CCURL_POLL_REMOVE)
    return sockets_watch(multi->sockets, descriptor, what);
  sockets_forget(multi->sockets, descriptor);
  /* Another socket may be given its number before the last wait's findings are acted on. */
  for (int index = 0; index < multi->ready_count; index++) {
    if (multi->ready[index].descriptor == descriptor)
      multi->ready[index].bits = 0;
  }
  return 0;
}

static int set_timer(void *handle, long milliseconds, void *context) {
  (void)handle;
  ccurl_multi *multi = context;
  /* A call that comes a moment too early finds nothing due, and libcurl would not ask again: a millisecond is added. */
  multi->timer = milliseconds < 0 ? -1 : now() + milliseconds + (milliseconds > 0);
  return 0;
}

/*
 * How many connections may be open at once; what comes on top waits for its turn. The rest of the process keeps some
 * descriptors for itself: without any, the runtime's timers crash.
 */
static long most_connections(void) {
  enum { kept_free = 40 };
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur > 1 << 20)
    return 1 << 20;
  return limit.rlim_cur > kept_free ? (long)limit.rlim_cur - kept_free : 1;
}

ccurl_multi *ccurl_multi_new(void) {
  ccurl_multi *multi = calloc(1, sizeof *multi);
  if (multi == NULL)
    return NULL;
  multi->wake[0] = multi->wake[1] = -1;
  multi->timer = -1;
  multi->handle = curl.multi_init();
  multi->sockets = sockets_new();
  if (multi->handle == NULL || multi->sockets == NULL || pipe(multi->wake) != 0 ||
      sockets_watch(multi->sockets, multi->wake[0], CCURL_POLL_IN) != 0) {
    ccurl_multi_free(multi);
    return NULL;
  }
  for (int end = 0; end < 2; end++) {
    fcntl(multi->wake[end], F_SETFD, FD_CLOEXEC);
    fcntl(multi->wake[end], F_SETFL, O_NONBLOCK);
  }
  curl.multi_setopt(multi->handle, CCURLMOPT_SOCKETFUNCTION, set_socket);
  curl.multi_setopt(multi->handle, CCURLMOPT_SOCKETDATA, multi);
  curl.multi_setopt(multi->handle, CCURLMOPT_TIMERFUNCTION, set_timer);
  curl.multi_setopt(multi->handle, CCURLMOPT_TIMERDATA, multi);
  curl.multi_setopt(multi->handle, CCURLMOPT_MAXCONNECTS, (long)most_idle);
  curl.multi_setopt(multi->handle, CCURLMOPT_MAX_TOTAL_CONNECTIONS, most_connections());
  return multi;
}

void ccurl_multi_free(ccurl_multi *multi) {
  if (multi->handle != NULL)
    curl.multi_cleanup(multi->handle);
  for (int end = 0; end < 2; end++) {
    if (multi->wake[end] >= 0)
      close(multi->wake[end]);
  }
  sockets_free(multi->sockets);
  free(multi);
}

int ccurl_multi_add(ccurl_multi *multi, ccurl_easy *easy) { return curl.multi_add_handle(multi->handle, easy); }

int ccurl_multi_remove(ccurl_multi *multi, ccurl_easy *easy) { return curl.multi_remove_handle(multi->handle, easy); }

void ccurl_multi_wait(ccurl_multi *multi, int milliseconds) {
  if (multi->timer >= 0) {
    int64_t left = multi->timer - now();
    if (left < milliseconds)
      milliseconds = left < 0 ? 0 : (int)left;
  }
  multi->ready_count = sockets_wait(multi->sockets, milliseconds, multi->ready, most_at_once);
  for (int index = 0; index < multi->ready_count; index++) {
    if (multi->ready[index].descriptor != multi->wake[0])
      continue;
    /* Emptied before the caller looks what it was woken for: a wake that comes later stays in the pipe. */
    char bytes[64];
    while (read(multi->wake[0], bytes, sizeof bytes) == (ssize_t)sizeof bytes) {
    }
    multi->ready[index].bits = 0;
  }
}

void ccurl_multi_wake(ccurl_multi *multi) {
  /* A full pipe wakes just as well. */
  ssize_t written = write(multi->wake[1], "", 1);
  (void)written;
}

void ccurl_multi_act(ccurl_multi *multi) {
  int running = 0;
  for (int index = 0; index < multi->ready_count; index++) {
    struct ready ready = multi->ready[index];
    if (ready.bits != 0)
      curl.multi_socket_action(multi->handle, ready.descriptor, ready.bits, &running);
  }
  multi->ready_count = 0;
  if (multi->timer >= 0 && multi->timer <= now()) {
    multi->timer = -1;
    curl.multi_socket_action(multi->handle, CCURL_SOCKET_TIMEOUT, 0, &running);
  }
}

ccurl_easy *ccurl_multi_next_done(ccurl_multi *multi, int *result) {
  int left = 0;
  struct message *message;
  while ((message = curl.multi_info_read(multi->handle, &left)) != NULL) {
    if (message->kind != 1)
      continue;
    *result = message->data.result;
    return message->easy;
  }
  return NULL;
}
