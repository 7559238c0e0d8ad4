// Heads of fMP4 fragments before the shared payloads of a synthetic camera, beside a memcpy of the same payloads.
// Verifies what it measures first.
#include "../../test/native/fmp4/mp4_reader.h"
#include "fmp4/muxer.h"
#include "subjects.h"

namespace {

using namespace guanlan;         // NOLINT
using namespace guanlan::bench;  // NOLINT

void verify(const std::vector<CameraFrame>& frames, fmp4::Muxer muxer) {
  base::Buffer out;
  muxer.writeInit(out);
  for (const CameraFrame& frame : frames) {
    muxer.writeFrame(frame.view, 0, out);
    base::append(out, frame.payload);
  }
  const auto file = testing::readMp4(out);
  require(file && file->fragments.size() == frames.size(), "fragments differ");
  for (size_t i = 0; i < frames.size(); i++) {
    const base::Bytes data = file->fragments[i].data;
    require(std::equal(data.begin(), data.end(), frames[i].payload.begin(), frames[i].payload.end()),
            "a payload differs");
  }
}

}  // namespace

int main() {
  const std::vector<CameraFrame> frames = cameraFrames();
  fmp4::Muxer muxer(cameraTracks(), {codec::AudioMode::kRaw});
  verify(frames, muxer);
  base::Buffer copy;
  base::Buffer head;
  size_t bytes = 0;
  std::vector<Subject> subjects;
  subjects.push_back(copyOf(frames, "fmp4.memcpy", copy));
  subjects.push_back({"fmp4.mux", [&] {
                        for (const CameraFrame& frame : frames) {
                          head.clear();
                          muxer.writeFrame(frame.view, 0, head);
                          bytes += head.size() + frame.payload.size();
                        }
                      }});
  measure(subjects, frames.size());
  require(bytes > 0, "nothing was written");
  for (const Subject& subject : subjects) print(subject, subjects[0], "frame");
  return 0;
}
