#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <vector>

#include "net/socket.h"

// One thread's event loop: sockets, timers, tasks from other threads.
//
//   wait --ready--> handlers --> tasks --> timers --> onTick --busy--> rest 1 ms or until a task comes, look again
//    ^                                                       '-idle--'
namespace guanlan::net {

/// Whoever owns a socket on the loop.
class IoHandler {
 public:
  virtual ~IoHandler() = default;
  /// Errors come as readable: the next read tells.
  virtual void onReadable() = 0;
  virtual void onWritable() {}
};

using Task = std::function<void()>;
using TimerId = uint64_t;
/// Milliseconds that only grow; a test or a benchmark brings its own.
using Clock = int64_t (*)();

int64_t monotonicMs();

/// Tasks that wait; more means that the loop is stuck, and the caller is told.
constexpr size_t kMaxTasks = 65536;

class Loop {
 public:
  /// Throws std::system_error when the system gives no descriptors.
  explicit Loop(Clock clock = monotonicMs);
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  // From any thread.
  /// False: too many tasks wait.
  bool post(Task task);
  void stop();

  // From the loop's thread, and before run().
  void add(int fd, IoHandler& handler, bool writable = false);
  void setWritable(int fd, IoHandler& handler, bool writable);
  void remove(int fd, IoHandler& handler);
  /// The clock's milliseconds, taken once per turn.
  int64_t nowMs() const { return nowMs_; }
  /// The clock itself: what the turn took so far.
  int64_t readClockMs() const { return clock_(); }
  TimerId after(int64_t ms, Task task);
  void cancel(TimerId timer);
  void setOnTick(Task onTick) { onTick_ = std::move(onTick); }
  /// Keeps the loop ticking although no socket is ready, for work that was left for the next tick.
  void keepTicking() { busy_ = true; }
  /// The same without the rest before the next turn: the work is there now.
  void hurry() { busy_ = hurried_ = true; }
  void run();
  /// One turn of run() without the rest behind it. True when a socket was ready or work was left: look again. Blocks
  /// when the last turn gave false.
  bool turn();

 private:
  bool wait();
  void rest() const;
  void runTasks();
  void runTimers();
  int timeoutMs() const;
  void update(int operation, int fd, IoHandler* handler, bool writable);

  // Given.
  Clock clock_;
  // Owned.
  Fd epoll_;
  Fd wake_;
  std::mutex mutex_;
  std::vector<Task> tasks_;  // under mutex_
  std::multimap<int64_t, std::pair<TimerId, Task>> timers_;
  Task onTick_;
  // State.
  std::atomic<bool> stopping_{false};
  bool busy_ = false;
  bool hurried_ = false;
  int64_t nowMs_ = 0;
  TimerId nextTimer_ = 1;
  /// Handlers removed in this turn: an event that was already fetched for one must not reach it.
  std::vector<IoHandler*> removed_;
};

}  // namespace guanlan::net
