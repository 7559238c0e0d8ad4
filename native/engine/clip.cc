#include "engine/clip.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>

#include "codec/adts.h"
#include "codec/flac.h"
#include "codec/nal.h"
#include "codec/sps.h"
#include "engine/stream.h"
#include "engine/worker.h"

namespace guanlan::engine {

namespace {

using codec::Codec;
using codec::NalKind;

std::optional<base::Buffer> readFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  const auto size = in ? static_cast<std::streamoff>(in.tellg()) : -1;
  if (size < 0 || static_cast<size_t>(size) > kMaxClipBytes) return std::nullopt;
  base::Buffer bytes(static_cast<size_t>(size));
  in.seekg(0);
  in.read(reinterpret_cast<char*>(bytes.data()), size);
  return in ? std::optional(std::move(bytes)) : std::nullopt;
}

void keepSet(codec::TrackInfo& info, NalKind kind, base::Bytes nal) {
  auto& sets = kind == NalKind::kVps ? info.vps : kind == NalKind::kSps ? info.sps : info.pps;
  const base::Buffer set(nal.begin(), nal.end());
  if (std::find(sets.begin(), sets.end(), set) == sets.end()) sets.push_back(set);
  const auto facts = info.codec == Codec::kH265 ? codec::parseH265Sps(nal) : codec::parseH264Sps(nal);
  if (kind != NalKind::kSps || !facts) return;
  info.width = facts->width;
  info.height = facts->height;
}

/// A picture begins with the first slice of one; what comes between slices belongs to the next.
void cutVideo(base::Bytes bytes, ClipTrack& track) {
  ClipFrame frame;
  bool hasSlice = false;
  const auto finish = [&] {
    if (hasSlice) track.frames.push_back(std::exchange(frame, {}));
    hasSlice = false;
  };
  codec::forEachNal(bytes, [&](base::Bytes nal) {
    if (nal.size() < codec::nalHeadBytes(track.info.codec)) return;
    const NalKind kind = codec::nalKind(track.info.codec, nal[0]);
    const bool slice = codec::isSlice(kind);
    if (!slice || codec::startsPicture(track.info.codec, nal.data())) finish();
    if (codec::isParameterSet(kind)) return keepSet(track.info, kind, nal);
    if (!slice && kind != NalKind::kOther) return;
    hasSlice = hasSlice || slice;
    frame.key = frame.key || kind == NalKind::kKeySlice;
    base::append32(frame.payload, static_cast<uint32_t>(nal.size()));
    base::append(frame.payload, nal);
  });
  finish();
}

void cutG711(base::Bytes bytes, ClipTrack& track) {
  track.info.sampleRate = codec::kG711SampleRate;
  track.info.channels = 1;
  track.frameDuration90k = kClipAudioFrameBytes * 90000 / codec::kG711SampleRate;
  for (; bytes.size() >= kClipAudioFrameBytes; bytes = bytes.subspan(kClipAudioFrameBytes)) {
    const base::Bytes one = bytes.first(kClipAudioFrameBytes);
    track.frames.push_back({true, base::Buffer(one.begin(), one.end())});
  }
}

void cutAac(base::Bytes bytes, ClipTrack& track) {
  while (const auto header = codec::parseAdts(bytes)) {
    if (header->frameBytes > bytes.size()) break;
    track.info.sampleRate = codec::aacSampleRate(header->frequencyIndex);
    track.info.channels = header->channelConfiguration;
    track.info.audioConfig = codec::audioSpecificConfig(*header);
    track.frameDuration90k = int64_t{codec::kAacFrameSamples} * 90000 / track.info.sampleRate;
    const base::Bytes raw = bytes.subspan(header->headerBytes, header->frameBytes - header->headerBytes);
    track.frames.push_back({true, base::Buffer(raw.begin(), raw.end())});
    bytes = bytes.subspan(header->frameBytes);
  }
}

std::string whyUnusable(const ClipTrack& track, const std::string& path) {
  if (track.frames.empty()) return path + " holds no frame of " + codec::codecName(track.info.codec);
  if (!codec::isVideo(track.info.codec)) return "";
  if (track.info.width == 0 || track.info.pps.empty()) return path + " has no parameter sets";
  return track.frames[0].key ? "" : path + " does not begin with a key frame";
}

}  // namespace

