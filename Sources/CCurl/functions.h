#ifndef FUNCTIONS_H
#define FUNCTIONS_H

#include "CCurl.h"

/* Layouts of libcurl's binary interface, as far as they are read here. */

struct version_info {
  int age;
  const char *version;
  unsigned int version_number;
  const char *host;
  int features;
  const char *tls_version;
};

struct message {
  int kind; /* 1: a transfer is done */
  ccurl_easy *easy;
  union {
    void *other;
    int result;
  } data;
};

struct socket_address {
  int family;
  int type;
  int protocol;
  unsigned int length;
};

struct line {
  const char *text;
  struct line *next;
};

struct certificates {
  int count;
  struct line **lines;
};

#define FUNCTIONS(X)                                                                                                   \
  X(int, global_init, (long))                                                                                          \
  X(struct version_info *, version_info, (int))                                                                        \
  X(ccurl_easy *, easy_init, (void))                                                                                   \
  X(void, easy_cleanup, (ccurl_easy *))                                                                                \
  X(int, easy_setopt, (ccurl_easy *, int, ...))                                                                        \
  X(int, easy_getinfo, (ccurl_easy *, int, ...))                                                                       \
  X(int, easy_pause, (ccurl_easy *, int))                                                                              \
  X(int, easy_perform, (ccurl_easy *))                                                                                 \
  X(const char *, easy_strerror, (int))                                                                                \
  X(ccurl_list *, slist_append, (ccurl_list *, const char *))                                                          \
  X(void, slist_free_all, (ccurl_list *))                                                                              \
  X(ccurl_form *, mime_init, (ccurl_easy *))                                                                           \
  X(void, mime_free, (ccurl_form *))                                                                                   \
  X(ccurl_part *, mime_addpart, (ccurl_form *))                                                                        \
  X(int, mime_name, (ccurl_part *, const char *))                                                                      \
  X(int, mime_filename, (ccurl_part *, const char *))                                                                  \
  X(int, mime_type, (ccurl_part *, const char *))                                                                      \
  X(int, mime_data, (ccurl_part *, const char *, size_t))                                                              \
  X(int, mime_data_cb, (ccurl_part *, int64_t, ccurl_data_callback, ccurl_seek_callback, void (*)(void *), void *))    \
  X(void *, multi_init, (void))                                                                                 \
  X(int, multi_cleanup, (void *))                                                                               \
  X(int, multi_add_handle, (void *, ccurl_easy *))                                                              \
  X(int, multi_remove_handle, (void *, ccurl_easy *))                                                           \
  X(int, multi_setopt, (void *, int, ...))                                                                             \
  X(int, multi_socket_action, (void *, int, int, int *))                                                               \
  X(struct message *, multi_info_read, (void *, int *))

struct functions {
#define DECLARE(type, name, parameters) type(*name) parameters;
  FUNCTIONS(DECLARE)
#undef DECLARE
};

/* Written once, by the load that succeeds; read only after it. */
extern struct functions curl;

#endif
