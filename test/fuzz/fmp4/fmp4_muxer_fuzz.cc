// Any tracks and frames: what the muxer writes is read back whole by a reader that shares no code with it.
#include <cstdlib>

#include "../../native/fmp4/mp4_reader.h"
#include "../codec/frame_script.h"
#include "fmp4/init_segment.h"
#include "fmp4/muxer.h"

namespace {

using namespace guanlan;  // NOLINT

void require(bool condition) {
  if (!condition) std::abort();
}

void checkInit(const fmp4::Muxer& muxer, const testing::Mp4File& file) {
  const size_t tracks = muxer.carries(codec::kVideoTrack) + muxer.carries(codec::kAudioTrack);
  for (const char* path : {"trak/tkhd", "trak/mdia/mdhd", "trak/mdia/minf/stbl/stsd", "mvex/trex"})
    require(testing::findBoxes(file.moov, path).size() == tracks);
  for (const testing::Mp4Box& mdhd : testing::findBoxes(file.moov, "trak/mdia/mdhd"))
    require(mdhd.body.size() == 24 && base::load32(&mdhd.body[12]) > 0);
  for (const testing::Mp4Box& stsd : testing::findBoxes(file.moov, "trak/mdia/minf/stbl/stsd")) {
    const auto entries = testing::readBoxes(stsd.body.subspan(8));
    require(entries && entries->size() == 1);
    const auto inner = testing::readBoxes((*entries)[0].body.subspan(testing::childOffset((*entries)[0].type)));
    require(inner.has_value());
  }
  require(muxer.codecs().empty() == (tracks == 0));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const fuzz::Script script = fuzz::readScript({data, size});
  fmp4::Muxer muxer(script.tracks, {script.audio});
  base::Buffer out;
  muxer.writeInit(out);
  std::vector<const fuzz::Script::Frame*> carried;
  for (const fuzz::Script::Frame& frame : script.frames) {
    if (!muxer.carries(frame.view.track)) continue;
    const size_t before = out.size();
    muxer.writeFrame(frame.view, frame.audioSamples, out);
    require(out.size() - before == fmp4::kFragmentHeadBytes);
    base::append(out, frame.view.payload);
    carried.push_back(&frame);
  }
  const auto file = testing::readMp4(out);
  require(file && file->fragments.size() == carried.size());
  checkInit(muxer, *file);
  for (size_t i = 0; i < carried.size(); i++) {
    const testing::Mp4Fragment& fragment = file->fragments[i];
    const codec::FrameView& view = carried[i]->view;
    const bool video = view.track == codec::kVideoTrack;
    require(fragment.sequence == i + 1);
    require(fragment.trackId == (video ? fmp4::kVideoTrackId : fmp4::kAudioTrackId));
    if (video) require(fragment.decodeTime == static_cast<uint64_t>(view.dts90k) && fragment.isSync() == view.key);
    require(std::equal(fragment.data.begin(), fragment.data.end(), view.payload.begin(), view.payload.end()));
  }
  return 0;
}
