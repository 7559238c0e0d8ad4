#include "fmp4/init_segment.h"

#include "fmp4/box.h"

namespace guanlan::fmp4 {

namespace {

using base::append32;
using base::Buffer;

/// The sample tables of a fragmented file are empty.
void appendEmptyTables(Buffer& out) {
  for (const char* name : {"stts", "stsc", "stco"}) {
    Box table(out, name, 0, 0);
    append32(out, 0);
  }
  Box stsz(out, "stsz", 0, 0);
  append32(out, 0);
  append32(out, 0);
}

void appendTrack(Buffer& out, bool video, const codec::TrackInfo& track, codec::Codec audio) {
  const std::vector<SampleDescription> descriptions = {{track, audio}};
  writeTrack(out, {.video = video, .descriptions = descriptions, .writeTables = appendEmptyTables});
}

void appendTrackExtends(Buffer& out, uint32_t id) {
  Box trex(out, "trex", 0, 0);
  append32(out, id);
  append32(out, 1);
  for (int i = 0; i < 3; i++) append32(out, 0);
}

}  // namespace

void writeInitSegment(Buffer& out, const codec::Tracks& tracks, bool video, codec::Codec audio) {
  writeFileType(out);
  writeFragmentedMovie(out, tracks, video, audio);
}

void writeFragmentedMovie(Buffer& out, const codec::Tracks& tracks, bool video, codec::Codec audio) {
  Box moov(out, "moov");
  writeMovieHeader(out, 0);
  if (video) appendTrack(out, true, tracks.video, audio);
  if (audio != codec::Codec::kUnknown) appendTrack(out, false, tracks.audio, audio);
  Box mvex(out, "mvex");
  if (video) appendTrackExtends(out, kVideoTrackId);
  if (audio != codec::Codec::kUnknown) appendTrackExtends(out, kAudioTrackId);
}

}  // namespace guanlan::fmp4
