/*
 * Tells the thread sanitizer what the standard library's Mutex does where two threads meet: those functions are part of
 * a library that is not instrumented, so without this every contended lock looks like a race. Loaded before that
 * library; the names are the mangled ones of Synchronization._MutexHandle._lockSlow(UInt32) and _unlockSlow().
 */
#include <dlfcn.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

void __tsan_acquire(void *address) __attribute__((weak));
void __tsan_release(void *address) __attribute__((weak));

SWIFT void lock_slow(uint32_t thread, SELF void *mutex) __asm__(LOCK);
SWIFT void unlock_slow(SELF void *mutex) __asm__(UNLOCK);

typedef SWIFT void locking(uint32_t thread, SELF void *mutex);
typedef SWIFT void unlocking(SELF void *mutex);

SWIFT void lock_slow(uint32_t thread, SELF void *mutex) {
  ((locking *)dlsym(RTLD_NEXT, LOCK))(thread, mutex);
  if (__tsan_acquire)
    __tsan_acquire(mutex);
}

SWIFT void unlock_slow(SELF void *mutex) {
  if (__tsan_release)
    __tsan_release(mutex);
  ((unlocking *)dlsym(RTLD_NEXT, UNLOCK))(mutex);
}
