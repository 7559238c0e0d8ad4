#include "engine/clip.h"

#include <algorithm>
#include <cmath>
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

namespace {

/// A range of a longer clip has no end.
constexpr int64_t kMaxRangeMs = INT64_MAX / 90;

size_t keyAtOrBefore(const ClipTrack& track, size_t frame) {
  while (frame > 0 && !track.frames[frame].key) frame--;
  return frame;
}

}  // namespace

int64_t startAfter(const FrameRing& ring) {
  constexpr int64_t kGap90k = 3600;
  const int64_t last = std::max(ring.lastDts(codec::kVideoTrack), ring.lastDts(codec::kAudioTrack));
  return last < 0 ? 0 : last + kGap90k;
}

Clip::Clip(Worker& worker, Stream& stream, Config config, std::shared_ptr<Published<ClipState>> shared)
    : worker_(worker),
      stream_(stream),
      config_(std::move(config)),
      streamHandle_(stream.handle()),
      shared_(std::move(shared)),
      video_(cut(config_.video.get(), config_.range)),
      audio_(cut(config_.audio.get(), config_.range)),
      startedMs_(worker.nowMs()) {
  codec::Tracks tracks;
  if (video_.track) tracks.video = video_.track->info;
  if (audio_.track) tracks.audio = audio_.track->info;
  if (!stream_.ring().claim(this)) {
    end(base::Status::kExists);
    return;
  }
  const Playing& leading = video_.track ? video_ : audio_;
  base90k_ = startAfter(stream_.ring()) - leading.media90k();
  generation_ = stream_.ring().nextGeneration();
  stream_.onTracks(tracks, generation_);
  reschedule();
  play();
}

Clip::~Clip() {
  worker_.loop().cancel(timer_);
  stream_.ring().release(this);
}

/// Pictures begin with a key frame, which is the one at the beginning of the range or before it.
Clip::Playing Clip::cut(const ClipTrack* track, const ClipRange& range) {
  Playing out;
  if (!track) return out;
  const auto frameAt = [&](int64_t ms) {
    if (ms >= kMaxRangeMs) return track->frames.size();
    return std::min(static_cast<size_t>(ms * 90 / track->frameDuration90k), track->frames.size());
  };
  out.track = track;
  out.first = keyAtOrBefore(*track, std::min(frameAt(range.startMs), track->frames.size() - 1));
  out.last = std::max(frameAt(range.endMs), out.first + 1);
  out.next = out.first;
  return out;
}

/// In a turn of its own, for it destroys this clip.
void Clip::end(base::Status status) {
  ending_ = true;
  timer_ = worker_.loop().after(0, [this, status] { worker_.closeClip(handle(), status); });
}

void Clip::control(const ClipControl& wish) {
  if (ending_) return;
  paused_ = wish.paused.value_or(paused_);
  const bool turned = wish.scale && (*wish.scale < 0) != (scale_ < 0);
  scale_ = wish.scale.value_or(scale_);
  if (wish.positionMs) {
    seek(*wish.positionMs * 90);
  } else if (turned && video_.track) {
    // A group of pictures begins with its key frame, whichever way they go.
    seek(newest90k_);
  }
  reschedule();
  worker_.loop().cancel(timer_);
  if (paused_) return publish();
  play();
}

void Clip::seek(int64_t media90k) {
  const auto place = [](Playing& playing, int64_t at90k) {
    const auto frame = static_cast<size_t>(std::max<int64_t>(at90k, 0) / playing.track->frameDuration90k);
    playing.next = keyAtOrBefore(*playing.track, std::clamp(frame, playing.first, playing.last - 1));
    playing.turned90k = 0;
    playing.loops = 0;
  };
  if (video_.track) place(video_, media90k);
  if (audio_.track) place(audio_, video_.track ? video_.media90k() : media90k);
}

