// Any tracks and frames: what the muxer writes is read back whole by a reader that shares no code with it.
#include <cstdlib>

#include "../../native/flv/flv_reader.h"
#include "../codec/frame_script.h"
#include "flv/muxer.h"

namespace {

using namespace guanlan;  // NOLINT

void require(bool condition) {
  if (!condition) std::abort();
}

void checkFrame(const flv::Muxer& muxer, const codec::FrameView& view) {
  base::Buffer out;
  uint8_t tail[flv::kTailBytes];
  muxer.writeFrame(view, out, tail);
  require(out.size() <= flv::kMaxHeadBytes);
  base::append(out, view.payload);
  base::append(out, base::Bytes(tail));
  const auto tags = testing::readFlvTags(base::Reader(out));
  require(tags && tags->size() == 1);
  const testing::FlvTag& tag = (*tags)[0];
  require(tag.timestampMs == static_cast<uint32_t>(view.dts90k / 90));
  base::Bytes payload;
  if (view.track == codec::kVideoTrack) {
    const auto video = testing::readFlvVideo(tag.body);
    require(tag.type == 9 && video && !video->config && video->key == view.key);
    payload = video->data;
  } else {
    const auto audio = testing::readFlvAudio(tag.body);
    require(tag.type == 8 && audio && !audio->config);
    payload = audio->data;
  }
  require(std::equal(payload.begin(), payload.end(), view.payload.begin(), view.payload.end()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const fuzz::Script script = fuzz::readScript({data, size});
  const flv::Muxer muxer(script.tracks, {(script.flags & 1) != 0, script.audio});
  base::Buffer out;
  muxer.writeHeader(out, script.frames.empty() ? 0 : script.frames[0].view.dts90k);
  const auto file = testing::readFlv(out);
  require(file.has_value());
  require(file->hasVideo == muxer.carries(codec::kVideoTrack) && file->hasAudio == muxer.carries(codec::kAudioTrack));
  require(!file->tags.empty() && testing::readMetaData(file->tags[0].body).has_value());
  for (size_t i = 1; i < file->tags.size(); i++) {
    const testing::FlvTag& tag = file->tags[i];
    if (tag.type == 9) {
      const auto video = testing::readFlvVideo(tag.body);
      require(video && video->config && !video->data.empty());
    } else {
      const auto audio = testing::readFlvAudio(tag.body);
      require(audio && audio->config && !audio->data.empty());
    }
  }
  for (const fuzz::Script::Frame& frame : script.frames)
    if (muxer.carries(frame.view.track)) checkFrame(muxer, frame.view);
  return 0;
}
