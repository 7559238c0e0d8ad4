// One stream to many viewers as HTTP-FLV and HTTP-fMP4, beside one bare send of each frame to each of the same sockets:
// 25 pictures a second and as many sounds, each sound a frame and a send of its own.
//   fanout_slices [--quick]
// Prints fanout.flv, fanout.fmp4 and fanout.merged, a line of JSON each.
#include "fanout_units.h"

namespace {

using namespace guanlan::bench;  // NOLINT
using guanlan::engine::Container;
using guanlan::engine::Limits;

constexpr double kUnmerged = 1.15;
constexpr double kMerged = 0.6;
constexpr int64_t kMaxGapMs = 120;
constexpr double kNsPerUs = 1000;
/// Frames of a slice; a merged one is long enough for two writes to each viewer.
constexpr int kFramesPerSlice = 2;
constexpr int kMergedFramesPerSlice = 8;
constexpr size_t kVerifiedFrames = 2 * kLoopFrames;

/// CPU us of a frame to a viewer, ours and the floor's.
struct Turns {
  FanoutRig& rig;
  const std::vector<guanlan::base::Buffer>& units;
  int frames;

  double perFrame(int64_t ns) const {
    return static_cast<double>(ns) / kNsPerUs / static_cast<double>(frames) / static_cast<double>(rig.viewers());
  }
  double ours() const {
    int64_t ns = 0;
    for (int i = 0; i < frames; i++) ns += rig.ours(false);
    return perFrame(ns);
  }
  double bare() const {
    int64_t ns = 0;
    for (int i = 0; i < frames; i++) ns += rig.bare(units);
    return perFrame(ns);
  }
};

Result fanout(Container container, size_t viewers, bool merged, const CameraLoop& loop, double seconds) {
  Limits limits;
  limits.mergeWrites = merged;
  FanoutRig rig(container, viewers, loop, limits, merged ? kMergedTickMs : kHalfFrameMs);
  for (size_t i = 0; i < kVerifiedFrames; i++) rig.ours(true);
  rig.settle(true);
  const auto units = verifiedUnits(container, rig, loop, kVerifiedFrames);
  const Turns turns{rig, units, merged ? kMergedFramesPerSlice : kFramesPerSlice};
  Result r = Result::of(alternate([&] { return turns.ours(); }, [&] { return turns.bare(); }, seconds));
  require(rig.largestGapMs() <= kMaxGapMs, "a viewer waited " + std::to_string(rig.largestGapMs()) + " ms");
  rig.settle(false);
  for (size_t i = 1; i < viewers; i++) require(rig.bytesOf(i) == rig.bytesOf(0), "a viewer did not get every byte");
  require(rig.jumps() == 0, "a viewer fell behind");
  const bool flv = container == Container::kFlv;
  r.id = merged ? "fanout.merged" : flv ? "fanout.flv" : "fanout.fmp4";
  r.work = std::string("one stream as HTTP-") + (flv ? "FLV" : "fMP4") + (merged ? ", writes merged, " : ", ") +
           std::to_string(viewers) + " viewers";
  r.unit = "CPU us/viewer-frame";
  r.goal = (merged ? kMerged : kUnmerged) * *r.floor;
  r.goalText = merged ? "at most 0.6 x floor" : "at most 1.15 x floor";
  r.x = static_cast<double>(viewers);
  r.xLabel = "viewers";
  return r;
}

}  // namespace

int main(int argc, char** argv) {
  const bool brief = quick(argc, argv);
  const double seconds = brief ? 0.2 : 1.5;
  const CameraLoop loop = makeCameraLoop();
  pinTo(0);
  for (const Container container : {Container::kFlv, Container::kMp4})
    print({fanout(container, 100, false, loop, seconds), fanout(container, 500, false, loop, seconds)});
  print({fanout(Container::kFlv, 500, true, loop, seconds)});
  return 0;
}
