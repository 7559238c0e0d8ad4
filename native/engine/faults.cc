#include "engine/faults.h"

#include <algorithm>
#include <utility>

namespace guanlan::engine {

namespace {
constexpr uint32_t kMaxHeldPackets = 4;
constexpr uint32_t kMaxSplitBytes = 64;
}  // namespace

/// xorshift32 (Marsaglia 2003): small, and the same everywhere.
uint32_t FaultInjector::next() {
  random_ ^= random_ << 13;
  random_ ^= random_ >> 17;
  random_ ^= random_ << 5;
  return random_;
}

/// A held packet counts the packets that overtake it, so that every one counted as reordered really arrives late; the
/// last one may be held for ever.
void FaultInjector::pass(base::Buffer packet, Counters& counters, const Emit& emit) {
  if (chance(options_.loss)) {
    counters[Counter::kFaultLost]++;
    return;
  }
  if (!held_ && chance(options_.reorder)) {
    heldFor_ = 1 + next() % kMaxHeldPackets;
    held_ = std::move(packet);
    return;
  }
  if (chance(options_.duplicate)) {
    counters[Counter::kFaultDuplicated]++;
    emit(packet);
  }
  emit(std::move(packet));
  if (!held_ || --heldFor_ > 0) return;
  counters[Counter::kFaultReordered]++;
  emit(*std::exchange(held_, std::nullopt));
}

size_t FaultInjector::splitBytes(size_t available) {
  if (!options_.splitWrites) return available;
  return std::min<size_t>(available, 1 + next() % kMaxSplitBytes);
}

}  // namespace guanlan::engine
