#include "net/loop.h"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace guanlan::net {

namespace {
/// While there is work, sockets are looked at once in this time: a wake-up costs as much as ten packets.
constexpr long kTickNs = 1'000'000;
constexpr int kMaxEvents = 256;
constexpr int kMaxWaitMs = 1000;

Fd opened(int fd, const char* call) {
  if (fd < 0) throw std::system_error(errno, std::generic_category(), call);
  return Fd(fd);
}
}  // namespace

int64_t monotonicMs() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

Loop::Loop(Clock clock)
    : clock_(clock),
      epoll_(opened(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1")),
      wake_(opened(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), "eventfd")),
      nowMs_(clock()) {
  update(EPOLL_CTL_ADD, wake_.get(), nullptr, false);
}

Loop::~Loop() = default;

bool Loop::post(Task task) {
  {
    std::lock_guard lock(mutex_);
    if (tasks_.size() >= kMaxTasks) return false;
    tasks_.push_back(std::move(task));
  }
  const uint64_t one = 1;
  [[maybe_unused]] const ssize_t n = ::write(wake_.get(), &one, sizeof one);
  return true;
}

void Loop::stop() {
  stopping_ = true;
  const uint64_t one = 1;
  [[maybe_unused]] const ssize_t n = ::write(wake_.get(), &one, sizeof one);
}

void Loop::add(int fd, IoHandler& handler, bool writable) { update(EPOLL_CTL_ADD, fd, &handler, writable); }

void Loop::setWritable(int fd, IoHandler& handler, bool writable) { update(EPOLL_CTL_MOD, fd, &handler, writable); }

void Loop::remove(int fd, IoHandler& handler) {
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, fd, nullptr);
  removed_.push_back(&handler);
}

void Loop::update(int operation, int fd, IoHandler* handler, bool writable) {
  epoll_event event{};
  event.events = EPOLLIN | (writable ? uint32_t{EPOLLOUT} : 0u);
  event.data.ptr = handler;
  ::epoll_ctl(epoll_.get(), operation, fd, &event);
}

TimerId Loop::after(int64_t ms, Task task) {
  timers_.emplace(nowMs_ + std::max<int64_t>(ms, 0), std::pair(nextTimer_, std::move(task)));
  return nextTimer_++;
}

void Loop::cancel(TimerId timer) {
  const auto found =
      std::find_if(timers_.begin(), timers_.end(), [timer](const auto& t) { return t.second.first == timer; });
  if (found != timers_.end()) timers_.erase(found);
}

void Loop::run() {
  while (!stopping_) {
    if (turn() && !hurried_) rest();
  }
  runTasks();
}

bool Loop::turn() {
  hurried_ = false;
  busy_ = wait();
  runTasks();
  runTimers();
  if (onTick_) onTick_();
  return busy_;
}

/// Media can wait for the tick; whoever asks for something (a player that joins) need not.
void Loop::rest() const {
  const timespec tick{0, kTickNs};
  pollfd wake{wake_.get(), POLLIN, 0};
  ::ppoll(&wake, 1, &tick, nullptr);
}

int Loop::timeoutMs() const {
  if (busy_) return 0;
  if (timers_.empty()) return kMaxWaitMs;
  return static_cast<int>(std::clamp<int64_t>(timers_.begin()->first - clock_(), 0, kMaxWaitMs));
}

/// True when a socket was ready.
bool Loop::wait() {
  std::array<epoll_event, kMaxEvents> events;
  const int count = ::epoll_wait(epoll_.get(), events.data(), kMaxEvents, timeoutMs());
  nowMs_ = clock_();
  removed_.clear();
  bool media = false;
  for (int i = 0; i < count; i++) {
    auto* handler = static_cast<IoHandler*>(events[static_cast<size_t>(i)].data.ptr);
    if (!handler) {
      uint64_t value = 0;
      [[maybe_unused]] const ssize_t n = ::read(wake_.get(), &value, sizeof value);
      continue;
    }
    const uint32_t what = events[static_cast<size_t>(i)].events;
    const auto gone = [&] { return std::find(removed_.begin(), removed_.end(), handler) != removed_.end(); };
    media = true;
    if ((what & (EPOLLIN | EPOLLHUP | EPOLLERR)) && !gone()) handler->onReadable();
    if ((what & EPOLLOUT) && !gone()) handler->onWritable();
  }
  return media;
}

void Loop::runTasks() {
  std::vector<Task> tasks;
  {
    std::lock_guard lock(mutex_);
    tasks.swap(tasks_);
  }
  for (Task& task : tasks) task();
}

/// A timer that a timer sets waits for the next turn, however short it is.
void Loop::runTimers() {
  const TimerId begun = nextTimer_;
  for (auto due = timers_.begin(); due != timers_.end() && due->first <= nowMs_;) {
    if (due->second.first >= begun) {
      ++due;
      continue;
    }
    Task task = std::move(due->second.second);
    timers_.erase(due);
    task();
    due = timers_.begin();  // the task may have changed the list
  }
}

}  // namespace guanlan::net
