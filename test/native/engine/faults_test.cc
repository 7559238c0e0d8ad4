#include "engine/faults.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace guanlan::engine {
namespace {

constexpr uint16_t kPackets = 5000;

struct Passed {
  std::vector<uint16_t> order;
  Counters counters;
};

Passed passAll(const FaultOptions& options) {
  FaultInjector faults(options);
  Passed passed;
  for (uint16_t i = 0; i < kPackets; i++) {
    base::Buffer packet(2);
    base::store16(packet.data(), i);
    faults.pass(std::move(packet), passed.counters,
                [&](base::Buffer out) { passed.order.push_back(base::load16(out.data())); });
  }
  return passed;
}

FaultOptions everything(uint32_t seed) {
  FaultOptions options;
  options.seed = seed;
  options.loss = 0.05;
  options.reorder = 0.1;
  options.duplicate = 0.02;
  return options;
}

TEST(Faults, AreTheSameForTheSameSeed) {
  EXPECT_EQ(passAll(everything(7)).order, passAll(everything(7)).order);
  EXPECT_NE(passAll(everything(7)).order, passAll(everything(8)).order);
}

TEST(Faults, AreNoneWhenNoneAreAskedFor) {
  std::vector<uint16_t> all(kPackets);
  std::iota(all.begin(), all.end(), uint16_t{0});
  EXPECT_EQ(passAll({}).order, all);
}

TEST(Faults, CountWhatTheyDid) {
  for (uint32_t seed = 1; seed < 30; seed++) {
    const Passed passed = passAll(everything(seed));
    std::vector<int> seen(kPackets, 0);
    size_t late = 0;
    int newest = -1;
    for (uint16_t number : passed.order) {
      if (seen[number]++ == 0 && number < newest) late++;
      newest = std::max<int>(newest, number);
    }
    const auto missing = static_cast<uint64_t>(std::count(seen.begin(), seen.end(), 0));
    const auto twice = static_cast<uint64_t>(std::count(seen.begin(), seen.end(), 2));
    EXPECT_EQ(late, passed.counters[Counter::kFaultReordered]) << "seed " << seed;
    EXPECT_EQ(twice, passed.counters[Counter::kFaultDuplicated]) << "seed " << seed;
    // The last packet that was held may be held still.
    EXPECT_LE(missing - passed.counters[Counter::kFaultLost], 1u) << "seed " << seed;
    EXPECT_NEAR(static_cast<double>(missing) / kPackets, 0.05, 0.02) << "seed " << seed;
  }
}

TEST(Faults, LoseEverythingAtRateOne) {
  FaultOptions options;
  options.loss = 1;
  const Passed passed = passAll(options);
  EXPECT_TRUE(passed.order.empty());
  EXPECT_EQ(passed.counters[Counter::kFaultLost], kPackets);
}

TEST(Faults, HoldAPacketForAFewOthersOnly) {
  FaultOptions options;
  options.reorder = 1;
  const Passed passed = passAll(options);
  for (size_t i = 0; i < passed.order.size(); i++) EXPECT_NEAR(passed.order[i], static_cast<double>(i), 5) << i;
}

TEST(Faults, WorkForEverySeed) {
  // From the last one the generator's first state would be zero, and stay so.
  for (uint32_t seed : {0u, 1u, 0xFFFFFFFFu, 4050964655u}) {
    FaultOptions options;
    options.seed = seed;
    options.loss = 0.5;
    EXPECT_NEAR(static_cast<double>(passAll(options).order.size()), kPackets * 0.5, kPackets * 0.05) << seed;
  }
}

TEST(Faults, SplitWritesIntoSmallPieces) {
  FaultOptions options;
  options.splitWrites = true;
  FaultInjector faults(options);
  for (int i = 0; i < 1000; i++) {
    const size_t size = faults.splitBytes(1000);
    EXPECT_GE(size, 1u);
    EXPECT_LE(size, 64u);
  }
  EXPECT_EQ(faults.splitBytes(1), 1u);
  EXPECT_EQ(FaultInjector(FaultOptions{}).splitBytes(1000), 1000u);
}

}  // namespace
}  // namespace guanlan::engine
