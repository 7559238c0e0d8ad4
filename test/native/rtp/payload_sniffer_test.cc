#include "rtp/payload_sniffer.h"

#include <random>

#include "rtp/packets.h"

namespace guanlan::rtp {
namespace {

using base::Buffer;
using codec::Codec;

/// Offers payloads of one type until the sniffer has decided; gives the number of packets that it took.
struct Sniffed {
  explicit Sniffed(uint8_t payloadType) : type(payloadType) {}
  PayloadKind look(const Buffer& payload) {
    const Buffer bytes = test::makePacket({.payload = payload, .payloadType = type});
    return sniffer.look(test::parsed(bytes));
  }
  /// The packets it took to decide; 0: `most` were not enough.
  int decide(const Buffer& payload, int most = 1000) {
    for (int i = 1; i <= most; i++) {
      if (look(payload) != PayloadKind::kUnknown) return i;
    }
    return 0;
  }
  uint8_t type;
  PayloadSniffer sniffer;
};

Buffer cameraSet(size_t index) {
  const Buffer packet = test::readPackets("rtp/payload-kinds.rtp4571").at(index);
  return test::copy(test::parsed(packet).payload);
}
Buffer h264Sps() { return cameraSet(1); }
Buffer h265Sps() { return cameraSet(2); }

// QUIRK payload-type-lies
TEST(PayloadSniffer, BytesWinOverThePayloadType) {
  const PayloadKind expected[] = {PayloadKind::kPs, PayloadKind::kH264, PayloadKind::kH265, PayloadKind::kPcma,
                                  PayloadKind::kPcmu};
  const int packets[] = {1, 1, 1, kProofPackets, kProofPackets};
  size_t i = 0;
  for (const Buffer& packet : test::readPackets("rtp/payload-kinds.rtp4571")) {
    PayloadSniffer sniffer;
    for (int again = 1; again < packets[i]; again++) {
      EXPECT_EQ(sniffer.look(test::parsed(packet)), PayloadKind::kUnknown) << i;
    }
    EXPECT_EQ(sniffer.look(test::parsed(packet)), expected[i]) << i;
    i++;
  }
  EXPECT_EQ(i, std::size(expected));
}

TEST(PayloadSniffer, EveryPartOfAProgramStreamProvesIt) {
  for (unsigned code = 0xB9; code <= 0xFF; code++)
    EXPECT_EQ(Sniffed(98).look({0, 0, 1, static_cast<uint8_t>(code), 1, 2}), PayloadKind::kPs) << code;
  EXPECT_EQ(Sniffed(8).look({0, 0, 1, 0xBA}), PayloadKind::kPs);
}

TEST(PayloadSniffer, RecognisesAProgramStreamAtItsNextPack) {
  Sniffed middle(99);
  for (int i = 0; i < 5; i++) EXPECT_EQ(middle.look(Buffer(1400, 0xEE)), PayloadKind::kUnknown);
  Buffer payload(700, 0xEE);
  base::append(payload, Buffer{0, 0, 1, 0xBA, 0x44});
  EXPECT_EQ(middle.look(payload), PayloadKind::kPs);
}

TEST(PayloadSniffer, OtherStartCodesInsideAreNoProof) {
  Sniffed annexB(96);
  EXPECT_EQ(annexB.look({0, 0, 0, 1, 0x67, 0x4D, 0, 0, 1, 0x68}), PayloadKind::kUnknown);
}

TEST(PayloadSniffer, CameraPackets) {
  const std::pair<const char*, PayloadKind> cases[] = {{"ps/lal/hik-pframes.rtp4571", PayloadKind::kPs},
                                                       {"ps/srs/hik-480p.rtp4571", PayloadKind::kPs}};
  for (const auto& [name, kind] : cases) {
    PayloadSniffer sniffer;
    const std::vector<Buffer> packets = test::readPackets(name);
    EXPECT_EQ(sniffer.look(test::parsed(packets[0])), kind) << name;
  }
}

TEST(PayloadSniffer, AProgramStreamJoinedInTheMiddleIsNothingElse) {
  // Every packet of the first frame but the one with the pack header.
  const std::vector<Buffer> packets = test::readPackets("ps/srs/hik-480p.rtp4571");
  Sniffed middle(96);
  for (size_t i = 1; i < 10; i++) {
    const PayloadKind kind = middle.look(test::copy(test::parsed(packets[i]).payload));
    EXPECT_TRUE(kind == PayloadKind::kUnknown || kind == PayloadKind::kPs) << i;
  }
}

TEST(PayloadSniffer, ASetInsideAnAggregateProvesItsKind_RFC6184_5_7_1) {
  Buffer stap = {24 | 0x60};
  base::append(stap, Buffer{0, 2, 0x09, 0x10});
  base::append16(stap, static_cast<uint32_t>(h264Sps().size()));
  base::append(stap, h264Sps());
  EXPECT_EQ(Sniffed(96).look(stap), PayloadKind::kH264);

  Buffer ap = {48 << 1, 1};
  base::append16(ap, static_cast<uint32_t>(h265Sps().size()));
  base::append(ap, h265Sps());
  EXPECT_EQ(Sniffed(96).look(ap), PayloadKind::kH265);
}

TEST(PayloadSniffer, ElementaryStreamsAreRecognisedWithoutASet) {
  EXPECT_EQ(Sniffed(96).decide({0x7C, 0x41, 0x9A, 0x22}), static_cast<int>(kProofPackets));
  Sniffed h264(98);
  h264.decide({0x7C, 0x41, 0x9A, 0x22});
  EXPECT_EQ(h264.sniffer.kind(), PayloadKind::kH264);
  // FU of H.265: the first byte is a possible H.264 header too.
  Sniffed h265(96);
  h265.decide({49 << 1, 1, 0x01, 0x22});
  EXPECT_EQ(h265.sniffer.kind(), PayloadKind::kH265);
}

TEST(PayloadSniffer, OneImplausiblePacketDisprovesAnElementaryStream) {
  Sniffed mixed(96);
  EXPECT_EQ(mixed.look({0xFF, 0xFF, 0xFF}), PayloadKind::kUnknown);
  EXPECT_EQ(mixed.look(h264Sps()), PayloadKind::kUnknown);
  EXPECT_GT(mixed.decide({0x7C, 0x41, 0x9A}), static_cast<int>(kProofPackets));
  EXPECT_EQ(mixed.sniffer.kind(), PayloadKind::kPs);
}

TEST(PayloadSniffer, NamesWhatNobodyPlays) {
  const std::pair<uint8_t, Codec> cases[] = {{4, Codec::kG7231},      {9, Codec::kG7221},  {18, Codec::kG729},
                                             {20, Codec::kSvacAudio}, {97, Codec::kMpeg4}, {99, Codec::kSvacVideo},
                                             {102, Codec::kAac}};
  for (const auto& [type, codec] : cases) {
    Sniffed sniffed(type);
    // Sound needs fewer packets: it comes in few.
    const int packets = sniffed.decide(Buffer(160, 0xFE));
    EXPECT_EQ(packets, static_cast<int>(codec::isVideo(codec) ? kMaxSniffedPackets : kProofPackets)) << int{type};
    EXPECT_EQ(sniffed.sniffer.kind(), PayloadKind::kUnsupported) << int{type};
    EXPECT_EQ(sniffed.sniffer.unsupportedCodec(), codec) << int{type};
  }
}

TEST(PayloadSniffer, DecidesWithinItsBound) {
  for (uint32_t seed = 1; seed <= 200; seed++) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    Sniffed noise(96);
    for (uint32_t i = 0; i < kMaxSniffedPackets; i++) {
      Buffer payload(1 + random() % 50);
      for (uint8_t& byte : payload) byte = static_cast<uint8_t>(random());
      noise.look(payload);
    }
    // Nothing that was recognised: a Program Stream whose pack is still to come.
    EXPECT_EQ(noise.sniffer.kind(), PayloadKind::kPs);
  }
}

TEST(PayloadSniffer, EmptyPayloadsSayNothing) {
  EXPECT_EQ(Sniffed(96).decide({}, 1000), 0);
  EXPECT_EQ(Sniffed(8).decide({}, 1000), 0);
}

TEST(PayloadSniffer, ADecisionStays) {
  Sniffed audio(8);
  EXPECT_EQ(audio.decide(Buffer(160, 0xD5)), static_cast<int>(kProofPackets));
  EXPECT_EQ(audio.look({0, 0, 1, 0xBA}), PayloadKind::kPcma);
}

// Sound may come first, and the pictures beside it tell what the source is.
TEST(PayloadSniffer, SoundDecidesOnlyWhenItIsAlone) {
  PayloadSniffer sniffer;
  const auto look = [&](uint8_t type, const Buffer& payload) {
    return sniffer.look(test::parsed(test::makePacket({.payload = payload, .payloadType = type})));
  };
  for (int i = 0; i < 5; i++) EXPECT_EQ(look(8, Buffer(160, 0xD5)), PayloadKind::kUnknown);
  EXPECT_EQ(look(96, {0, 0, 1, 0xBA}), PayloadKind::kPs);
}

TEST(PayloadSniffer, EveryKindHasAName) {
  EXPECT_STREQ(payloadKindName(PayloadKind::kPs), "PS");
  EXPECT_STREQ(payloadKindName(PayloadKind::kH264), "H264");
  EXPECT_STREQ(payloadKindName(PayloadKind::kH265), "H265");
  EXPECT_STREQ(payloadKindName(PayloadKind::kPcma), "PCMA");
  EXPECT_STREQ(payloadKindName(PayloadKind::kPcmu), "PCMU");
  EXPECT_STREQ(payloadKindName(PayloadKind::kUnsupported), "unsupported");
  EXPECT_STREQ(payloadKindName(PayloadKind::kUnknown), "");
}

}  // namespace
}  // namespace guanlan::rtp
