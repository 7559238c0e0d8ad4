#include "engine/event_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <thread>

namespace guanlan::engine {
namespace {

Event event(Handle handle, EventType type, uint32_t ssrc = 0) {
  Event e;
  e.handle = handle;
  e.type = type;
  e.ssrc = ssrc;
  return e;
}

std::vector<EventType> typesOf(const std::vector<Event>& events, Handle handle) {
  std::vector<EventType> types;
  for (const Event& e : events)
    if (e.handle == handle) types.push_back(e.type);
  return types;
}

TEST(EventQueue, WakesOnceUntilDrained) {
  int wakes = 0;
  EventQueue queue([&wakes] { wakes++; });
  queue.push(event(1, EventType::kReceiverStarted));
  queue.push(event(2, EventType::kReceiverStarted));
  EXPECT_EQ(wakes, 1);
  EXPECT_EQ(queue.drain().size(), 2u);
  EXPECT_TRUE(queue.drain().empty());
  queue.push(event(1, EventType::kReceiverSilent));
  EXPECT_EQ(wakes, 2);
}

TEST(EventQueue, KeepsTheOrderOfAHandle) {
  EventQueue queue([] {});
  queue.push(event(1, EventType::kReceiverStarted));
  queue.push(event(2, EventType::kReceiverStarted));
  queue.push(event(1, EventType::kReceiverBye));
  queue.push(event(1, EventType::kReceiverSilent));
  queue.push(event(1, EventType::kClosed));
  EXPECT_EQ(typesOf(queue.drain(), 1), (std::vector<EventType>{EventType::kReceiverStarted, EventType::kReceiverBye,
                                                               EventType::kReceiverSilent, EventType::kClosed}));
}

// A source that comes and goes fast must not fill the queue; the newest state is what counts.
TEST(EventQueue, NewerEventOfTheSameTypeReplacesTheWaitingOne) {
  EventQueue queue([] {});
  for (uint32_t i = 0; i < 1000; i++) {
    queue.push(event(7, EventType::kReceiverStarted, i));
    queue.push(event(7, EventType::kReceiverSilent));
  }
  queue.push(event(7, EventType::kReceiverStarted, 5000));
  const auto events = queue.drain();
  EXPECT_EQ(typesOf(events, 7), (std::vector<EventType>{EventType::kReceiverSilent, EventType::kReceiverStarted}));
  EXPECT_EQ(events.back().ssrc, 5000u);
}

TEST(EventQueue, NothingComesBehindClosed) {
  EventQueue queue([] {});
  queue.push(event(7, EventType::kClosed));
  queue.push(event(7, EventType::kReceiverSilent));
  queue.push(event(7, EventType::kClosed));
  EXPECT_EQ(typesOf(queue.drain(), 7), std::vector<EventType>{EventType::kClosed});
}

TEST(EventQueue, ManyWorkersLoseNothing) {
  constexpr Handle kHandles = 500;
  std::atomic<int> wakes{0};
  EventQueue queue([&wakes] { wakes++; });
  std::map<Handle, std::vector<EventType>> got;
  std::vector<std::thread> workers;
  std::atomic<int> running{4};
  for (Handle worker = 0; worker < 4; worker++) {
    workers.emplace_back([&queue, &running, worker] {
      for (Handle i = 0; i < kHandles; i++) {
        queue.push(event(worker << 32 | i, EventType::kReceiverStarted));
        queue.push(event(worker << 32 | i, EventType::kClosed));
      }
      running--;
    });
  }
  const auto take = [&] {
    for (const Event& e : queue.drain()) got[e.handle].push_back(e.type);
  };
  while (running > 0) take();
  for (std::thread& worker : workers) worker.join();
  take();
  ASSERT_EQ(got.size(), 4 * kHandles);
  for (const auto& [handle, types] : got)
    ASSERT_EQ(types, (std::vector<EventType>{EventType::kReceiverStarted, EventType::kClosed}));
  EXPECT_GE(wakes, 1);
}

}  // namespace
}  // namespace guanlan::engine
