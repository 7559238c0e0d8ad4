#include "engine/clip.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>

#include "codec/adts.h"
#include "codec/flac.h"
#include "codec/nal.h"
#include "codec/sps.h"
#include "codec/wav.h"
#include "engine/stream.h"
#include "engine/worker.h"

namespace guanlan::engine {

namespace {

using codec::Codec;
using codec::NalKind;

/// Regular files only: a pipe or a device would hold up the caller's thread.
std::optional<base::Buffer> readFile(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
  const auto size = std::filesystem::file_size(path, error);
  if (error || size > kMaxClipBytes) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  base::Buffer bytes(static_cast<size_t>(size));
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
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

/// Gives why it cannot be used, or ''.
std::string cutWav(base::Bytes bytes, ClipTrack& track) {
  codec::WavSound sound;
  std::string why = codec::parseWav(bytes, sound);
  if (why.empty()) cutG711(codec::toAlaw(sound), track);
  return why;
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
  const auto tooLarge = [](const ClipFrame& frame) { return frame.payload.size() > kMaxFrameBytes; };
  if (std::any_of(track.frames.begin(), track.frames.end(), tooLarge)) return path + " holds a frame of over 4 MiB";
  if (track.frames.empty()) return path + " holds no frame of " + codec::codecName(track.info.codec);
  if (!codec::isVideo(track.info.codec)) return "";
  if (track.info.width == 0 || track.info.pps.empty()) return path + " has no parameter sets";
  return track.frames[0].key ? "" : path + " does not begin with a key frame";
}

}  // namespace

ClipLoad loadClip(const ClipFile& file) {
  static std::mutex mutex;
  static auto& cache = *new std::map<std::string, std::weak_ptr<const ClipTrack>>;
  const std::string key = file.path + '\n' + codec::codecName(file.codec) + '\n' +
                          std::to_string(file.framesPerSecond) + (file.wav ? " WAV" : "");
  const std::lock_guard lock(mutex);
  if (const auto known = cache.find(key); known != cache.end()) {
    if (auto track = known->second.lock()) return {track, ""};
  }
  std::erase_if(cache, [](const auto& entry) { return entry.second.expired(); });
  const auto bytes = readFile(file.path);
  if (!bytes) return {nullptr, file.path + " cannot be read, or is larger than 64 MiB"};
  auto track = std::make_shared<ClipTrack>();
  track->info.codec = file.codec;
  if (codec::isVideo(file.codec)) {
    track->frameDuration90k = static_cast<int64_t>(90000 / file.framesPerSecond);
    cutVideo(*bytes, *track);
  } else if (file.wav) {
    if (const std::string why = cutWav(*bytes, *track); !why.empty()) return {nullptr, file.path + ": " + why};
  } else if (file.codec == Codec::kAac) {
    cutAac(*bytes, *track);
  } else {
    cutG711(*bytes, *track);
  }
  if (std::string why = whyUnusable(*track, file.path); !why.empty()) return {nullptr, why};
  cache[key] = track;
  return {track, ""};
}

int64_t startAfter(const FrameRing& ring) {
  constexpr int64_t kGap90k = 3600;
  const int64_t last = std::max(ring.lastDts(codec::kVideoTrack), ring.lastDts(codec::kAudioTrack));
  return last < 0 ? 0 : last + kGap90k;
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
  if (!stream_.ring().claim(this)) {
    end(base::Status::kExists);
    return;
  }
  base90k_ = startAfter(stream_.ring());
  generation_ = stream_.ring().nextGeneration();
  stream_.onTracks(tracks, generation_);
  play();
}

Clip::~Clip() {
  worker_.loop().cancel(timer_);
  stream_.ring().release(this);
}

/// In a turn of its own, for it destroys this clip.
void Clip::end(base::Status status) {
  timer_ = worker_.loop().after(0, [this, status] { worker_.closeClip(handle_, status); });
}

void Clip::play() {
  const int64_t now90k = (worker_.nowMs() - startedMs_) * 90;
  // In the order of time, so that sound does not run ahead of picture when both are late.
  while (true) {
    const bool videoFirst = !finished(video_) && (finished(audio_) || video_.dueTicks90k <= audio_.dueTicks90k);
    if (!playDue(videoFirst ? video_ : audio_, videoFirst ? codec::kVideoTrack : codec::kAudioTrack, now90k)) break;
  }
  if (finished(video_) && finished(audio_)) return end(base::Status::kOk);
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
  const int64_t time90k = base90k_ + playing.dueTicks90k;
  stream_.onFrame(ring.commit(id, frame.key, time90k, time90k, generation_, worker_.nowMs()));
  playing.dueTicks90k += playing.track->frameDuration90k;
  if (++playing.next < playing.track->frames.size()) return true;
  playing.next = 0;
  playing.loops++;
  return true;
}

}  // namespace guanlan::engine
