#pragma once
#include <pthread.h>
#include <sched.h>
#include <time.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// A cost beside its floor, on machines that change their speed within seconds: both take turns in slices of a few
// milliseconds on one pinned thread, a calibration stands between any two slices, and a pair counts only when the
// machine was alike all through it. What is compared is the ratio within each pair.
//
//   cal  ours  cal  floor  cal     next pair:   cal  floor  cal  ours  cal
//   '---- kept when the three agree within kMaxDrift ----'
namespace guanlan::bench {

/// Calibrations of a pair may differ by so much.
constexpr double kMaxDrift = 0.06;
/// A calibration above so many times the fastest one means that the machine is in its slow state.
constexpr double kSlowState = 1.3;

/// CPU time of this thread, in ns.
inline int64_t threadCpuNs() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec * 1'000'000'000ll + t.tv_nsec;
}

inline void pinTo(int cpu) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(cpu, &set);
  pthread_setaffinity_np(pthread_self(), sizeof set, &set);
}

/// A loop of arithmetic that depends on itself: ns an iteration, which only the machine's state changes.
inline double calibrate() {
  constexpr int kIterations = 100'000;
  const int64_t begun = threadCpuNs();
  uint64_t x = 88172645463325252ull;
  for (int i = 0; i < kIterations; i++) {
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    asm volatile("" : "+r"(x));
  }
  return static_cast<double>(threadCpuNs() - begun) / kIterations;
}

/// The q-th part of numbers in any order, 0 <= q <= 1.
inline double quantile(std::vector<double> values, double q) {
  if (values.empty()) return std::nan("");
  std::sort(values.begin(), values.end());
  const double at = q * static_cast<double>(values.size() - 1);
  const auto low = static_cast<size_t>(at);
  const size_t high = std::min(low + 1, values.size() - 1);
  return values[low] + (at - static_cast<double>(low)) * (values[high] - values[low]);
}

inline double median(std::vector<double> values) { return quantile(std::move(values), 0.5); }

/// What alternating slices gave: medians over the pairs of the state that had most of them, and the quartiles of the
/// ratio.
struct Measured {
  double value = 0;
  double floor = 0;
  double ratio = 0;
  double low = 0;
  double high = 0;
  size_t pairs = 0;
  size_t discarded = 0;
  bool slow = false;
};

/// One slice of work: gives its cost per operation.
using Slice = std::function<double()>;

/// Takes turns for about `seconds`. Slices must be worth about a millisecond.
inline Measured alternate(const Slice& ours, const Slice& floor, double seconds) {
  struct Pair {
    double ours, floor, calibration;
  };
  std::vector<Pair> pairs;
  double fastest = calibrate();
  Measured out;
  const int64_t end = threadCpuNs() + static_cast<int64_t>(seconds * 1e9);
  double before = fastest;
  for (bool first = true; threadCpuNs() < end || pairs.size() < 5; first = !first) {
    Pair pair{};
    (first ? pair.ours : pair.floor) = (first ? ours : floor)();
    const double between = calibrate();
    (first ? pair.floor : pair.ours) = (first ? floor : ours)();
    const double after = calibrate();
    const auto [low, high] = std::minmax({before, between, after});
    fastest = std::min(fastest, low);
    pair.calibration = (before + between + after) / 3;
    before = after;
    if (high > low * (1 + kMaxDrift)) {
      // A machine that never rests gives no number rather than a long wait.
      if (++out.discarded > 200 && out.discarded > 20 * pairs.size()) break;
    } else {
      pairs.push_back(pair);
    }
  }
  const auto isSlow = [&](const Pair& p) { return p.calibration > kSlowState * fastest; };
  const auto slow = static_cast<size_t>(std::count_if(pairs.begin(), pairs.end(), isSlow));
  out.slow = 2 * slow > pairs.size();
  std::vector<double> values, floors, ratios;
  for (const Pair& p : pairs) {
    if (isSlow(p) != out.slow) continue;
    values.push_back(p.ours);
    floors.push_back(p.floor);
    ratios.push_back(p.ours / p.floor);
  }
  out.discarded += pairs.size() - values.size();
  out.pairs = values.size();
  out.value = median(values);
  out.floor = median(floors);
  out.ratio = median(ratios);
  out.low = quantile(ratios, 0.25);
  out.high = quantile(ratios, 0.75);
  return out;
}

