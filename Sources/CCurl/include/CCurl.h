#ifndef CCURL_H
#define CCURL_H

#include <stddef.h>
#include <stdint.h>

/*
 * The part of libcurl's interface that this program uses, declared by ourselves: libcurl is loaded when it is first
 * needed, so neither its headers nor a library to link against are wanted at build time, and a process that never
 * speaks HTTP never loads it.
 *
 * The numbers below are part of libcurl's stable binary interface. A test compares each of them with curl's own
 * headers where those are installed, by way of the X lists.
 */

#define CCURL_OPTIONS(X)                                                                                               \
  X(WRITEDATA, 10001)                                                                                                  \
  X(URL, 10002)                                                                                                        \
  X(PROXY, 10004)                                                                                                      \
  X(READDATA, 10009)                                                                                                   \
  X(ERRORBUFFER, 10010)                                                                                                \
  X(WRITEFUNCTION, 20011)                                                                                              \
  X(READFUNCTION, 20012)                                                                                               \
  X(HTTPHEADER, 10023)                                                                                                 \
  X(SSLCERT, 10025)                                                                                                    \
  X(KEYPASSWD, 10026)                                                                                                  \
  X(HEADERDATA, 10029)                                                                                                 \
  X(CUSTOMREQUEST, 10036)                                                                                              \
  X(NOBODY, 44)                                                                                                        \
  X(POST, 47)                                                                                                          \
  X(SSL_VERIFYPEER, 64)                                                                                                \
  X(CAINFO, 10065)                                                                                                     \
  X(FRESH_CONNECT, 74)                                                                                                 \
  X(FORBID_REUSE, 75)                                                                                                  \
  X(HEADERFUNCTION, 20079)                                                                                             \
  X(SSL_VERIFYHOST, 81)                                                                                                \
  X(HTTP_VERSION, 84)                                                                                                  \
  X(SSLKEY, 10087)                                                                                                     \
  X(CAPATH, 10097)                                                                                                     \
  X(NOSIGNAL, 99)                                                                                                      \
  X(ACCEPT_ENCODING, 10102)                                                                                            \
  X(PRIVATE, 10103)                                                                                                    \
  X(POSTFIELDSIZE_LARGE, 30120)                                                                                        \
  X(TCP_NODELAY, 121)                                                                                                  \
  X(CONNECT_ONLY, 141)                                                                                                 \
  X(CONNECTTIMEOUT_MS, 156)                                                                                            \
  X(OPENSOCKETFUNCTION, 20163)                                                                                         \
  X(OPENSOCKETDATA, 10164)                                                                                             \
  X(SEEKFUNCTION, 20167)                                                                                               \
  X(SEEKDATA, 10168)                                                                                                   \
  X(CERTINFO, 172)                                                                                                     \
  X(NOPROXY, 10177)                                                                                                    \
  X(PROTOCOLS, 181)                                                                                                    \
  X(TCP_KEEPALIVE, 213)                                                                                                \
  X(TCP_KEEPIDLE, 214)                                                                                                 \
  X(TCP_KEEPINTVL, 215)                                                                                                \
  X(PROXY_CAINFO, 10246)                                                                                               \
  X(PROXY_CAPATH, 10247)                                                                                               \
  X(SUPPRESS_CONNECT_HEADERS, 265)                                                                                     \
  X(MAXAGE_CONN, 288)                                                                                                  \
  X(MIMEPOST, 10269)

#define CCURL_INFOS(X)                                                                                                 \
  X(PRIVATE, 0x100015)                                                                                                 \
  X(PRIMARY_IP, 0x100020)                                                                                              \
  X(HTTP_CONNECTCODE, 0x200016)                                                                                        \
  X(HTTP_VERSION, 0x20002E)                                                                                            \
  X(PRIMARY_PORT, 0x200028)                                                                                            \
  X(CERTINFO, 0x400022)                                                                                                \
  X(NAMELOOKUP_TIME_T, 0x600033)                                                                                       \
  X(CONNECT_TIME_T, 0x600034)                                                                                          \
  X(PRETRANSFER_TIME_T, 0x600035)                                                                                      \
  X(STARTTRANSFER_TIME_T, 0x600036)                                                                                    \
  X(APPCONNECT_TIME_T, 0x600038)

