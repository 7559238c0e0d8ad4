#pragma once
#include <cstring>
#include <vector>

#include "base/bytes.h"
#include "camera.h"
#include "codec/media.h"
#include "ps/muxer.h"
#include "rtp/packet.h"

// The camera of the flow benchmarks as RTP packets that are ready to be sent: one GOP, to be played in a loop.
namespace guanlan::bench {

constexpr size_t kMaxPayloadBytes = 1400;
constexpr size_t kFramingBytes = 2;  // RFC 4571 §2

/// Each packet: 2-byte RFC 4571 length, RTP header, payload. Sequence, timestamp and SSRC are patched in by stamp().
struct CameraLoop {
  std::vector<base::Buffer> packets;
  std::vector<uint32_t> timestamp90k;  // within the loop, of each packet
  std::vector<base::Buffer> pictures;  // the NAL unit of each picture behind its 4-byte length
  std::vector<size_t> frameEnds;       // index behind the last packet of each picture and its sound
  uint32_t span90k = 0;
  int videoFrames = 0;
  int audioFrames = 0;
  size_t videoBytes = 0;
  size_t audioBytes = 0;
};

/// A slice as an encoder's entropy coder leaves it: any byte, and an emulation prevention byte where three would look
/// like a start code (H.264 §7.4.1.1).
inline base::Buffer sliceOf(bool key, size_t bytes, uint32_t& seed) {
  base::Buffer out;
  base::append32(out, static_cast<uint32_t>(bytes));
  out.push_back(key ? 0x65 : 0x41);
  out.push_back(0x9a);  // first_mb_in_slice 0
  size_t zeros = 0;
  while (out.size() < bytes + 3) {
    seed = seed * 1664525u + 1013904223u;
    uint8_t next = static_cast<uint8_t>(seed >> 24);
    if (zeros >= 2 && next <= 3) next = 3;
    zeros = next == 0 ? zeros + 1 : 0;
    out.push_back(next);
  }
  out.push_back(0x80);  // rbsp_trailing_bits
  return out;
}

inline void addFrame(CameraLoop& loop, ps::Muxer& muxer, const codec::FrameView& frame) {
  base::Buffer flat;
  for (base::Bytes piece : muxer.mux(frame).pieces) base::append(flat, piece);
  for (size_t at = 0; at < flat.size(); at += kMaxPayloadBytes) {
    const size_t size = std::min(kMaxPayloadBytes, flat.size() - at);
    base::Buffer packet(kFramingBytes + rtp::kHeaderBytes);
    base::store16(packet.data(), static_cast<uint16_t>(rtp::kHeaderBytes + size));
    rtp::writeHeader(&packet[kFramingBytes], 96, at + size == flat.size(), 0, 0, 0);
    base::append(packet, base::Bytes(flat).subspan(at, size));
    loop.packets.push_back(std::move(packet));
    loop.timestamp90k.push_back(static_cast<uint32_t>(frame.dts90k));
  }
}

inline CameraLoop makeCameraLoop() {
  CameraLoop loop;
  ps::Muxer muxer(cameraTracks());
  uint32_t seed = 1;
  const base::Buffer sound(kSoundBytes, kSilenceAlaw);
  for (int i = 0; i < kGopFrames; i++) {
    const int64_t dts = i * 90000 / kFramesPerSecond;
    const base::Buffer picture = sliceOf(i == 0, i == 0 ? kKeyFrameBytes : kFrameBytes, seed);
    addFrame(loop, muxer, {codec::kVideoTrack, i == 0, dts, dts, picture});
    addFrame(loop, muxer, {codec::kAudioTrack, false, dts, dts, sound});
    loop.frameEnds.push_back(loop.packets.size());
    loop.videoFrames++;
    loop.videoBytes += picture.size();
    loop.audioFrames++;
    loop.audioBytes += sound.size();
    loop.pictures.push_back(picture);
  }
  loop.span90k = kGopFrames * 90000 / kFramesPerSecond;
  return loop;
}

/// One camera's place in the loop.
struct Camera {
  uint32_t ssrc = 0;
  uint16_t sequence = 0;
  size_t at = 0;
  uint32_t base90k = 0;
  uint64_t packets = 0;
};

/// Writes what tells this packet from the others into its RTP header, and steps to the next.
inline void stamp(Camera& camera, const CameraLoop& loop, uint8_t* rtp) {
  base::store16(rtp + 2, camera.sequence++);
  base::store32(rtp + 4, camera.base90k + loop.timestamp90k[camera.at]);
  base::store32(rtp + 8, camera.ssrc);
  camera.packets++;
  if (++camera.at < loop.packets.size()) return;
  camera.at = 0;
  camera.base90k += loop.span90k;
}

}  // namespace guanlan::bench
