#include "net/loop.h"

#include <gtest/gtest.h>

#include <array>
#include <future>
#include <string>
#include <thread>

namespace guanlan::net {
namespace {

using namespace std::chrono_literals;
constexpr auto kDeadline = 10s;

/// A loop on a thread of its own; ends with the test.
struct Running {
  Loop loop;
  std::thread thread;

  void start() {
    thread = std::thread([this] { loop.run(); });
  }
  /// Runs `what` on the loop's thread and gives its result.
  template <typename F>
  auto on(F what) {
    using Value = decltype(what());
    auto promise = std::make_shared<std::promise<Value>>();
    auto future = promise->get_future();
    EXPECT_TRUE(loop.post([promise, what] { promise->set_value(what()); }));
    EXPECT_EQ(future.wait_for(kDeadline), std::future_status::ready);
    return future.get();
  }
  ~Running() {
    loop.stop();
    if (thread.joinable()) thread.join();
  }
};

TEST(Loop, RunsTasksInOrderOnItsThread) {
  Running running;
  std::vector<int> order;
  std::thread::id where;
  for (int i = 0; i < 5; i++)
    running.loop.post([&order, &where, i] {
      order.push_back(i);
      where = std::this_thread::get_id();
    });
  running.start();
  EXPECT_TRUE(running.on([] { return true; }));
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2, 3, 4}));
  EXPECT_EQ(where, running.thread.get_id());
}

TEST(Loop, TasksPostedBeforeStopAreRun) {
  int ran = 0;
  {
    Loop loop;
    loop.post([&ran] { ran++; });
    loop.stop();
    loop.run();
  }
  EXPECT_EQ(ran, 1);
}

TEST(Loop, RefusesMoreTasksThanItsBound) {
  Loop loop;
  for (size_t i = 0; i < kMaxTasks; i++) ASSERT_TRUE(loop.post([] {}));
  EXPECT_FALSE(loop.post([] {}));
}

TEST(Loop, TimersRunByTimeAndCanBeCancelled) {
  Running running;
  std::promise<void> last;
  std::vector<int> order;
  running.loop.post([&] {
    running.loop.after(20, [&] { order.push_back(20); });
    running.loop.after(5, [&] { order.push_back(5); });
    const TimerId cancelled = running.loop.after(10, [&] { order.push_back(10); });
    running.loop.cancel(cancelled);
    running.loop.after(30, [&] { last.set_value(); });
  });
  running.start();
  ASSERT_EQ(last.get_future().wait_for(kDeadline), std::future_status::ready);
  EXPECT_EQ(running.on([&] { return order; }), (std::vector<int>{5, 20}));
}

// A timer that sets itself again at once must not hold the loop.
TEST(Loop, TimerSetByATimerWaitsForTheNextTurn) {
  Running running;
  int turns = 0;
  int runs = 0;
  std::promise<void> done;
  std::function<void()> again = [&] {
    if (++runs == 5) return done.set_value();
    running.loop.after(0, again);
  };
  running.loop.setOnTick([&] { turns++; });
  running.loop.after(0, again);
  running.start();
  ASSERT_EQ(done.get_future().wait_for(kDeadline), std::future_status::ready);
  EXPECT_GE(running.on([&] { return turns; }), 4);
}

struct Echo : IoHandler {
  Echo(Loop& owner, int socket) : loop(owner), fd(socket) {}
  void onReadable() override {
    std::array<uint8_t, 64> into;
    const ssize_t n = receive(fd, into);
    if (n > 0) bytes += n;
    if (n >= 0) return;
    ended.set_value();
    loop.remove(fd, *this);
  }
  void onWritable() override {
    writables++;
    loop.setWritable(fd, *this, false);
  }
  Loop& loop;
  int fd;
  ssize_t bytes = 0;
  int writables = 0;
  std::promise<void> ended;
};

TEST(Loop, TellsReadableWritableAndEnd) {
  int fds[2];
  ASSERT_EQ(socketPair(fds), 0);
  Fd near(fds[0]);
  Fd far(fds[1]);
  Running running;
  Echo echo(running.loop, near.get());
  running.loop.add(near.get(), echo, true);
  running.start();
  const base::Buffer text(10, 'x');
  ASSERT_EQ(sendBytes(far.get(), text), 10);
  far.close();
  ASSERT_EQ(echo.ended.get_future().wait_for(kDeadline), std::future_status::ready);
  EXPECT_EQ(running.on([&] { return echo.bytes; }), 10);
  EXPECT_EQ(running.on([&] { return echo.writables; }), 1);
}

/// Removes the other's handler when it is told first; the other must not be told then.
struct Remover : IoHandler {
  void onReadable() override {
    told++;
    loop->remove(otherFd, *other);
    loop->remove(fd, *this);
  }
  Loop* loop = nullptr;
  IoHandler* other = nullptr;
  int fd = -1;
  int otherFd = -1;
  int told = 0;
};

TEST(Loop, HandlerRemovedInATurnIsNotToldInThatTurn) {
  int first[2];
  int second[2];
  ASSERT_EQ(socketPair(first), 0);
  ASSERT_EQ(socketPair(second), 0);
  const Fd owned[] = {Fd(first[0]), Fd(first[1]), Fd(second[0]), Fd(second[1])};
  Running running;
  Remover a;
  Remover b;
  a.loop = b.loop = &running.loop;
  a.other = &b;
  b.other = &a;
  a.fd = b.otherFd = first[0];
  b.fd = a.otherFd = second[0];
  const base::Buffer byte(1, 'x');
  sendBytes(first[1], byte);
  sendBytes(second[1], byte);
  running.loop.add(first[0], a);
  running.loop.add(second[0], b);
  running.start();
  EXPECT_EQ(running.on([&] { return a.told + b.told; }), 1);
}

int64_t givenMs = 0;

// One turn at a time and time by hand: what benchmarks drive a worker with.
TEST(Loop, TurnsOnceByTheGivenClock) {
  givenMs = 100;
  Loop loop([] { return givenMs; });
  int timers = 0;
  int tasks = 0;
  loop.after(40, [&] { timers++; });
  loop.post([&] {
    tasks++;
    loop.keepTicking();
  });
  EXPECT_TRUE(loop.turn());
  EXPECT_EQ(tasks, 1);
  EXPECT_EQ(timers, 0);
  EXPECT_EQ(loop.nowMs(), 100);
  givenMs = 140;
  EXPECT_FALSE(loop.turn());
  EXPECT_EQ(timers, 1);
}

// While sockets are busy the loop looks at them once in a tick, not at every packet.
TEST(Loop, TicksWhileBusyAndBlocksWhileIdle) {
  Running running;
  int ticks = 0;
  int wanted = 20;
  std::promise<void> done;
  running.loop.setOnTick([&] {
    ticks++;
    if (wanted == 0) return;
    if (--wanted == 0) {
      done.set_value();
    } else {
      running.loop.keepTicking();
    }
  });
  const int64_t begun = monotonicMs();
  running.start();
  ASSERT_EQ(done.get_future().wait_for(kDeadline), std::future_status::ready);
  EXPECT_GE(monotonicMs() - begun, 18);
  const int before = running.on([&] { return ticks; });
  const int after = running.on([&] { return ticks; });
  EXPECT_LE(after - before, 3);
}

}  // namespace
}  // namespace guanlan::net