/* Result codes of a transfer (CURLE_…). */
#define CCURL_RESULTS(X)                                                                                               \
  X(OK, 0)                                                                                                             \
  X(UNSUPPORTED_PROTOCOL, 1)                                                                                           \
  X(URL_MALFORMAT, 3)                                                                                                  \
  X(COULDNT_RESOLVE_PROXY, 5)                                                                                          \
  X(COULDNT_RESOLVE_HOST, 6)                                                                                           \
  X(COULDNT_CONNECT, 7)                                                                                                \
  X(WEIRD_SERVER_REPLY, 8)                                                                                             \
  X(WRITE_ERROR, 23)                                                                                                   \
  X(READ_ERROR, 26)                                                                                                    \
  X(OPERATION_TIMEDOUT, 28)                                                                                            \
  X(SSL_CONNECT_ERROR, 35)                                                                                             \
  X(ABORTED_BY_CALLBACK, 42)                                                                                           \
  X(SSL_ENGINE_NOTFOUND, 53)                                                                                           \
  X(SSL_ENGINE_SETFAILED, 54)                                                                                          \
  X(RECV_ERROR, 56)                                                                                                    \
  X(SSL_CERTPROBLEM, 58)                                                                                               \
  X(SSL_CIPHER, 59)                                                                                                    \
  X(PEER_FAILED_VERIFICATION, 60)                                                                                      \
  X(BAD_CONTENT_ENCODING, 61)                                                                                          \
  X(SEND_FAIL_REWIND, 65)                                                                                              \
  X(SSL_ENGINE_INITFAILED, 66)                                                                                         \
  X(SSL_CACERT_BADFILE, 77)                                                                                            \
  X(SSL_CRL_BADFILE, 82)                                                                                               \
  X(SSL_ISSUER_ERROR, 83)                                                                                              \
  X(SSL_PINNEDPUBKEYNOTMATCH, 90)                                                                                      \
  X(SSL_INVALIDCERTSTATUS, 91)

/* Options and result codes younger than the oldest libcurl that is accepted, with the version that brought them. */
#define CCURL_OPTIONS_7_85(X) X(PROTOCOLS_STR, 10318)
#define CCURL_RESULTS_7_73(X) X(PROXY, 97)
#define CCURL_RESULTS_7_77(X) X(SSL_CLIENTCERT, 98)

#define CCURL_MULTI_OPTIONS(X)                                                                                         \
  X(SOCKETFUNCTION, 20001)                                                                                             \
  X(SOCKETDATA, 10002)                                                                                                 \
  X(TIMERFUNCTION, 20004)                                                                                              \
  X(TIMERDATA, 10005)                                                                                                  \
  X(MAX_TOTAL_CONNECTIONS, 13)                                                                                         \
  X(MAXCONNECTS, 6)

#define CCURL_CONSTANTS(X)                                                                                             \
  X(HTTP_VERSION_1_1, 2)                                                                                               \
  X(HTTP_VERSION_2TLS, 4)                                                                                              \
  X(POLL_IN, 1)                                                                                                        \
  X(POLL_OUT, 2)                                                                                                       \
  X(POLL_INOUT, 3)                                                                                                     \
  X(POLL_REMOVE, 4)                                                                                                    \
  X(CSELECT_IN, 1)                                                                                                     \
  X(CSELECT_OUT, 2)                                                                                                    \
  X(CSELECT_ERR, 4)                                                                                                    \
  X(SOCKET_TIMEOUT, -1)                                                                                                \
  X(READFUNC_ABORT, 0x10000000)                                                                                        \
  X(SEEKFUNC_OK, 0)                                                                                                    \
  X(SEEKFUNC_FAIL, 1)                                                                                                  \
  X(ERROR_SIZE, 256)

#define CCURL_PAUSES(X)                                                                                                \
  X(RECV, 1)                                                                                                           \
  X(CONT, 0)

typedef enum {
#define CCURL_DEFINE(name, value) CCURLOPT_##name = value,
  CCURL_OPTIONS(CCURL_DEFINE) CCURL_OPTIONS_7_85(CCURL_DEFINE)
#undef CCURL_DEFINE
} ccurl_option;

typedef enum {
#define CCURL_DEFINE(name, value) CCURLINFO_##name = value,
  CCURL_INFOS(CCURL_DEFINE)
#undef CCURL_DEFINE
} ccurl_info;

enum {
#define CCURL_DEFINE(name, value) CCURLE_##name = value,
  CCURL_RESULTS(CCURL_DEFINE) CCURL_RESULTS_7_73(CCURL_DEFINE) CCURL_RESULTS_7_77(CCURL_DEFINE)
#undef CCURL_DEFINE
};

enum {
#define CCURL_DEFINE(name, value) CCURLPAUSE_##name = value,
  CCURL_PAUSES(CCURL_DEFINE)
#undef CCURL_DEFINE
};

enum {
#define CCURL_DEFINE(name, value) CCURL_##name = value,
  CCURL_CONSTANTS(CCURL_DEFINE)
#undef CCURL_DEFINE
};

enum {
#define CCURL_DEFINE(name, value) CCURLMOPT_##name = value,
  CCURL_MULTI_OPTIONS(CCURL_DEFINE)
#undef CCURL_DEFINE
};

typedef struct ccurl_easy ccurl_easy;
typedef struct ccurl_multi ccurl_multi;
typedef struct ccurl_list ccurl_list;
typedef struct ccurl_form ccurl_form;
typedef struct ccurl_part ccurl_part;

