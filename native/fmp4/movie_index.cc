#include "fmp4/movie_index.h"

#include <algorithm>

#include "fmp4/box.h"

namespace guanlan::fmp4 {

namespace {

using base::append32;
using base::Buffer;

/// A table whose rows are known only when it is complete: the count goes before them.
class CountedTable {
 public:
  CountedTable(Buffer& out, const char* type) : box_(out, type, 0, 0), out_(out), at_(out.size()) { append32(out, 0); }
  ~CountedTable() { base::store32(&out_[at_], rows_); }
  CountedTable(const CountedTable&) = delete;
  CountedTable& operator=(const CountedTable&) = delete;
  void row() { rows_++; }

 private:
  Box box_;
  Buffer& out_;
  size_t at_;
  uint32_t rows_ = 0;
};

/// Rows of a count and a value for values that repeat: stts, ctts.
template <typename Entries, typename Value>
void appendRuns(Buffer& out, const char* type, const Entries& entries, Value&& valueOf) {
  CountedTable table(out, type);
  for (size_t at = 0; at < entries.size();) {
    size_t end = at + 1;
    while (end < entries.size() && valueOf(entries[end]) == valueOf(entries[at])) end++;
    append32(out, static_cast<uint32_t>(end - at));
    append32(out, valueOf(entries[at]));
    table.row();
    at = end;
  }
}

uint64_t toMs(uint64_t time, uint32_t timescale) {
  return time / timescale * 1000 + time % timescale * 1000 / timescale;
}

uint32_t clamped(uint64_t value) { return static_cast<uint32_t>(std::min<uint64_t>(value, UINT32_MAX)); }

}  // namespace

void MovieIndex::useTracks(const codec::Tracks& tracks, bool video, codec::Codec audio) {
  if (video) use(tracks_[codec::kVideoTrack], {tracks.video, codec::Codec::kUnknown});
  if (audio != codec::Codec::kUnknown) use(tracks_[codec::kAudioTrack], {tracks.audio, audio});
}

/// The entry's index has 8 bits; a stream that changes more often keeps its last description.
void MovieIndex::use(Track& track, const SampleDescription& description) {
  auto& known = track.descriptions;
  if (known.size() <= UINT8_MAX && (known.empty() || known.back() != description)) known.push_back(description);
}

uint32_t MovieIndex::timescale(const Track& track) const {
  return &track == &tracks_[codec::kVideoTrack] ? kVideoTimescale : track.descriptions[0].track.sampleRate;
}

void MovieIndex::add(const Sample& sample, uint64_t offset) {
  const bool video = sample.trackId == kVideoTrackId;
  Track& track = tracks_[video ? codec::kVideoTrack : codec::kAudioTrack];
  uint64_t time = sample.decodeTime;
  // Sound whose rate has changed is told in units of the first one.
  if (!video) time = time * timescale(track) / track.descriptions.back().track.sampleRate;
  if (track.samples.empty()) {
    track.start = time;
  } else {
    track.samples.back().duration = time > track.lastTime ? clamped(time - track.lastTime) : 0;
  }
  track.lastTime = std::max(time, track.lastTime);
  track.samples.push_back({offset, sample.size, sample.duration, sample.compositionOffset, sample.isSync(),
                           static_cast<uint8_t>(track.descriptions.size() - 1)});
}

void MovieIndex::writeMovie(Buffer& out) const {
  Buffer tracks;
  uint64_t endMs = 0;
  for (const Track& track : tracks_) {
    if (!track.samples.empty()) appendTrack(tracks, track, &endMs);
  }
  Box moov(out, "moov");
  writeMovieHeader(out, clamped(endMs));
  base::append(out, tracks);
}

void MovieIndex::appendTrack(Buffer& out, const Track& track, uint64_t* endMs) const {
  const uint32_t scale = timescale(track);
  const uint64_t duration = track.lastTime - track.start + track.samples.back().duration;
  const TrackBoxes boxes{
      .video = &track == &tracks_[codec::kVideoTrack],
      .descriptions = track.descriptions,
      .startMs = clamped(toMs(track.start, scale)),
      .durationMs = clamped(toMs(duration, scale)),
      .mediaDuration = duration,
      .writeTables = [&track](Buffer& to) { appendTables(to, track); },
  };
  writeTrack(out, boxes);
  *endMs = std::max<uint64_t>(*endMs, uint64_t{boxes.startMs} + boxes.durationMs);
}

void MovieIndex::appendTables(Buffer& out, const Track& track) {
  const auto& samples = track.samples;
  appendRuns(out, "stts", samples, [](const Entry& one) { return one.duration; });
  const auto isReordered = [](const Entry& one) { return one.compositionOffset != 0; };
  if (std::any_of(samples.begin(), samples.end(), isReordered))
    appendRuns(out, "ctts", samples, [](const Entry& one) { return static_cast<uint32_t>(one.compositionOffset); });
  if (!std::all_of(samples.begin(), samples.end(), [](const Entry& one) { return one.sync; })) {
    CountedTable stss(out, "stss");
    for (size_t i = 0; i < samples.size(); i++) {
      if (!samples[i].sync) continue;
      append32(out, static_cast<uint32_t>(i + 1));
      stss.row();
    }
  }
  {
    CountedTable stsc(out, "stsc");
    for (size_t i = 0; i < samples.size(); i++) {
      if (i > 0 && samples[i].description == samples[i - 1].description) continue;
      append32(out, static_cast<uint32_t>(i + 1));
      append32(out, 1);
      append32(out, samples[i].description + 1u);
      stsc.row();
    }
  }
  {
    Box stsz(out, "stsz", 0, 0);
    append32(out, 0);
    append32(out, static_cast<uint32_t>(samples.size()));
    for (const Entry& one : samples) append32(out, one.size);
  }
  CountedTable co64(out, "co64");
  for (const Entry& one : samples) {
    base::append64(out, one.offset);
    co64.row();
  }
}

}  // namespace guanlan::fmp4
