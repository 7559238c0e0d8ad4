#pragma once

#include <string>

#include "egress/websocket.h"
#include "engine/event_queue.h"
#include "engine/frame_ring.h"
#include "net/loop.h"

namespace guanlan::engine {

class Stream;
class Worker;

/// What a client sends: 8 kHz mono, linear samples of 16 bits in little-endian order, or G.711.
enum class SoundCoding : uint8_t { kPcm16, kPcma, kPcmu };

/// G.711 of one frame: 40 ms, as loudspeakers are used to get it.
constexpr size_t kSoundFrameBytes = 320;
/// Sound that comes later than this after what came before begins anew, now.
constexpr int64_t kMaxSoundLagMs = 200;
/// Sound that is ahead of the clock by more is dropped: nobody makes a loudspeaker late, or floods it.
constexpr int64_t kMaxSoundLeadMs = 500;
/// A client that sends neither sound nor the answer to a ping for so long has gone.
constexpr int64_t kPingPeriodMs = 10000;
constexpr int64_t kMaxMicrophoneSilenceMs = 30000;

struct MicrophoneConfig {
  Handle handle = 0;
  Handle stream = 0;
  SoundCoding coding = SoundCoding::kPcm16;
  /// What was read from the socket before it was handed over.
  base::Buffer pending;
};

/// Sound of a WebSocket client that talks, as A-law frames of a stream that nobody else feeds.
///
///   open --client closes | breaks the protocol | is silent | closed by us | stream has another source--> closed
///
/// Frames are stamped by their samples, and by the clock again after a pause: a client may stop and go on (push to
/// talk).
class Microphone : private net::IoHandler {
 public:
  Microphone(Worker& worker, Stream& stream, MicrophoneConfig config, net::Fd fd);
  ~Microphone() override;

  Handle handle() const { return config_.handle; }
  Handle stream() const { return config_.stream; }
  /// Pings, and gives up on a client that has gone.
  void onPeriod();
  /// Sends a close frame; who calls removes this microphone and reports it.
  void sayGoodbye(uint16_t code, const std::string& reason);

 private:
  void onReadable() override;
  void read(base::Bytes bytes);
  void takeSound(base::Bytes bytes);
  void takeCode(uint8_t code);
  void commit();
  bool reply(base::Bytes bytes);
  void end(base::Status status, const std::string& reason);

  // Given.
  Worker& worker_;
  Stream& stream_;
  MicrophoneConfig config_;
  // Owned.
  net::Fd fd_;
  egress::WebSocketReader reader_;
  base::Buffer sound_;  // of one read
  base::Buffer frame_;  // A-law
  // State.
  bool ended_ = false;
  bool half_ = false;  // a sample came in two parts
  uint8_t lowByte_ = 0;
  uint32_t generation_ = 0;
  int64_t base90k_ = 0;  // the start's time on the stream's clock
  int64_t next90k_ = 0;  // since the start: where the next frame begins
  int64_t startedMs_;
  int64_t heardMs_;
  int64_t soundMs_;
  int64_t pingedMs_;
  net::TimerId ending_ = 0;
};

}  // namespace guanlan::engine