/// The cost of one slice on this thread, per operation; `work` gives how many it did.
inline double costOf(const std::function<size_t()>& work) {
  const int64_t begun = threadCpuNs();
  const size_t operations = work();
  return static_cast<double>(threadCpuNs() - begun) / static_cast<double>(operations);
}

/// A result in the form that every benchmark gives; see bench/README.md.
struct Result {
  std::string id;
  std::string work;
  std::string unit;
  double value = 0;
  std::optional<double> floor{};
  double ratio = 0;
  double low = 0;
  double high = 0;
  double goal = 0;
  std::string goalText;
  bool higherIsBetter = false;
  size_t pairs = 0;
  size_t discarded = 0;
  // Of one of several sizes.
  double x = 0;
  std::string xLabel;

  bool pass() const { return strain() <= 1; }
  /// How far from the goal; 1 is on it, less is better. Beside a floor the ratio of the pairs is judged: the medians of
  /// both sides come from different pairs.
  double strain() const {
    const double reached = floor && ratio > 0 ? ratio * *floor : value;
    return higherIsBetter ? goal / reached : reached / goal;
  }

  static Result of(const Measured& m) {
    Result r;
    r.value = m.value;
    r.floor = m.floor;
    r.ratio = m.ratio;
    r.low = m.low;
    r.high = m.high;
    r.pairs = m.pairs;
    r.discarded = m.discarded;
    return r;
  }

  std::string numbers() const {
    char text[512];
    std::string out;
    std::snprintf(text, sizeof text, "\"value\":%.6g", value);
    out += text;
    if (floor) {
      std::snprintf(text, sizeof text, ",\"floor\":%.6g,\"ratio\":%.4g", *floor, ratio);
      out += text;
    }
    std::snprintf(text, sizeof text,
                  ",\"spread\":[%.4g,%.4g],\"goal\":%.6g,\"pass\":%s,\"pairs\":%zu,\"discarded\":%zu", low, high, goal,
                  pass() ? "true" : "false", pairs, discarded);
    return out + text;
  }
};

/// Prints the one line of a result: of the worst of its sizes, with all of them as points.
inline void print(const std::vector<Result>& sizes) {
  const Result& worst = *std::max_element(sizes.begin(), sizes.end(),
                                          [](const auto& a, const auto& b) { return a.strain() < b.strain(); });
  std::printf("{\"id\":\"%s\",\"work\":\"%s\",\"unit\":\"%s\",%s,\"goalText\":\"%s\",\"better\":\"%s\"",
              worst.id.c_str(), worst.work.c_str(), worst.unit.c_str(), worst.numbers().c_str(), worst.goalText.c_str(),
              worst.higherIsBetter ? "higher" : "lower");
  if (!worst.xLabel.empty()) {
    std::printf(",\"points\":[");
    for (const Result& one : sizes)
      std::printf("%s{\"x\":%.6g,\"xLabel\":\"%s\",%s}", &one == &sizes.front() ? "" : ",", one.x, one.xLabel.c_str(),
                  one.numbers().c_str());
    std::printf("]");
  }
  std::printf("}\n");
  std::fflush(stdout);
}

/// Ends the program without a number when a result is wrong.
inline void require(bool condition, const std::string& what) {
  if (condition) return;
  std::fprintf(stderr, "wrong result: %s\n", what.c_str());
  std::exit(1);
}

/// `--quick`: does it work? For a test, not for a figure.
inline bool quick(int argc, char** argv) {
  return std::any_of(argv + 1, argv + argc, [](const char* a) { return std::string_view(a) == "--quick"; });
}

}  // namespace guanlan::bench
