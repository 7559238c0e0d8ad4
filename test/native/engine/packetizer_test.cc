#include "engine/packetizer.h"

#include <gtest/gtest.h>

#include "codec/nal.h"
#include "engine/worker_thread.h"
#include "ps/ps_recorder.h"
#include "rtp/nal_depacketizer.h"
#include "rtp/packet.h"
#include "rtp/rfc4571.h"

namespace guanlan::testing {
namespace {

using codec::Codec;
using codec::kAudioTrack;
using codec::kVideoTrack;
using engine::Packetizer;
using engine::SendFormat;

constexpr uint32_t kSsrc = 0x12345678;

codec::FrameView viewOf(uint8_t track, bool key, int64_t time90k, Bytes payload) {
  codec::FrameView view;
  view.track = track;
  view.key = key;
  view.dts90k = view.pts90k = time90k;
  view.payload = payload;
  return view;
}

/// Packets of one frame, parsed; `buffers` keeps their bytes.
struct Packets {
  std::vector<Buffer> buffers;
  std::vector<rtp::PacketView> views;
};
Packets packetize(Packetizer& packetizer, const codec::FrameView& frame) {
  Packets out;
  engine::PacketQueue queue;
  EXPECT_TRUE(packetizer.packetize(frame, queue));
  Bytes rest = queue.bytes();
  for (const uint16_t size : queue.sizes()) {
    out.buffers.emplace_back(rest.begin(), rest.begin() + size);
    rest = rest.subspan(size);
  }
  for (const Buffer& buffer : out.buffers) {
    rtp::PacketView view;
    EXPECT_EQ(rtp::parsePacket(buffer, view), rtp::PacketError::kNone);
    out.views.push_back(view);
  }
  return out;
}

struct NalCollector {
  std::vector<Buffer> nals;
  Buffer open;
  void nalBegin() { open.clear(); }
  void nalBytes(Bytes bytes) { base::append(open, bytes); }
  void nalEnd() { nals.push_back(open); }
};

// [RFC 3550 §5.1] sequence by one, one timestamp per access unit, marker on its last packet.
TEST(Packetizer, NumbersStampsAndMarksAnAccessUnit) {
  Packetizer packetizer(SendFormat::kPs, 96, kSsrc, false);
  packetizer.setTracks(tracksOf(true, Codec::kUnknown));
  uint16_t sequence = 0;
  for (int i = 0; i < 3; i++) {
    const Buffer payload = picture(i == 0, 10'000);
    const Packets packets = packetize(packetizer, viewOf(kVideoTrack, i == 0, 3600 * i, payload));
    ASSERT_GE(packets.views.size(), 8u);
    for (const rtp::PacketView& packet : packets.views) {
      EXPECT_EQ(packet.sequence, sequence++);
      EXPECT_EQ(packet.timestamp, 3600u * i);
      EXPECT_EQ(packet.ssrc, kSsrc);
      EXPECT_EQ(packet.payloadType, 96);
      const bool last = &packet == &packets.views.back();
      EXPECT_EQ(packet.marker, last);
      EXPECT_TRUE(last || packet.payload.size() == engine::kRtpPayloadBytes);
      EXPECT_LE(packet.payload.size(), engine::kRtpPayloadBytes);
    }
  }
}

TEST(Packetizer, SendsAProgramStreamThatReadsBack) {
  const auto video = loadTrack("codec/h264.es", Codec::kH264);
  Packetizer packetizer(SendFormat::kPs, 96, kSsrc, false);
  codec::Tracks tracks = tracksOf(true, Codec::kPcma);
  packetizer.setTracks(tracks);
  ps::test::Recorder recorder;
  ps::Demuxer demuxer(recorder);
  const Buffer sound(320, 0x55);
  for (size_t i = 0; i < video->frames.size(); i++) {
    const auto& frame = video->frames[i];
    const auto time = static_cast<int64_t>(i * 3600);
    for (const auto& packet : packetize(packetizer, viewOf(kVideoTrack, frame.key, time, frame.payload)).views)
      demuxer.feed(packet.payload);
    for (const auto& packet : packetize(packetizer, viewOf(kAudioTrack, true, time, sound)).views)
      demuxer.feed(packet.payload);
  }
  demuxer.finish();
  Buffer pictures;
  size_t sounds = 0;
  for (const auto& pes : recorder.pes) {
    if (pes.info.video) base::append(pictures, pes.data);
    sounds += !pes.info.video && pes.data == sound;
  }
  EXPECT_EQ(sounds, video->frames.size());
  std::vector<Buffer> sent;
  for (const auto& frame : video->frames)
    codec::forEachLengthPrefixed(frame.payload, [&](Bytes nal) { sent.emplace_back(nal.begin(), nal.end()); });
  std::vector<Buffer> got;
  codec::forEachNal(pictures, [&](Bytes nal) {
    if (!codec::isParameterSet(codec::nalKind(Codec::kH264, nal[0]))) got.emplace_back(nal.begin(), nal.end());
  });
  EXPECT_EQ(got, sent);
}

// [RFC 6184 §5.6, §5.8] [RFC 7798 §4.4.3] parameter sets go before each key frame.
TEST(Packetizer, SendsNalUnitsThatReadBack) {
  for (const auto& [path, codec] :
       {std::pair("codec/h264.es", Codec::kH264), std::pair("codec/h265.es", Codec::kH265)}) {
    const auto video = loadTrack(path, codec);
    Packetizer packetizer(SendFormat::kEs, 97, kSsrc, false);
    codec::Tracks tracks;
    tracks.video = video->info;
    packetizer.setTracks(tracks);
    rtp::NalDepacketizer depacketizer(codec == Codec::kH265);
    NalCollector got;
    std::vector<Buffer> sent;
    for (const auto& frame : video->frames) {
      if (frame.key) {
        for (const auto* sets : {&tracks.video.vps, &tracks.video.sps, &tracks.video.pps})
          sent.insert(sent.end(), sets->begin(), sets->end());
      }
      codec::forEachLengthPrefixed(frame.payload, [&](Bytes nal) { sent.emplace_back(nal.begin(), nal.end()); });
      const Packets packets = packetize(packetizer, viewOf(kVideoTrack, frame.key, 0, frame.payload));
      for (const auto& packet : packets.views) {
        depacketizer.packet(packet.payload, got);
        EXPECT_EQ(packet.marker, &packet == &packets.views.back());
      }
    }
    EXPECT_EQ(got.nals, sent) << path;
    EXPECT_EQ(depacketizer.counters().malformed, 0u);
  }
}

// [RFC 3551 §4.5.14] one byte is one sample of an 8 kHz clock.
TEST(Packetizer, SendsSoundOnItsOwnClock) {
  Packetizer packetizer(SendFormat::kAudio, 8, kSsrc, false);
  packetizer.setTracks(tracksOf(true, Codec::kPcma));
  const Buffer sound(3000, 0xD5);
  const Packets packets = packetize(packetizer, viewOf(kAudioTrack, true, 90000, sound));
  ASSERT_EQ(packets.views.size(), 3u);
  EXPECT_EQ(packets.views[0].timestamp, 8000u);
  EXPECT_EQ(packets.views[1].timestamp, 8000u + 1400u);
  EXPECT_EQ(packets.views[2].timestamp, 8000u + 2800u);
  EXPECT_EQ(packets.views[2].payload.size(), 200u);
  EXPECT_EQ(packetizer.payloadBytes(), 3000u);
  EXPECT_EQ(packetizer.clockRate(), 8000u);
}

TEST(Packetizer, LeavesOutWhatTheFormatDoesNotCarry) {
  const Buffer sound(320, 0xD5);
  const Buffer image = picture(true, 100);
  engine::PacketQueue none;
  Packetizer audio(SendFormat::kAudio, 8, kSsrc, false);
  audio.setTracks(tracksOf(true, Codec::kPcma));
  EXPECT_FALSE(audio.packetize(viewOf(kVideoTrack, true, 0, image), none));
  Packetizer es(SendFormat::kEs, 96, kSsrc, false);
  es.setTracks(tracksOf(true, Codec::kPcma));
  EXPECT_FALSE(es.packetize(viewOf(kAudioTrack, true, 0, sound), none));
  codec::Tracks aac = tracksOf(false, Codec::kAac);
  audio.setTracks(aac);
  EXPECT_FALSE(audio.packetize(viewOf(kAudioTrack, true, 0, sound), none)) << "AAC is no G.711";
  Packetizer untold(SendFormat::kPs, 96, kSsrc, false);
  EXPECT_FALSE(untold.packetize(viewOf(kVideoTrack, true, 0, image), none)) << "no tracks yet";
  EXPECT_TRUE(none.empty());
}

// [RFC 4571 §2]
TEST(Packetizer, FramesPacketsForTcp) {
  Packetizer plain(SendFormat::kPs, 96, kSsrc, false);
  Packetizer framed(SendFormat::kPs, 96, kSsrc, true);
  const codec::Tracks tracks = tracksOf(true, Codec::kUnknown);
  plain.setTracks(tracks);
  framed.setTracks(tracks);
  const Buffer image = picture(true, 50'000);
  engine::PacketQueue stream;
  framed.packetize(viewOf(kVideoTrack, true, 0, image), stream);
  std::vector<Buffer> got;
  rtp::Deframer deframer;
  deframer.feed(stream.bytes(), [&](Bytes packet) { got.emplace_back(packet.begin(), packet.end()); });
  EXPECT_EQ(got, packetize(plain, viewOf(kVideoTrack, true, 0, image)).buffers);
}

TEST(Packetizer, MayStartAtAKeyFrameOrWithoutPicturesAnywhere) {
  Packetizer packetizer(SendFormat::kPs, 96, kSsrc, false);
  packetizer.setTracks(tracksOf(true, Codec::kPcma));
  const Buffer bytes(320);
  EXPECT_TRUE(packetizer.mayStart(viewOf(kVideoTrack, true, 0, bytes)));
  EXPECT_FALSE(packetizer.mayStart(viewOf(kVideoTrack, false, 0, bytes)));
  EXPECT_FALSE(packetizer.mayStart(viewOf(kAudioTrack, true, 0, bytes)));
  packetizer.setTracks(tracksOf(false, Codec::kPcma));
  EXPECT_TRUE(packetizer.mayStart(viewOf(kAudioTrack, true, 0, bytes)));
}

TEST(Packetizer, PutsPacketsBehindWhatWaits) {
  Packetizer packetizer(SendFormat::kPs, 96, kSsrc, false);
  packetizer.setTracks(tracksOf(true, Codec::kUnknown));
  const Buffer image = picture(true, 5'000);
  engine::PacketQueue queue;
  for (int i = 0; i < 3; i++) EXPECT_TRUE(packetizer.packetize(viewOf(kVideoTrack, true, 3600 * i, image), queue));
  Bytes rest = queue.bytes();
  uint16_t sequence = 0;
  for (const uint16_t size : queue.sizes()) {
    rtp::PacketView packet;
    ASSERT_EQ(rtp::parsePacket(rest.first(size), packet), rtp::PacketError::kNone);
    EXPECT_EQ(packet.sequence, sequence++);
    rest = rest.subspan(size);
  }
  EXPECT_TRUE(rest.empty());
}

}  // namespace
}  // namespace guanlan::testing
