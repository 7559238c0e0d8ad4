#include "engine/engine.h"

#include <gtest/gtest.h>

#include "engine/worker_thread.h"

namespace guanlan::testing {
namespace {

using base::Status;
using engine::Engine;
using engine::EngineOptions;

EngineOptions loopback(size_t workers) {
  EngineOptions options;
  options.workers = workers;
  options.bindAddress = "127.0.0.1";
  return options;
}

/// Bound by somebody now; a second socket on it fails.
bool inUse(uint16_t port) { return !net::openUdp(*net::Address::parse("127.0.0.1", port), 1 << 16).fd.valid(); }

// A thread or a loop that cannot be had leaves workers that run already.
TEST(Worker, EndsItsThreadWhenItIsDestroyed) {
  auto ended = std::make_shared<std::promise<void>>();
  auto future = ended->get_future();
  std::thread([ended] {
    engine::EventQueue events([] {});
    {
      engine::Worker worker(events, {});
      worker.start();
    }
    ended->set_value();
  }).detach();
  EXPECT_EQ(future.wait_for(kDeadline), std::future_status::ready);
}

TEST(Engine, ThatStoppedHasNoSocketOpenAndRefusesEveryCall) {
  Engine engine(loopback(2), [] {});
  const auto stream = engine.openStream("one", engine::LossPolicy::kPass, 0);
  ASSERT_TRUE(stream.ok());
  engine::ReceiverRequest request;
  request.config.stream = stream.value;
  const auto receiver = engine.openReceiver(request);
  ASSERT_TRUE(receiver.ok());
  const auto shared = engine.openSharedPort(0);
  ASSERT_TRUE(shared.ok());
  ASSERT_TRUE(inUse(receiver.value.port) && inUse(shared.value.port));
  engine.stop(0);
  EXPECT_FALSE(inUse(receiver.value.port));
  EXPECT_FALSE(inUse(shared.value.port));
  EXPECT_EQ(engine.closeReceiver(receiver.value.handle).status, Status::kStopped);
  EXPECT_EQ(engine.updateReceiver(receiver.value.handle, {}).status, Status::kStopped);
  EXPECT_EQ(engine.closeStream(stream.value).status, Status::kStopped);
  EXPECT_EQ(engine.closeSharedPort(shared.value.handle).status, Status::kStopped);
  EXPECT_EQ(engine.openStream("two", engine::LossPolicy::kPass, 0).status, Status::kStopped);
  EXPECT_EQ(engine.openSharedPort(0).status, Status::kStopped);
  EXPECT_EQ(engine.openReceiver(request).status, Status::kStopped);
  EXPECT_TRUE(engine.describeReceiver(receiver.value.handle).ok()) << "what was, can still be asked";
  EXPECT_EQ(engine.memoryBytes(), 0u);
  engine.stop(0);
}

TEST(Engine, ThatStoppedKeepsItsTotals) {
  Engine engine(loopback(1), [] {});
  const auto counter = static_cast<size_t>(Counter::kUnknownSsrc);
  const auto shared = engine.openSharedPort(0);
  ASSERT_TRUE(shared.ok());
  const auto to = *net::Address::parse("127.0.0.1", shared.value.port);
  const net::Fd socket = std::move(net::openUdp(*net::Address::parse("127.0.0.1", 0), 1 << 16).fd);
  Buffer packet(200, 0);
  packet[0] = 0x80;
  const Bytes bytes = packet;
  ASSERT_EQ(net::sendDatagrams(socket.get(), {&bytes, 1}, to), 1u);
  ASSERT_TRUE(waitUntil([&] { return engine.total(counter) == 1; }));
  engine.stop(0);
  engine.stop(0);
  EXPECT_EQ(engine.total(counter), 1u);
}

}  // namespace
}  // namespace guanlan::testing
