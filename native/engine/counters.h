#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>

namespace guanlan::engine {

enum class Counter : uint8_t {
#define X(id, owner, name, total) id,
#include "engine/counters.def"
#undef X
  kCount
};

constexpr size_t kCounterCount = static_cast<size_t>(Counter::kCount);

struct CounterName {
  char owner;
  const char* name;
  const char* total;
};

constexpr std::array<CounterName, kCounterCount> kCounterNames = {{
#define X(id, owner, name, total) {#owner[0], name, total},
#include "engine/counters.def"
#undef X
}};

/// Counts of one object; only its worker writes.
class Counters {
 public:
  uint64_t& operator[](Counter counter) { return values_[static_cast<size_t>(counter)]; }
  uint64_t operator[](Counter counter) const { return values_[static_cast<size_t>(counter)]; }
  uint64_t at(size_t index) const { return values_[index]; }

 private:
  std::array<uint64_t, kCounterCount> values_{};
};

/// Counts of one viewer alone: there are thousands of them, and each is published again and again.
class ViewerCounters {
 public:
  uint64_t& operator[](Counter counter) { return values_[indexOf(counter)]; }
  uint64_t operator[](Counter counter) const { return values_[indexOf(counter)]; }
  bool operator==(const ViewerCounters&) const = default;

  static constexpr size_t kFirst = static_cast<size_t>(Counter::kViewerBytes);
  static constexpr size_t kCount = static_cast<size_t>(Counter::kViewerOverloadDroppedFrames) + 1 - kFirst;

 private:
  static size_t indexOf(Counter counter) { return static_cast<size_t>(counter) - kFirst; }

  std::array<uint64_t, kCount> values_{};
};

/// Totals of a worker, read by other threads at any time.
class Totals {
 public:
  void add(const Counters& now, const Counters& before) {
    for (size_t i = 0; i < kCounterCount; i++) {
      if (now.at(i) != before.at(i)) values_[i].fetch_add(now.at(i) - before.at(i), std::memory_order_relaxed);
    }
  }
  void add(const ViewerCounters& now, const ViewerCounters& before) {
    for (size_t i = 0; i < ViewerCounters::kCount; i++) {
      const auto counter = static_cast<Counter>(ViewerCounters::kFirst + i);
      if (now[counter] != before[counter]) add(counter, now[counter] - before[counter]);
    }
  }
  void add(Counter counter, uint64_t count) {
    values_[static_cast<size_t>(counter)].fetch_add(count, std::memory_order_relaxed);
  }
  uint64_t at(size_t index) const { return values_[index].load(std::memory_order_relaxed); }

 private:
  std::array<std::atomic<uint64_t>, kCounterCount> values_{};
};

/// A value that one thread sets now and then and others read; nobody waits for longer than a copy.
template <typename T>
class Published {
 public:
  void set(const T& value) {
    std::lock_guard lock(mutex_);
    value_ = value;
  }
  /// `change(T&)` alters what has changed, in place.
  template <typename Change>
  void change(Change&& change) {
    std::lock_guard lock(mutex_);
    change(value_);
  }
  T get() const {
    std::lock_guard lock(mutex_);
    return value_;
  }

 private:
  mutable std::mutex mutex_;
  T value_{};
};

}  // namespace guanlan::engine