ClipLoad loadClip(const ClipFile& file) {
  static std::mutex mutex;
  static auto& cache = *new std::map<std::string, std::weak_ptr<const ClipTrack>>;
  const std::string key = file.path + '\n' + codec::codecName(file.codec) + '\n' + std::to_string(file.framesPerSecond);
  const std::lock_guard lock(mutex);
  if (auto known = cache[key].lock()) return {known, ""};
  const auto bytes = readFile(file.path);
  if (!bytes) return {nullptr, file.path + " cannot be read, or is larger than 64 MiB"};
  auto track = std::make_shared<ClipTrack>();
  track->info.codec = file.codec;
  if (codec::isVideo(file.codec)) {
    track->frameDuration90k = static_cast<int64_t>(90000 / file.framesPerSecond);
    cutVideo(*bytes, *track);
  } else if (file.codec == Codec::kAac) {
    cutAac(*bytes, *track);
  } else {
    cutG711(*bytes, *track);
  }
  if (std::string why = whyUnusable(*track, file.path); !why.empty()) return {nullptr, why};
  cache[key] = track;
  return {track, ""};
}

Clip::Clip(Worker& worker, Stream& stream, Handle handle, std::shared_ptr<const ClipTrack> video,
           std::shared_ptr<const ClipTrack> audio, uint32_t loops)
    : worker_(worker),
      stream_(stream),
      handle_(handle),
      streamHandle_(stream.handle()),
      loops_(loops),
      startedMs_(worker.nowMs()) {
  video_.track = std::move(video);
  audio_.track = std::move(audio);
  codec::Tracks tracks;
  if (video_.track) tracks.video = video_.track->info;
  if (audio_.track) tracks.audio = audio_.track->info;
  stream_.onTracks(tracks, 0);
  play();
}

Clip::~Clip() { worker_.loop().cancel(timer_); }

void Clip::play() {
  const int64_t now90k = (worker_.nowMs() - startedMs_) * 90;
  // In the order of time, so that sound does not run ahead of picture when both are late.
  while (true) {
    const bool videoFirst = !finished(video_) && (finished(audio_) || video_.dueTicks90k <= audio_.dueTicks90k);
    if (!playDue(videoFirst ? video_ : audio_, videoFirst ? codec::kVideoTrack : codec::kAudioTrack, now90k)) break;
  }
  if (finished(video_) && finished(audio_)) {
    worker_.post([&worker = worker_, handle = handle_] { worker.closeClip(handle, base::Status::kOk); });
    return;
  }
  int64_t next = INT64_MAX;
  if (!finished(video_)) next = video_.dueTicks90k;
  if (!finished(audio_)) next = std::min(next, audio_.dueTicks90k);
  timer_ = worker_.loop().after((next - now90k + 89) / 90, [this] { play(); });
}

bool Clip::playDue(Playing& playing, uint8_t id, int64_t now90k) {
  if (finished(playing) || playing.dueTicks90k > now90k) return false;
  const ClipFrame& frame = playing.track->frames[playing.next];
  FrameRing& ring = stream_.ring();
  ring.begin(id);
  ring.append(id, frame.payload);
  stream_.onFrame(ring.commit(id, frame.key, playing.dueTicks90k, playing.dueTicks90k, 0, worker_.nowMs()));
  playing.dueTicks90k += playing.track->frameDuration90k;
  if (++playing.next < playing.track->frames.size()) return true;
  playing.next = 0;
  playing.loops++;
  return true;
}

}  // namespace guanlan::engine
