#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

// Whether a worker keeps up, by the share of time in which it is not at rest.
//
//   calm --busy in one window--> merging --busy in kWindowsToStep windows in a row--> keysOnly
//    ^----- not busy for hold() -----'  ^------------- not busy for hold() ---------------'
//
// hold() is kMinHoldMs; it doubles when a level comes back soon after it was left, so that a worker that can bear the
// one and not the other does not go back and forth every few seconds.
namespace guanlan::engine {

/// What a worker does about its load, in this order.
enum class Load : uint8_t { kCalm, kMerging, kKeysOnly };

class Pressure {
 public:
  static constexpr int64_t kWindowMs = 200;
  static constexpr int64_t kBusyPercent = 85;
  static constexpr int64_t kCalmPercent = 60;
  static constexpr int kWindowsToStep = 5;
  static constexpr int64_t kMinHoldMs = 5000;
  static constexpr int64_t kMaxHoldMs = 80'000;
  /// A level that comes back within so long after it was left has been left too early.
  static constexpr int64_t kRelapseMs = 30'000;

  explicit Pressure(int64_t nowMs) : windowMs_(nowMs) {}

  Load load() const { return load_; }
  /// One turn of the loop, without the rest before it. True when the load is another from now on.
  bool onTurn(int64_t begunMs, int64_t endedMs) {
    busyMs_ += endedMs - begunMs;
    const int64_t elapsed = endedMs - windowMs_;
    if (elapsed < kWindowMs) return false;
    const int64_t percent = std::min<int64_t>(100, 100 * busyMs_ / elapsed);
    windowMs_ = endedMs;
    busyMs_ = 0;
    return onWindow(percent, elapsed, endedMs);
  }

 private:
  bool onWindow(int64_t percent, int64_t elapsedMs, int64_t nowMs) {
    busyWindows_ = percent >= kBusyPercent ? busyWindows_ + 1 : 0;
    calmMs_ = percent < kCalmPercent ? calmMs_ + elapsedMs : 0;
    const int wanted = load_ == Load::kCalm ? 1 : kWindowsToStep;
    if (busyWindows_ >= wanted && load_ != Load::kKeysOnly) return rise(nowMs);
    if (load_ == Load::kCalm || calmMs_ < step().holdMs) return false;
    step().leftMs = nowMs;
    load_ = static_cast<Load>(static_cast<uint8_t>(load_) - 1);
    calmMs_ = 0;
    return true;
  }
  bool rise(int64_t nowMs) {
    load_ = static_cast<Load>(static_cast<uint8_t>(load_) + 1);
    const bool relapse = step().leftMs >= 0 && nowMs - step().leftMs <= kRelapseMs;
    step().holdMs = relapse ? std::min(2 * step().holdMs, kMaxHoldMs) : kMinHoldMs;
    busyWindows_ = 0;
    calmMs_ = 0;
    return true;
  }

  struct Step {
    int64_t holdMs = kMinHoldMs;
    int64_t leftMs = -1;
  };
  Step& step() { return steps_[static_cast<size_t>(load_) - 1]; }

  // State.
  Load load_ = Load::kCalm;
  int64_t windowMs_;
  int64_t busyMs_ = 0;
  int64_t calmMs_ = 0;
  int busyWindows_ = 0;
  Step steps_[2];
};

}  // namespace guanlan::engine
