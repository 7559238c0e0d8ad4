// Loss: of 531 frames, 12 packets never arrive. Every frame that can be decoded all the same must come out, byte for
// byte, and no other. Who loses what is drawn by seeds, which are printed.
//   loss [--quick] [--seed <number>]
// Prints loss, a line of JSON. Its floor is what an oracle says that knows every packet.
#include <random>
#include <set>

#include "camera_loop.h"
#include "engine/ingest.h"
#include "slices.h"

namespace {

using namespace guanlan;         // NOLINT
using namespace guanlan::bench;  // NOLINT

constexpr size_t kFrames = 531;
constexpr size_t kLostPackets = 12;
constexpr size_t kRingBytes = size_t{64} << 20;
/// As the platform's own.
constexpr rtp::ReorderOptions kReorder{256, 200};

struct SentFrame {
  codec::FrameView view;
  base::Buffer payload;
  bool disposable = false;  // no other picture refers to it
};

struct SentPacket {
  base::Buffer bytes;
  size_t frame = 0;
  bool first = false;  // of its frame
};

/// The camera of every flow benchmark, but no two frames are the same. `layered`: nobody refers to every second
/// picture (nal_ref_idc 0).
struct Footage {
  std::vector<SentFrame> frames;
  std::vector<SentPacket> packets;

  explicit Footage(bool layered) {
    uint32_t seed = 1;
    for (size_t i = 0; i < kFrames; i++) frames.push_back(i % 2 == 0 ? picture(i / 2, layered, seed) : sound(i / 2));
    ps::Muxer muxer(cameraTracks());
    for (size_t i = 0; i < kFrames; i++) {
      frames[i].view.payload = frames[i].payload;
      packetize(muxer, i);
    }
  }

 private:
  static SentFrame picture(size_t number, bool layered, uint32_t& seed) {
    SentFrame f;
    f.view.key = number % kGopFrames == 0;
    f.view.dts90k = f.view.pts90k = static_cast<int64_t>(number) * 90000 / kFramesPerSecond;
    f.payload = sliceOf(f.view.key, f.view.key ? kKeyFrameBytes : kFrameBytes, seed);
    f.disposable = layered && number % 2 == 1;
    if (f.disposable) f.payload[4] &= 0x9F;
    return f;
  }

  static SentFrame sound(size_t number) {
    SentFrame f;
    f.view.track = codec::kAudioTrack;
    f.view.dts90k = f.view.pts90k = static_cast<int64_t>(number) * 90000 / kFramesPerSecond;
    f.payload.assign(kSoundBytes, kSilenceAlaw);
    base::store32(f.payload.data(), static_cast<uint32_t>(number));
    return f;
  }

  void packetize(ps::Muxer& muxer, size_t frame) {
    base::Buffer flat;
    for (base::Bytes piece : muxer.mux(frames[frame].view).pieces) base::append(flat, piece);
    for (size_t at = 0; at < flat.size(); at += kMaxPayloadBytes) {
      const size_t size = std::min(kMaxPayloadBytes, flat.size() - at);
      SentPacket packet{base::Buffer(rtp::kHeaderBytes), frame, at == 0};
      rtp::writeHeader(packet.bytes.data(), 96, at + size == flat.size(), static_cast<uint16_t>(packets.size()),
                       static_cast<uint32_t>(frames[frame].view.dts90k), 1);
      base::append(packet.bytes, base::Bytes(flat).subspan(at, size));
      packets.push_back(std::move(packet));
    }
  }
};

std::set<size_t> draw(const Footage& footage, uint32_t seed) {
  std::mt19937 random(seed);
  std::set<size_t> lost;
  while (lost.size() < kLostPackets) lost.insert(random() % footage.packets.size());
  return lost;
}

/// The frames that can be decoded. A picture needs all before it back to the key frame, but those that nobody refers
/// to; a picture whose beginning is missing cannot be told from one that others need. Sound begins with the first
/// picture.
std::set<size_t> oracle(const Footage& footage, const std::set<size_t>& lost) {
  std::set<size_t> touched;
  std::set<size_t> needed;
  for (size_t i : lost) {
    const SentPacket& packet = footage.packets[i];
    touched.insert(packet.frame);
    if (packet.first || !footage.frames[packet.frame].disposable) needed.insert(packet.frame);
  }
  std::set<size_t> whole;
  bool decodable = false;
  bool begun = false;
  for (size_t i = 0; i < footage.frames.size(); i++) {
    const SentFrame& frame = footage.frames[i];
    const bool video = frame.view.track == codec::kVideoTrack;
    if (video) decodable = !needed.contains(i) && (decodable || frame.view.key);
    if (touched.contains(i) || !(video ? decodable : begun)) continue;
    begun = true;
    whole.insert(i);
  }
  return whole;
}

/// Which frames come out, known by their bytes.
class Recognizer : public engine::FrameSink {
 public:
  explicit Recognizer(const Footage& footage) : footage_(footage) {}
  void onTracks(const codec::Tracks&, uint32_t) override {}
  void onDropped() override {}
  void onFrame(const engine::Frame& frame) override {
    size_t& next = next_[frame.track];
    const auto isIt = [&](const SentFrame& sent) {
      return sent.view.track == frame.track &&
             std::equal(sent.payload.begin(), sent.payload.end(), frame.payload.begin(), frame.payload.end());
    };
    while (next < footage_.frames.size() && !isIt(footage_.frames[next])) next++;
    require(next < footage_.frames.size(), "a frame came out that was not sent so, or not in this order");
    seen.insert(next++);
  }

