#include "engine/faults.h"

#include <algorithm>
#include <utility>

namespace guanlan::engine {

namespace {
constexpr uint32_t kMaxDelayPackets = 4;
constexpr uint32_t kMaxSplitBytes = 64;
}  // namespace

/// xorshift32 (Marsaglia 2003): small, and the same everywhere.
uint32_t FaultInjector::next() {
  random_ ^= random_ << 13;
  random_ ^= random_ >> 17;
  random_ ^= random_ << 5;
  return random_;
}

void FaultInjector::pass(base::Buffer packet, Counters& counters, const Emit& emit) {
  if (chance(options_.loss)) {
    counters[Counter::kFaultLost]++;
  } else if (!delayed_ && chance(options_.reorder)) {
    counters[Counter::kFaultReordered]++;
    delayedFor_ = static_cast<int>(1 + next() % kMaxDelayPackets);
    delayed_ = std::move(packet);
    return;
  } else {
    if (chance(options_.duplicate)) {
      counters[Counter::kFaultDuplicated]++;
      emit(packet);
    }
    emit(std::move(packet));
  }
  if (delayed_ && --delayedFor_ <= 0) emit(*std::exchange(delayed_, std::nullopt));
}

size_t FaultInjector::splitBytes(size_t available) {
  if (!options_.splitWrites) return available;
  return std::min<size_t>(available, 1 + next() % kMaxSplitBytes);
}

}  // namespace guanlan::engine
