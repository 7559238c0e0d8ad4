#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>

#include "base/bytes.h"
#include "engine/counters.h"

namespace guanlan::engine {

/// What a simulated camera does wrong on purpose; see Faults in src/engine/binding.d.ts.
struct FaultOptions {
  uint32_t seed = 1;
  double loss = 0;
  double reorder = 0;
  double duplicate = 0;
  bool wrongSsrc = false;
  int64_t silenceAfterMs = -1;
  bool splitWrites = false;
};

/// Loses, delays and doubles packets, the same ones for the same seed.
class FaultInjector {
 public:
  using Emit = std::function<void(base::Buffer)>;

  explicit FaultInjector(const FaultOptions& options)
      : options_(options), random_(std::max(options.seed * 2654435761u + 1, 1u)) {}

  /// Passes `packet` on to `emit` never, once or twice, or after some later packets.
  void pass(base::Buffer packet, Counters& counters, const Emit& emit);
  /// Of the next TCP write.
  size_t splitBytes(size_t available);

 private:
  uint32_t next();
  bool chance(double rate) { return rate > 0 && next() <= static_cast<uint32_t>(rate * 4294967295.0); }

  // Given.
  FaultOptions options_;
  // State.
  uint32_t random_;
  std::optional<base::Buffer> held_;
  uint32_t heldFor_ = 0;
};

}  // namespace guanlan::engine
