#include "engine/microphone.h"

#include <algorithm>
#include <utility>

#include "codec/flac.h"
#include "codec/g711.h"
#include "engine/clip.h"
#include "engine/stream.h"
#include "engine/worker.h"

namespace guanlan::engine {

namespace {
constexpr int64_t kTicksPerMs = 90;
/// Without payload: RFC 6455 §5.5.2.
constexpr uint8_t kPing[] = {0x89, 0};
constexpr uint16_t kPolicy = 1008;

int64_t ticksOf(size_t samples) { return static_cast<int64_t>(samples) * 90000 / codec::kG711SampleRate; }
}  // namespace

Microphone::Microphone(Worker& worker, Stream& stream, MicrophoneConfig config, net::Fd fd)
    : worker_(worker),
      stream_(stream),
      config_(std::move(config)),
      fd_(std::move(fd)),
      startedMs_(worker.nowMs()),
      heardMs_(startedMs_),
      soundMs_(startedMs_),
      pingedMs_(startedMs_) {
  frame_.reserve(kSoundFrameBytes);
  net::setNoDelay(fd_.get());
  worker_.loop().add(fd_.get(), *this);
  if (!stream_.ring().claim(this)) {
    sayGoodbye(kPolicy, "the stream has another source");
    end(base::Status::kExists, "the stream has another source");
    return;
  }
  base90k_ = startAfter(stream_.ring());
  codec::Tracks tracks;
  tracks.audio.codec = codec::Codec::kPcma;
  tracks.audio.sampleRate = codec::kG711SampleRate;
  tracks.audio.channels = 1;
  generation_ = stream_.ring().nextGeneration();
  stream_.onTracks(tracks, generation_);
  const base::Buffer pending = std::move(config_.pending);
  read(pending);
}

Microphone::~Microphone() {
  worker_.loop().cancel(ending_);
  worker_.loop().remove(fd_.get(), *this);
  stream_.ring().release(this);
}

void Microphone::onReadable() {
  if (ended_) return;
  const base::MutableBytes into = worker_.scratch();
  const ssize_t n = net::receive(fd_.get(), into);
  if (n < 0) return end(base::Status::kPeerClosed, "the microphone closed the connection");
  if (n > 0) read(base::Bytes(into).first(static_cast<size_t>(n)));
}

void Microphone::read(base::Bytes bytes) {
  if (bytes.empty()) return;
  heardMs_ = worker_.nowMs();
  base::Buffer answers;
  sound_.clear();
  const auto result = reader_.feed(bytes, answers, &sound_);
  takeSound(sound_);
  if (!reply(answers)) return;
  using Result = egress::WebSocketReader::Result;
  if (result == Result::kClosed) end(base::Status::kPeerClosed, "the microphone closed the WebSocket");
  if (result == Result::kFailed) end(base::Status::kMalformed, "the microphone broke the WebSocket protocol");
}

/// False when the client does not take them: a frame that is cut would spoil all behind it.
bool Microphone::reply(base::Bytes bytes) {
  if (bytes.empty()) return true;
  if (net::sendBytes(fd_.get(), bytes) == static_cast<ssize_t>(bytes.size())) return true;
  end(base::Status::kSlowViewer, "the microphone does not read");
  return false;
}

void Microphone::takeSound(base::Bytes bytes) {
  if (bytes.empty()) return;
  soundMs_ = worker_.nowMs();
  for (const uint8_t byte : bytes) {
    if (config_.coding == SoundCoding::kPcma) {
      takeCode(byte);
    } else if (config_.coding == SoundCoding::kPcmu) {
      takeCode(codec::mulawToAlaw(byte));
    } else if (half_) {
      half_ = false;
      takeCode(codec::linearToAlaw(static_cast<int16_t>(lowByte_ | byte << 8)));
    } else {
      half_ = true;
      lowByte_ = byte;
    }
  }
}

void Microphone::takeCode(uint8_t code) {
  frame_.push_back(code);
  if (frame_.size() == kSoundFrameBytes) commit();
}

void Microphone::commit() {
  const int64_t now90k = (worker_.nowMs() - startedMs_) * kTicksPerMs;
  if (next90k_ + kMaxSoundLagMs * kTicksPerMs < now90k) next90k_ = now90k;
  const base::Buffer frame = std::exchange(frame_, {});
  frame_.reserve(kSoundFrameBytes);
  if (next90k_ > now90k + kMaxSoundLeadMs * kTicksPerMs) {
    worker_.ownTotals().add(Counter::kSoundDroppedBytes, frame.size());
    return;
  }
  FrameRing& ring = stream_.ring();
  ring.begin(codec::kAudioTrack);
  ring.append(codec::kAudioTrack, frame);
  const int64_t time90k = base90k_ + next90k_;
  stream_.onFrame(ring.commit(codec::kAudioTrack, true, time90k, time90k, generation_, worker_.nowMs()));
  next90k_ += ticksOf(frame.size());
}

void Microphone::onPeriod() {
  if (ended_) return;
  const int64_t now = worker_.nowMs();
  // The last word is not kept until the next sentence.
  if (!frame_.empty() && now - soundMs_ > kMaxSoundLagMs) commit();
  if (now - heardMs_ > kMaxMicrophoneSilenceMs) {
    sayGoodbye(kPolicy, "nothing was heard for too long");
    return end(base::Status::kNoMedia, "nothing was heard of the microphone for too long");
  }
  if (now - std::max(heardMs_, pingedMs_) < kPingPeriodMs) return;
  pingedMs_ = now;
  reply(kPing);
}

/// Once, as far as the socket takes it.
void Microphone::sayGoodbye(uint16_t code, const std::string& reason) {
  if (ended_) return;
  base::Buffer frame;
  egress::appendClose(frame, code, reason);
  net::sendBytes(fd_.get(), frame);
}

/// In a turn of its own, for it destroys this microphone.
void Microphone::end(base::Status status, const std::string& reason) {
  if (std::exchange(ended_, true)) return;
  ending_ = worker_.loop().after(0, [this, status, reason] { worker_.closeMicrophone(handle(), status, reason); });
}

}  // namespace guanlan::engine
