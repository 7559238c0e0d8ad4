#pragma once

#include "base/bytes.h"
#include "codec/media.h"
#include "fmp4/movie_boxes.h"

namespace guanlan::fmp4 {

/// ftyp and moov of a fragmented file: ISO/IEC 14496-12:2022 §8. `video`: with the video track; `audio`: what the audio
/// track becomes, kUnknown: none. The tracks written are complete (codec::isComplete).
void writeInitSegment(base::Buffer& out, const codec::Tracks& tracks, bool video, codec::Codec audio);
/// The same without ftyp.
void writeFragmentedMovie(base::Buffer& out, const codec::Tracks& tracks, bool video, codec::Codec audio);

}  // namespace guanlan::fmp4
