#pragma once
#include <time.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

/// What the load processes share in talking to the process that starts them: lines on standard input, one JSON value a
/// line on standard output, and clocks.
namespace guanlan::bench {

inline int64_t nowNs() {
  timespec t{};
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1'000'000'000ll + t.tv_nsec;
}

inline void sleepUntil(int64_t ns) {
  timespec t{static_cast<time_t>(ns / 1'000'000'000), static_cast<long>(ns % 1'000'000'000)};
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, nullptr);
}

[[noreturn]] inline void die(const char* program, const char* what) {
  std::fprintf(stderr, "%s: %s\n", program, what);
  std::exit(1);
}

}  // namespace guanlan::bench
