#pragma once
#include <poll.h>
#include <sys/epoll.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>

// What a hot path asks of the kernel and of the heap, counted exactly: this defines libc's functions anew, counts while
// a part is measured, and goes on to the kernel or to the real heap. To be included by one source of a program.
namespace guanlan::bench {

struct Calls {
  uint64_t system = 0;
  uint64_t allocations = 0;
  /// Calls that let the thread sleep.
  uint64_t rests = 0;
};

/// Counts of this thread, while it counts.
inline thread_local Calls calls;
inline thread_local bool counting = false;

}  // namespace guanlan::bench

extern "C" {
void* __libc_malloc(size_t bytes);
void* __libc_calloc(size_t count, size_t bytes);
void* __libc_realloc(void* old, size_t bytes);
void* __libc_memalign(size_t alignment, size_t bytes);

/// The measured part of a path: counted here, and known to callgrind by this name (--toggle-collect).
__attribute__((noinline)) void guanlanMeasured(void (*work)(void*), void* argument) {
  guanlan::bench::counting = true;
  work(argument);
  guanlan::bench::counting = false;
}
}

namespace guanlan::bench {

template <typename... Arguments>
long systemCall(long number, Arguments... arguments) {
  calls.system += counting;
  return ::syscall(number, arguments...);
}

inline void allocated() { calls.allocations += counting; }

}  // namespace guanlan::bench

extern "C" {

// NOLINTBEGIN: libc's names and parameters.
int recvmmsg(int fd, mmsghdr* messages, unsigned count, int flags, timespec* timeout) {
  return static_cast<int>(guanlan::bench::systemCall(SYS_recvmmsg, fd, messages, count, flags, timeout));
}
int sendmmsg(int fd, mmsghdr* messages, unsigned count, int flags) {
  return static_cast<int>(guanlan::bench::systemCall(SYS_sendmmsg, fd, messages, count, flags));
}
ssize_t recvmsg(int fd, msghdr* message, int flags) {
  return guanlan::bench::systemCall(SYS_recvmsg, fd, message, flags);
}
ssize_t sendmsg(int fd, const msghdr* message, int flags) {
  return guanlan::bench::systemCall(SYS_sendmsg, fd, message, flags);
}
ssize_t recvfrom(int fd, void* bytes, size_t size, int flags, sockaddr* from, socklen_t* fromSize) {
  return guanlan::bench::systemCall(SYS_recvfrom, fd, bytes, size, flags, from, fromSize);
}
ssize_t recv(int fd, void* bytes, size_t size, int flags) {
  return guanlan::bench::systemCall(SYS_recvfrom, fd, bytes, size, flags, nullptr, nullptr);
}
ssize_t sendto(int fd, const void* bytes, size_t size, int flags, const sockaddr* to, socklen_t toSize) {
  return guanlan::bench::systemCall(SYS_sendto, fd, bytes, size, flags, to, toSize);
}
ssize_t send(int fd, const void* bytes, size_t size, int flags) {
  return guanlan::bench::systemCall(SYS_sendto, fd, bytes, size, flags, nullptr, 0);
}
ssize_t read(int fd, void* bytes, size_t size) { return guanlan::bench::systemCall(SYS_read, fd, bytes, size); }
ssize_t write(int fd, const void* bytes, size_t size) { return guanlan::bench::systemCall(SYS_write, fd, bytes, size); }
ssize_t readv(int fd, const iovec* pieces, int count) {
  return guanlan::bench::systemCall(SYS_readv, fd, pieces, count);
}
ssize_t writev(int fd, const iovec* pieces, int count) {
  return guanlan::bench::systemCall(SYS_writev, fd, pieces, count);
}
ssize_t sendfile(int to, int from, off_t* offset, size_t size) {
  return guanlan::bench::systemCall(SYS_sendfile, to, from, offset, size);
}
int accept4(int fd, sockaddr* from, socklen_t* fromSize, int flags) {
  return static_cast<int>(guanlan::bench::systemCall(SYS_accept4, fd, from, fromSize, flags));
}
int epoll_ctl(int epoll, int operation, int fd, epoll_event* event) noexcept {
  return static_cast<int>(guanlan::bench::systemCall(SYS_epoll_ctl, epoll, operation, fd, event));
}
int epoll_wait(int epoll, epoll_event* events, int count, int timeoutMs) {
  guanlan::bench::calls.rests += guanlan::bench::counting && timeoutMs != 0;
  return static_cast<int>(guanlan::bench::systemCall(SYS_epoll_pwait, epoll, events, count, timeoutMs, nullptr, 8));
}
int ppoll(pollfd* fds, nfds_t count, const timespec* timeout, const sigset_t* mask) {
  guanlan::bench::calls.rests += guanlan::bench::counting;
  timespec left = timeout ? *timeout : timespec{};
  return static_cast<int>(
      guanlan::bench::systemCall(SYS_ppoll, fds, count, timeout ? &left : nullptr, mask, sizeof(long)));
}
/// Gives its error instead of setting errno.
int clock_nanosleep(clockid_t clock, int flags, const timespec* wanted, timespec* left) {
  guanlan::bench::calls.rests += guanlan::bench::counting;
  return guanlan::bench::systemCall(SYS_clock_nanosleep, clock, flags, wanted, left) == 0 ? 0 : errno;
}
int getsockopt(int fd, int level, int option, void* value, socklen_t* size) noexcept {
  return static_cast<int>(guanlan::bench::systemCall(SYS_getsockopt, fd, level, option, value, size));
}
int setsockopt(int fd, int level, int option, const void* value, socklen_t size) noexcept {
  return static_cast<int>(guanlan::bench::systemCall(SYS_setsockopt, fd, level, option, value, size));
}

// operator new comes here too.
void* malloc(size_t bytes) {
  guanlan::bench::allocated();
  return __libc_malloc(bytes);
}
void* calloc(size_t count, size_t bytes) {
  guanlan::bench::allocated();
  return __libc_calloc(count, bytes);
}
void* realloc(void* old, size_t bytes) {
  guanlan::bench::allocated();
  return __libc_realloc(old, bytes);
}
void* aligned_alloc(size_t alignment, size_t bytes) {
  guanlan::bench::allocated();
  return __libc_memalign(alignment, bytes);
}
// NOLINTEND
}
