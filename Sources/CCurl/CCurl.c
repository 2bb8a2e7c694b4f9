#define _GNU_SOURCE
#include "CCurl.h"
#include "functions.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct functions curl;
static bool loaded;
static struct version_info *version;

int ccurl_load(const char *name, unsigned int minimum) {
  if (loaded)
    return version->version_number < minimum ? CCURL_TOO_OLD : CCURL_LOADED;
  void *library = dlopen(name, RTLD_LAZY | RTLD_LOCAL);
  if (library == NULL)
    return CCURL_NOT_FOUND;
  struct functions found;
  memset(&found, 0, sizeof found);
  found.version_info = (struct version_info * (*)(int)) dlsym(library, "curl_version_info");
  version = found.version_info == NULL ? NULL : found.version_info(0);
  if (version == NULL) {
    dlclose(library);
    return CCURL_BROKEN;
  }
  /* The library stays open from here on: its version strings are shown in the error about it. */
  if (version->version_number < minimum)
    return CCURL_TOO_OLD;
  bool complete = true;
#define FIND(type, name, parameters) complete &= (found.name = (type(*) parameters)dlsym(library, "curl_" #name)) != NULL;
  FUNCTIONS(FIND)
#undef FIND
  if (!complete || found.global_init(3 /* CURL_GLOBAL_ALL */) != 0)
    return CCURL_BROKEN;
  curl = found;
  loaded = true;
  return CCURL_LOADED;
}

const char *ccurl_version(void) { return version == NULL ? NULL : version->version; }
const char *ccurl_tls_version(void) { return version == NULL ? NULL : version->tls_version; }
unsigned int ccurl_version_number(void) { return version == NULL ? 0 : version->version_number; }

ccurl_easy *ccurl_easy_new(void) { return curl.easy_init(); }
void ccurl_easy_free(ccurl_easy *easy) { curl.easy_cleanup(easy); }

int ccurl_set_long(ccurl_easy *easy, ccurl_option option, long value) {
  return curl.easy_setopt(easy, (int)option, value);
}

int ccurl_set_size(ccurl_easy *easy, ccurl_option option, int64_t value) {
  return curl.easy_setopt(easy, (int)option, value);
}

int ccurl_set_string(ccurl_easy *easy, ccurl_option option, const char *value) {
  return curl.easy_setopt(easy, (int)option, value);
}

int ccurl_set_pointer(ccurl_easy *easy, ccurl_option option, const void *value) {
  return curl.easy_setopt(easy, (int)option, value);
}

int ccurl_set_list(ccurl_easy *easy, ccurl_option option, ccurl_list *list) {
  return curl.easy_setopt(easy, (int)option, list);
}

int ccurl_set_data_callback(ccurl_easy *easy, ccurl_option option, ccurl_data_callback callback) {
  return curl.easy_setopt(easy, (int)option, callback);
}

int ccurl_set_seek_callback(ccurl_easy *easy, ccurl_option option, ccurl_seek_callback callback) {
  return curl.easy_setopt(easy, (int)option, callback);
}

static int open_socket(void *context, int purpose, struct socket_address *address) {
  (void)purpose;
  if (*(const int *)context != 0)
    return -1;
#ifdef SOCK_CLOEXEC
  return socket(address->family, address->type | SOCK_CLOEXEC, address->protocol);
#else
  int descriptor = socket(address->family, address->type, address->protocol);
  if (descriptor >= 0 && fcntl(descriptor, F_SETFD, FD_CLOEXEC) != 0) {
    close(descriptor);
    return -1;
  }
  return descriptor;
#endif
}

int ccurl_set_socket_gate(ccurl_easy *easy, const int *refused) {
  int result = curl.easy_setopt(easy, CCURLOPT_OPENSOCKETDATA, refused);
  return result != 0 ? result : curl.easy_setopt(easy, CCURLOPT_OPENSOCKETFUNCTION, open_socket);
}

int ccurl_pause(ccurl_easy *easy, int bits) { return curl.easy_pause(easy, bits); }

long ccurl_get_long(ccurl_easy *easy, ccurl_info info) {
  long value = 0;
  return curl.easy_getinfo(easy, (int)info, &value) == 0 ? value : 0;
}

int64_t ccurl_get_size(ccurl_easy *easy, ccurl_info info) {
  int64_t value = 0;
  return curl.easy_getinfo(easy, (int)info, &value) == 0 ? value : 0;
}

void *ccurl_get_pointer(ccurl_easy *easy, ccurl_info info) {
  void *value = NULL;
  return curl.easy_getinfo(easy, (int)info, &value) == 0 ? value : NULL;
}

int ccurl_perform(ccurl_easy *easy) { return curl.easy_perform(easy); }

const char *ccurl_certificate_line(ccurl_easy *easy, int index, int line) {
  const struct certificates *certificates = ccurl_get_pointer(easy, CCURLINFO_CERTINFO);
  if (certificates == NULL || index < 0 || index >= certificates->count)
    return NULL;
  const struct line *found = certificates->lines[index];
  for (; found != NULL && line > 0; line--)
    found = found->next;
  return found == NULL ? NULL : found->text;
}

const char *ccurl_describe(int result) { return curl.easy_strerror(result); }

ccurl_list *ccurl_list_append(ccurl_list *list, const char *line) { return curl.slist_append(list, line); }
void ccurl_list_free(ccurl_list *list) { curl.slist_free_all(list); }

ccurl_form *ccurl_form_new(ccurl_easy *easy) { return curl.mime_init(easy); }
void ccurl_form_free(ccurl_form *form) { curl.mime_free(form); }
int ccurl_set_form(ccurl_easy *easy, ccurl_form *form) { return curl.easy_setopt(easy, CCURLOPT_MIMEPOST, form); }
ccurl_part *ccurl_form_add(ccurl_form *form) { return curl.mime_addpart(form); }
int ccurl_part_set_name(ccurl_part *part, const char *name) { return curl.mime_name(part, name); }
int ccurl_part_set_file_name(ccurl_part *part, const char *name) { return curl.mime_filename(part, name); }
int ccurl_part_set_type(ccurl_part *part, const char *type) { return curl.mime_type(part, type); }

int ccurl_part_set_bytes(ccurl_part *part, const void *bytes, size_t count) {
  return curl.mime_data(part, bytes, count);
}

int ccurl_part_set_source(ccurl_part *part, int64_t size, ccurl_data_callback read, ccurl_seek_callback seek,
                          void *context) {
  return curl.mime_data_cb(part, size, read, seek, NULL, context);
}

int ccurl_start_thread(void *(*body)(void *context), void *context) {
  pthread_attr_t attributes;
  int error = pthread_attr_init(&attributes);
  if (error != 0)
    return error;
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  /* A new thread inherits the mask: termination and the like are for the threads of the program proper. */
  sigset_t outer, before;
  sigemptyset(&outer);
  const int signals[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGCHLD, SIGUSR1, SIGUSR2, SIGWINCH, SIGTSTP};
  for (size_t index = 0; index < sizeof signals / sizeof signals[0]; index++)
    sigaddset(&outer, signals[index]);
  pthread_sigmask(SIG_BLOCK, &outer, &before);
  pthread_t thread;
  error = pthread_create(&thread, &attributes, body, context);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&attributes);
  return error;
}
