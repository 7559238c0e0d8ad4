// Heads and tails of FLV tags around the shared payloads of a synthetic camera, beside a memcpy of the same payloads.
// Verifies what it measures first.
#include "../../test/native/flv/flv_reader.h"
#include "flv/muxer.h"
#include "subjects.h"

namespace {

using namespace guanlan;         // NOLINT
using namespace guanlan::bench;  // NOLINT

void verify(const std::vector<CameraFrame>& frames, const flv::Muxer& muxer) {
  base::Buffer out;
  muxer.writeHeader(out, 0);
  const size_t before = testing::readFlv(out).value_or(testing::FlvFile{}).tags.size();
  require(before == 2, "onMetaData and one sequence header");
  for (const CameraFrame& frame : frames) {
    uint8_t tail[flv::kTailBytes];
    muxer.writeFrame(frame.view, out, tail);
    base::append(out, frame.payload);
    base::append(out, base::Bytes(tail));
  }
  const auto file = testing::readFlv(out);
  require(file && file->tags.size() == before + frames.size(), "tags differ");
  for (size_t i = 0; i < frames.size(); i++) {
    const base::Bytes body = file->tags[before + i].body;
    require(body.size() > frames[i].payload.size(), "a tag is too small");
    require(std::equal(frames[i].payload.rbegin(), frames[i].payload.rend(), body.rbegin()), "a payload differs");
  }
}

}  // namespace

int main() {
  const std::vector<CameraFrame> frames = cameraFrames();
  const flv::Muxer muxer(cameraTracks(), {false, codec::AudioMode::kRaw});
  verify(frames, muxer);
  base::Buffer copy;
  base::Buffer head;
  uint8_t tail[flv::kTailBytes];
  size_t bytes = 0;
  std::vector<Subject> subjects;
  subjects.push_back(copyOf(frames, "flv.memcpy", copy));
  subjects.push_back({"flv.mux", [&] {
                        for (const CameraFrame& frame : frames) {
                          head.clear();
                          muxer.writeFrame(frame.view, head, tail);
                          bytes += head.size() + frame.payload.size() + sizeof tail;
                        }
                      }});
  measure(subjects, frames.size());
  require(bytes > 0, "nothing was written");
  for (const Subject& subject : subjects) print(subject, subjects[0], "frame");
  return 0;
}