  std::set<size_t> seen;

 private:
  const Footage& footage_;
  size_t next_[2] = {0, 0};
};

/// The packets that are left, in the camera's time.
std::set<size_t> receive(const Footage& footage, const std::set<size_t>& lost) {
  engine::ChunkPool pool;
  engine::FrameRing ring(kRingBytes, pool);
  Recognizer recognizer(footage);
  engine::Ingest ingest(ring, recognizer, engine::LossPolicy::kDropToKey, kReorder);
  int64_t nowMs = 1000;
  const auto pass = [&](int64_t ms) {
    for (const int64_t end = nowMs + ms; nowMs < end;) {
      nowMs++;
      ingest.expire(nowMs);
      ingest.settle(nowMs);
    }
  };
  size_t frame = 0;
  for (size_t i = 0; i < footage.packets.size(); i++) {
    const SentPacket& sent = footage.packets[i];
    // A picture and its sound come together.
    if (sent.frame / 2 != frame / 2) pass(kFrameMs);
    frame = sent.frame;
    rtp::PacketView view;
    require(rtp::parsePacket(sent.bytes, view) == rtp::PacketError::kNone, "no RTP packet");
    if (!lost.contains(i)) ingest.packet(view, nowMs);
  }
  pass(2 * kReorder.ms);
  return recognizer.seen;
}

Result measure(const Footage& footage, uint32_t seed) {
  const std::set<size_t> lost = draw(footage, seed);
  const std::set<size_t> whole = oracle(footage, lost);
  const std::set<size_t> seen = receive(footage, lost);
  require(std::includes(whole.begin(), whole.end(), seen.begin(), seen.end()),
          "a frame came out that cannot be decoded, seed " + std::to_string(seed));
  Result r;
  r.id = "loss";
  r.work = "531 frames, 12 random packets lost";
  r.unit = "frames delivered";
  r.value = static_cast<double>(seen.size());
  r.floor = static_cast<double>(whole.size());
  r.ratio = r.value / *r.floor;
  r.goal = *r.floor;
  r.goalText = "all that can be decoded";
  r.higherIsBetter = true;
  r.x = seed;
  r.xLabel = "seed";
  return r;
}

}  // namespace

int main(int argc, char** argv) {
  uint32_t firstSeed = 1;
  for (int i = 1; i + 1 < argc; i++)
    if (std::string_view(argv[i]) == "--seed")
      firstSeed = static_cast<uint32_t>(std::strtoul(argv[i + 1], nullptr, 10));
  const uint32_t seeds = quick(argc, argv) ? 4 : 40;
  const Footage plain(false);
  const Footage layered(true);
  std::vector<Result> results;
  // Seeds of the one and of the other kind take turns.
  for (uint32_t i = 0; i < seeds; i++) results.push_back(measure(i % 2 == 0 ? plain : layered, firstSeed + i));
  std::vector<double> ratios;
  for (const Result& r : results) ratios.push_back(r.ratio);
  for (Result& r : results) {
    r.low = quantile(ratios, 0.25);
    r.high = quantile(ratios, 0.75);
  }
  print(results);
  return 0;
}
