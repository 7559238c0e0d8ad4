#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "../flow/camera.h"

// What the micro benchmarks of codecs and containers share: subjects that take turns, so that a change of the machine's
// state meets all alike, a synthetic camera, and one JSON line a figure.
namespace guanlan::bench {

constexpr int kRuns = 5;
constexpr int kRounds = 60;  // alternations within a run; each figure is their median

struct Subject {
  std::string name;
  std::function<void()> work;
  std::vector<double> runs{};    // ns an operation, median of a run's rounds
  std::vector<double> ratios{};  // to the first subject in the same round, median of a run's rounds
};

inline void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "%s\n", what);
  std::exit(1);
}

inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

inline double nanoseconds(const std::function<void()>& work) {
  const auto from = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - from).count();
}

/// `operations`: done by one call of each subject's work.
inline void measure(std::vector<Subject>& subjects, size_t operations) {
  for (int run = 0; run < kRuns; ++run) {
    std::vector<std::vector<double>> times(subjects.size());
    std::vector<std::vector<double>> ratios(subjects.size());
    for (int round = 0; round < kRounds; ++round) {
      for (size_t i = 0; i < subjects.size(); ++i) {
        times[i].push_back(nanoseconds(subjects[i].work) / static_cast<double>(operations));
        ratios[i].push_back(times[i].back() / times[0].back());
      }
    }
    for (size_t i = 0; i < subjects.size(); ++i) {
      subjects[i].runs.push_back(median(times[i]));
      subjects[i].ratios.push_back(median(ratios[i]));
    }
  }
}

/// `more`: further fields as JSON, with a comma before each.
inline void print(const Subject& subject, const Subject& baseline, const char* operation,
                  const std::string& more = "") {
  const auto [low, high] = std::minmax_element(subject.runs.begin(), subject.runs.end());
  std::printf(
      "{\"name\":\"%s\",\"nsPerOp\":%.2f,\"op\":\"%s\",\"min\":%.2f,\"max\":%.2f,\"ratio\":%.3f,\"baseline\":\"%s\","
      "\"runs\":%d%s}\n",
      subject.name.c_str(), median(subject.runs), operation, *low, *high, median(subject.ratios), baseline.name.c_str(),
      kRuns, more.c_str());
}

struct CameraFrame {
  codec::FrameView view;
  base::Buffer payload;
};

/// 2 s of H.264 at about 4 Mbit/s, 25 frames/s, with 40 ms of G.711 behind each picture.
inline std::vector<CameraFrame> cameraFrames() {
  constexpr int kFrames = 50;
  constexpr int64_t kFrameTicks90k = 3600;
  std::mt19937 random(28181);
  std::vector<CameraFrame> frames;
  for (int i = 0; i < kFrames; ++i) {
    for (const uint8_t track : {codec::kVideoTrack, codec::kAudioTrack}) {
      const bool video = track == codec::kVideoTrack;
      CameraFrame frame;
      frame.payload.resize(!video ? 320 : i == 0 ? 100'000 : 18'300);
      for (uint8_t& byte : frame.payload) byte = static_cast<uint8_t>(random());
      frame.view = {track, !video || i == 0, i * kFrameTicks90k, i * kFrameTicks90k, {}};
      frames.push_back(std::move(frame));
    }
  }
  for (CameraFrame& frame : frames) frame.view.payload = frame.payload;
  return frames;
}

/// The payloads copied once, as the least that keeping them costs.
inline Subject copyOf(const std::vector<CameraFrame>& frames, const char* name, base::Buffer& into) {
  into.resize(128 * 1024);
  return {name, [&frames, &into] {
            for (const CameraFrame& frame : frames)
              std::memcpy(into.data(), frame.payload.data(), frame.payload.size());
            asm volatile("" : : "r"(into.data()) : "memory");
          }};
}

}  // namespace guanlan::bench