/// What comes next comes now; sound that was left out begins where the picture is.
void Clip::reschedule() {
  const int64_t now90k = elapsed90k();
  video_.dueTicks90k = audio_.dueTicks90k = now90k;
  if (!video_.track || !audio_.track || finished(video_)) return;
  const int64_t picture90k = video_.media90k();
  if (soundPlays() && audio_.media90k() + audio_.turned90k < picture90k + video_.turned90k) {
    const auto frame = static_cast<size_t>(picture90k / audio_.track->frameDuration90k);
    // Tracks that go round have lengths of their own.
    if (frame < audio_.last) {
      audio_.next = std::max(frame, audio_.first);
      audio_.turned90k = video_.turned90k;
    }
  }
}

int64_t Clip::elapsed90k() const { return (worker_.nowMs() - startedMs_) * 90; }

bool Clip::finished(const Playing& playing) const {
  return !playing.track || (config_.loops > 0 && playing.loops >= config_.loops);
}

void Clip::play() {
  const int64_t now90k = elapsed90k();
  const auto ended = [this] { return finished(video_) && (finished(audio_) || !soundPlays()); };
  // In the order of time, so that sound does not run ahead of picture when both are late.
  while (true) {
    const bool sounds = soundPlays() && !finished(audio_);
    const bool videoFirst = !finished(video_) && (!sounds || video_.dueTicks90k <= audio_.dueTicks90k);
    if (!videoFirst && !sounds) break;
    if (!playDue(videoFirst ? video_ : audio_, videoFirst ? codec::kVideoTrack : codec::kAudioTrack, now90k)) break;
  }
  publish();
  if (ended()) return end(base::Status::kOk);
  int64_t next = INT64_MAX;
  if (!finished(video_)) next = video_.dueTicks90k;
  if (soundPlays() && !finished(audio_)) next = std::min(next, audio_.dueTicks90k);
  timer_ = worker_.loop().after((next - now90k + 89) / 90, [this] { play(); });
}

bool Clip::playDue(Playing& playing, uint8_t id, int64_t now90k) {
  if (playing.dueTicks90k > now90k) return false;
  const ClipFrame& frame = playing.track->frames[playing.next];
  FrameRing& ring = stream_.ring();
  ring.begin(id);
  ring.append(id, frame.payload);
  const int64_t time90k = base90k_ + playing.turned90k + playing.media90k();
  if (id == codec::kVideoTrack || !video_.track) newest90k_ = playing.media90k();
  stream_.onFrame(ring.commit(id, frame.key, time90k, time90k, generation_, worker_.nowMs()));
  const double pace = id == codec::kVideoTrack ? std::abs(scale_) : 1;
  playing.dueTicks90k += static_cast<int64_t>(static_cast<double>(playing.track->frameDuration90k) / pace);
  if (id == codec::kVideoTrack && scale_ < 0) {
    backward(playing);
  } else {
    forward(playing);
  }
  return true;
}

void Clip::forward(Playing& playing) const {
  if (++playing.next < playing.last) return;
  playing.turned90k += static_cast<int64_t>(playing.last - playing.first) * playing.track->frameDuration90k;
  playing.next = playing.first;
  playing.loops++;
}

/// The pictures of a group, then the group before it.
void Clip::backward(Playing& playing) const {
  const auto& frames = playing.track->frames;
  if (playing.next + 1 < playing.last && !frames[playing.next + 1].key) {
    playing.next++;
    return;
  }
  const size_t key = keyAtOrBefore(*playing.track, playing.next);
  if (key <= playing.first) playing.loops++;
  playing.next = keyAtOrBefore(*playing.track, (key <= playing.first ? playing.last : key) - 1);
}

void Clip::publish() {
  const auto durationOf = [](const Playing& playing) {
    return playing.track ? static_cast<int64_t>(playing.track->frames.size()) * playing.track->frameDuration90k / 90
                         : 0;
  };
  shared_->set({newest90k_ / 90, std::max(durationOf(video_), durationOf(audio_)), paused_, scale_});
}

}  // namespace guanlan::engine