typedef size_t (*ccurl_data_callback)(char *bytes, size_t size, size_t count, void *context);
typedef int (*ccurl_seek_callback)(void *context, int64_t offset, int origin);

/* Loading. Not thread-safe: the caller holds a lock. Everything below needs a load that returned CCURL_LOADED. */

enum { CCURL_LOADED = 0, CCURL_NOT_FOUND = 1, CCURL_TOO_OLD = 2, CCURL_BROKEN = 3 };

/* Loads and initialises the library `name` unless one is loaded already. `minimum` is a version number, 0xMMmmpp. */
int ccurl_load(const char *name, unsigned int minimum);
/* Of the library that is loaded, or that was refused as too old: "7.88.1", and its TLS back end ("OpenSSL/3.0.1"). */
const char *ccurl_version(void);
const char *ccurl_tls_version(void);
unsigned int ccurl_version_number(void);

/* One transfer. Setters return a result code. */

ccurl_easy *ccurl_easy_new(void);
void ccurl_easy_free(ccurl_easy *easy);
int ccurl_set_long(ccurl_easy *easy, ccurl_option option, long value);
int ccurl_set_size(ccurl_easy *easy, ccurl_option option, int64_t value);
int ccurl_set_string(ccurl_easy *easy, ccurl_option option, const char *value);
int ccurl_set_pointer(ccurl_easy *easy, ccurl_option option, const void *value);
int ccurl_set_list(ccurl_easy *easy, ccurl_option option, ccurl_list *list);
int ccurl_set_data_callback(ccurl_easy *easy, ccurl_option option, ccurl_data_callback callback);
int ccurl_set_seek_callback(ccurl_easy *easy, ccurl_option option, ccurl_seek_callback callback);
/* Sockets are opened close-on-exec, so that no child process inherits one, and only while `*refused` is 0. */
int ccurl_set_socket_gate(ccurl_easy *easy, const int *refused);
int ccurl_pause(ccurl_easy *easy, int bits);
/* The value of a long, offset or pointer information; 0 or NULL when there is none. */
long ccurl_get_long(ccurl_easy *easy, ccurl_info info);
int64_t ccurl_get_size(ccurl_easy *easy, ccurl_info info);
void *ccurl_get_pointer(ccurl_easy *easy, ccurl_info info);
/* Makes the transfer and waits for its end; returns a result code. */
int ccurl_perform(ccurl_easy *easy);
/* Line `line` ("Issuer:...") of certificate `index` of the server, whose own is the first; NULL past either end. Only
   after a transfer with CCURLOPT_CERTINFO. */
const char *ccurl_certificate_line(ccurl_easy *easy, int index, int line);
/* libcurl's own words for a result code. */
const char *ccurl_describe(int result);

/* Returns the list with a copy of `line` at its end, or NULL (and leaves the list as it was) when memory is short. */
ccurl_list *ccurl_list_append(ccurl_list *list, const char *line);
void ccurl_list_free(ccurl_list *list);

/* A multipart body. Setters return a result code; strings and bytes are copied. */

ccurl_form *ccurl_form_new(ccurl_easy *easy);
void ccurl_form_free(ccurl_form *form);
/* Before the transfer starts, and once the form is whole. */
int ccurl_set_form(ccurl_easy *easy, ccurl_form *form);
ccurl_part *ccurl_form_add(ccurl_form *form);
int ccurl_part_set_name(ccurl_part *part, const char *name);
int ccurl_part_set_file_name(ccurl_part *part, const char *name);
int ccurl_part_set_type(ccurl_part *part, const char *type);
int ccurl_part_set_bytes(ccurl_part *part, const void *bytes, size_t count);
/* `read` returns how many bytes it gave, at most size * count, or CCURL_READFUNC_ABORT. */
int ccurl_part_set_source(ccurl_part *part, int64_t size, ccurl_data_callback read, ccurl_seek_callback seek,
                          void *context);

/* All transfers of one thread. Only `ccurl_multi_wake` may be called from another. */

/* NULL when memory or descriptors are short. */
ccurl_multi *ccurl_multi_new(void);
void ccurl_multi_free(ccurl_multi *multi);
int ccurl_multi_add(ccurl_multi *multi, ccurl_easy *easy);
int ccurl_multi_remove(ccurl_multi *multi, ccurl_easy *easy);
/* Sleeps until a socket is ready, a timer of libcurl is due, it is woken, or so many milliseconds have passed. */
void ccurl_multi_wait(ccurl_multi *multi, int milliseconds);
void ccurl_multi_wake(ccurl_multi *multi);
/* Does what the last wait found ready. */
void ccurl_multi_act(ccurl_multi *multi);
/* The next transfer that has ended, with its result code; NULL when there is none. */
ccurl_easy *ccurl_multi_next_done(ccurl_multi *multi, int *result);

/* Runs `body(context)` on a new detached thread that handles no signals. Returns 0, or an errno value. */
int ccurl_start_thread(void *(*body)(void *context), void *context);

#endif
