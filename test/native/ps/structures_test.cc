// One structure of ITU-T H.222.0 (06/2021) at a time: read, written, and read when it lies.
#include <random>

#include "ps/codec_evidence.h"
#include "ps/pack_header.h"
#include "ps/pes_packet.h"
#include "ps/program_stream_map.h"
#include "ps/system_header.h"
#include "ps/timestamps.h"
#include "ps_recorder.h"

namespace guanlan::ps::test {
namespace {

using codec::Codec;

// [H.222.0 §2.4.3.7] PTS and DTS carry 33 bits in three parts with marker bits.
TEST(Timestamps, H222_2_4_3_7_ReadsWhatItWrites) {
  for (const int64_t value :
       {int64_t{0}, int64_t{1}, int64_t{109496722}, (int64_t{1} << 32) + 12345, kTimestampSpan - 1}) {
    uint8_t field[kTimestampBytes];
    writeTimestamp(field, 2, value);
    EXPECT_EQ(readTimestamp(field, 2).value, value);
    EXPECT_TRUE(readTimestamp(field, 2).markersOk);
    EXPECT_FALSE(readTimestamp(field, 3).markersOk);
    for (const size_t byte : {0, 2, 4}) {
      uint8_t broken[kTimestampBytes];
      std::copy_n(field, kTimestampBytes, broken);
      broken[byte] &= 0xFE;
      EXPECT_FALSE(readTimestamp(broken, 2).markersOk);
      EXPECT_EQ(readTimestamp(broken, 2).value, value);
    }
  }
}

TEST(Timestamps, H222_2_4_3_7_KnownBytes) {
  const uint8_t pts[] = {0x21, 0x1A, 0x1B, 0x93, 0x25};  // from a camera: 109496722
  EXPECT_EQ(readTimestamp(pts, 2).value, 109496722);
}

// [H.222.0 §2.5.3.4] system_clock_reference: 33 bits of base, 9 of extension.
TEST(Timestamps, H222_2_5_3_4_ScrReadsWhatItWrites) {
  for (const int64_t base : {int64_t{0}, int64_t{109496722}, kTimestampSpan - 1}) {
    uint8_t field[kScrBytes];
    writeScr(field, base, 299);
    EXPECT_EQ(readScr(field).base90k, base);
    EXPECT_EQ(readScr(field).extension27M, 299);
    EXPECT_EQ(readScr(field).ticks27M(), base * 300 + 299);
    EXPECT_TRUE(readScr(field).markersOk);
    for (const auto& [byte, bit] : {std::pair{0, 0x04}, {2, 0x04}, {4, 0x04}, {5, 0x01}}) {
      field[byte] ^= static_cast<uint8_t>(bit);
      EXPECT_FALSE(readScr(field).markersOk) << byte;
      field[byte] ^= static_cast<uint8_t>(bit);
    }
  }
}

// [H.222.0 §2.5.3.3] pack_header() with pack_stuffing_length.
TEST(PackHeader, H222_2_5_3_3_Stuffing) {
  base::Buffer head = packBytes();
  EXPECT_EQ(packHeaderNeed(base::Bytes(head).first(4)), 7u);
  EXPECT_EQ(packHeaderNeed(base::Bytes(head).first(7)), 14u);
  head.back() = 0xFE;
  EXPECT_EQ(packHeaderNeed(head), 20u);
  head.resize(20, 0xFF);
  const PackHeader pack = parsePackHeader(head);
  EXPECT_EQ(pack.bytes, 20u);
  EXPECT_EQ(pack.scr27M, 109496722 * 300LL);
  EXPECT_TRUE(pack.markersOk);
}

TEST(PackHeader, H222_2_5_3_3_WritesWhatItReads) {
  uint8_t head[kPackHeaderBytes];
  writePackHeader(head, 5'000'000'000, 20000);
  const PackHeader pack = parsePackHeader(head);
  EXPECT_EQ(pack.form, PackHeader::Form::kMpeg2);
  EXPECT_TRUE(pack.markersOk);
  EXPECT_EQ(pack.scr27M, 5'000'000'000 * 300);
  EXPECT_EQ(base::load24(head + 10) >> 2, 20000u);
}

// [ISO/IEC 11172-1 §2.4.3.2] The pack of MPEG-1 has 12 bytes.
TEST(PackHeader, Iso11172_2_4_3_2_Mpeg1) {
  base::Buffer head{0, 0, 1, 0xBA, 0, 0, 0, 0, 0, 0x80, 0x01, 0x01};
  writeTimestamp(&head[4], 2, 900000);
  const PackHeader pack = parsePackHeader(head);
  EXPECT_EQ(pack.form, PackHeader::Form::kMpeg1);
  EXPECT_EQ(pack.bytes, 12u);
  EXPECT_EQ(pack.scr27M, 900000 * 300);
  EXPECT_TRUE(pack.markersOk);
}

// [H.222.0 §2.5.3.5] header_length, marker bits and '11' before each bound.
TEST(SystemHeader, H222_2_5_3_5_Written) {
  uint8_t p[kSystemHeaderBytes];
  writeSystemHeader(p, 20000);
  EXPECT_EQ(base::load32(p), 0x1BBu);
  EXPECT_EQ(base::load16(p + 4), kSystemHeaderBytes - 6);
  EXPECT_EQ(base::load24(p + 6), 0x800001u | 20000 << 1);
  EXPECT_EQ(p[9] >> 2, 1);
  EXPECT_EQ(p[10] & 0x3F, 0x21);
  EXPECT_EQ(p[12], 0xE0);
  EXPECT_EQ(p[13] & 0xC0, 0xC0);
  EXPECT_EQ(p[15], 0xC0);
  EXPECT_EQ(p[16] & 0xC0, 0xC0);
}

// [H.222.0 §2.5.4] program_stream_map with CRC_32.
TEST(ProgramStreamMap, H222_2_5_4_WritesWhatItReads) {
  const MapEntry entries[] = {{0x24, 0xE0}, {0x90, 0xC0}};
  base::Buffer p(programStreamMapBytes(2));
  writeProgramStreamMap(p.data(), 7, entries);
  const ProgramStreamMap map = parseProgramStreamMap(p);
  EXPECT_TRUE(map.crcOk);
  EXPECT_TRUE(map.lengthsOk);
  EXPECT_EQ(map.version, 7);
  ASSERT_EQ(map.count, 2u);
  EXPECT_EQ(map.entries[0], entries[0]);
  EXPECT_EQ(map.entries[1], entries[1]);
  p[12] = 0x1B;
  EXPECT_FALSE(parseProgramStreamMap(p).crcOk);
}

TEST(ProgramStreamMap, H222_AnnexA_CrcOfKnownBytes) {
  const std::string check = "123456789";  // the catalogued check value of CRC-32/MPEG-2
  EXPECT_EQ(crc32Mpeg2({reinterpret_cast<const uint8_t*>(check.data()), check.size()}), 0x0376E6E7u);
}

base::Buffer mapWith(const base::Buffer& info, uint16_t esMapLength, const base::Buffer& entries, bool crc = true) {
  base::Buffer p{0, 0, 1, 0xBC, 0, 0, 0xE1, 0xFF};
  base::append16(p, static_cast<uint32_t>(info.size()));
  base::append(p, info);
  base::append16(p, esMapLength);
  base::append(p, entries);
  base::store16(&p[4], static_cast<uint16_t>(p.size() - 6 + (crc ? 4 : 0)));
  if (crc) base::append32(p, crc32Mpeg2(p));
  return p;
}

TEST(ProgramStreamMap, DescriptorsAreSkipped) {
  const ProgramStreamMap map =
      parseProgramStreamMap(mapWith({0x40, 2, 1, 2}, 14, {0x1B, 0xE0, 0, 6, 0x42, 4, 1, 2, 3, 4, 0x90, 0xC0, 0, 0}));
  EXPECT_TRUE(map.lengthsOk);
  EXPECT_TRUE(map.crcOk);
  ASSERT_EQ(map.count, 2u);
  EXPECT_EQ(map.entries[1], (MapEntry{0x90, 0xC0}));
}

TEST(ProgramStreamMap, LengthsThatLieAreClamped) {
  const base::Buffer entries{0x1B, 0xE0, 0, 0, 0x90, 0xC0, 0, 0};
  for (const uint16_t lie : {0, 4, 9, 500, 0xFFFF}) {
    const ProgramStreamMap map = parseProgramStreamMap(mapWith({}, lie, entries));
    EXPECT_FALSE(map.lengthsOk) << lie;
    EXPECT_EQ(map.count, 2u) << lie;
  }
  const ProgramStreamMap noCrc = parseProgramStreamMap(mapWith({}, 8, entries, false));
  EXPECT_EQ(noCrc.count, 2u);
  EXPECT_FALSE(noCrc.crcOk);
  const ProgramStreamMap longInfo = parseProgramStreamMap(mapWith({}, 8, {0x1B, 0xE0, 0xFF, 0xFF, 0x90, 0xC0, 0, 0}));
  EXPECT_FALSE(longInfo.lengthsOk);
  EXPECT_EQ(longInfo.count, 1u);
}

TEST(ProgramStreamMap, EveryPrefixIsReadWithoutHarm) {
  const base::Buffer whole = mapWith({0x40, 2, 1, 2}, 8, {0x1B, 0xE0, 0, 0, 0x90, 0xC0, 0, 0});
  for (size_t n = 6; n < whole.size(); ++n) EXPECT_FALSE(parseProgramStreamMap(base::Bytes(whole).first(n)).crcOk);
}

TEST(StreamTypes, OfTable2_34AndGbAnnexC) {
  for (const auto& [type, codec] : {std::pair{0x1B, Codec::kH264},
                                    {0x24, Codec::kH265},
                                    {0x10, Codec::kMpeg4},
                                    {0x80, Codec::kSvacVideo},
                                    {0x90, Codec::kPcma},
                                    {0x91, Codec::kPcmu},
                                    {0x92, Codec::kG7221},
                                    {0x93, Codec::kG7231},
                                    {0x99, Codec::kG729},
                                    {0x9B, Codec::kSvacAudio},
                                    {0x0F, Codec::kAac},
                                    {0x1C, Codec::kAac},
                                    {0x03, Codec::kMp3},
                                    {0x04, Codec::kMp3}})
    EXPECT_EQ(codecOfStreamType(static_cast<uint8_t>(type)), codec) << type;
  EXPECT_EQ(codecOfStreamType(0x02), Codec::kUnknown);
  EXPECT_EQ(streamTypeOfCodec(Codec::kAac), 0x0F);
  EXPECT_EQ(streamTypeOfCodec(Codec::kFlac), 0);
}

// [H.222.0 §2.4.3.6] PES_packet() with PTS, DTS and stuffing.
TEST(PesPacket, H222_2_4_3_6_WritesWhatItReads) {
  uint8_t p[kMaxWrittenPesHeaderBytes];
  EXPECT_EQ(writePesHeader(p, 0xE0, 1000, 8'000'000'000, 7'999'990'000), 19u);
  const PesHeader both = parsePesHeader(p, true);
  EXPECT_EQ(both.form, PesHeader::Form::kMpeg2);
  EXPECT_EQ(both.pts90k, 8'000'000'000);
  EXPECT_EQ(both.dts90k, 7'999'990'000);
  EXPECT_EQ(both.bytes, 19u);
  EXPECT_TRUE(both.dataAlignment);
  EXPECT_EQ(pesTotalBytes(p), 1019u);
  EXPECT_EQ(writePesHeader(p, 0xC0, 1000, std::nullopt, std::nullopt), 9u);
  EXPECT_FALSE(parsePesHeader({p, 9}, false).pts90k.has_value());
  EXPECT_EQ(writePesHeader(p, 0xE0, kMaxPesHeaderBytes, 1, std::nullopt), 14u);
  EXPECT_EQ(parsePesHeader({p, 14}, true).pts90k, 1);
}

TEST(PesPacket, H222_2_4_3_7_StuffingBytesAreSkipped) {
  base::Buffer p =
      pesBytes(0xE0, base::Buffer(20, 7), {0x8C, 0x80, 9, 0x21, 0x1A, 0x1B, 0x93, 0x25, 255, 255, 255, 252});
  const PesHeader pes = parsePesHeader(p, true);
  EXPECT_EQ(pes.bytes, 18u);
  EXPECT_EQ(pes.pts90k, 109496722);
  EXPECT_FALSE(pes.lengthLies);
}

// [ISO/IEC 11172-1 §2.4.3.3] stuffing, STD buffer size, PTS and DTS.
TEST(PesPacket, Iso11172_2_4_3_3_Mpeg1) {
  uint8_t ts[10];
  writeTimestamp(ts, 3, 12345678);
  writeTimestamp(ts + 5, 1, 12340000);
  base::Buffer header(16, 0xFF);
  base::append(header, base::Bytes(std::array<uint8_t, 2>{0x60, 0x20}));
  base::append(header, ts);
  const base::Buffer p = pesBytes(0xE0, base::Buffer(20, 7), header);
  const PesHeader pes = parsePesHeader(p, true);
  EXPECT_EQ(pes.form, PesHeader::Form::kMpeg1);
  EXPECT_EQ(pes.bytes, 6u + 28);
  EXPECT_EQ(pes.pts90k, 12345678);
  EXPECT_EQ(pes.dts90k, 12340000);
  EXPECT_EQ(parsePesHeader(pesBytes(0xC0, base::Buffer(20, 7), {0x0F}), false).bytes, 7u);
  const Demuxed d = demux(packBytes() + p + pesBytes(0xC0, base::Buffer(20, 9), {0x0F}) + packBytes());
  ASSERT_EQ(d.out.pes.size(), 2u);
  EXPECT_EQ(d.out.es(0xE0), base::Buffer(20, 7));
  EXPECT_EQ(d.out.es(0xC0), base::Buffer(20, 9));
}

TEST(PesPacket, NeedNeverExceedsTheBoundNorThePacket) {
  std::mt19937 random(20240601);
  for (int i = 0; i < 20000; ++i) {
    base::Buffer head(6 + random() % 20);
    for (uint8_t& byte : head) byte = static_cast<uint8_t>(random());
    const size_t need = pesHeaderNeed(head, kVideoSniffBytes);
    EXPECT_LE(need, kMaxPesHeaderBytes + kVideoSniffBytes);
    EXPECT_LE(need, pesTotalBytes(head) == 0 ? SIZE_MAX : pesTotalBytes(head)) << testing::PrintToString(head);
  }
}

TEST(CodecEvidence, ParameterSetsAndDelimitersDecide) {
  const auto of = [](base::Buffer nals) { return videoEvidence(base::Buffer{0, 0, 0, 1} + nals); };
  EXPECT_EQ(of({0x67, 0x4D, 0x00, 0x2A}), Codec::kH264);
  EXPECT_EQ(of({0x27, 0x64, 0x00, 0x2A}), Codec::kH264);
  EXPECT_EQ(of({0x68, 0xEE, 0x3C}), Codec::kH264);
  EXPECT_EQ(of({0x09, 0xF0}), Codec::kH264);
  EXPECT_EQ(of({0x40, 0x01, 0x0C}), Codec::kH265);
  EXPECT_EQ(of({0x42, 0x01, 0x01}), Codec::kH265);
  EXPECT_EQ(of({0x46, 0x01, 0x50}), Codec::kH265);
  EXPECT_EQ(of({0x06, 0xE5, 0x01, 0x00, 0x00, 0x01, 0x67, 0x42}), Codec::kH264);  // behind an SEI
}

// Every slice NAL unit of either codec leaves the question open: a slice's first byte fits both.
TEST(CodecEvidence, SlicesNeverDecide) {
  for (const int first : {0x41, 0x61, 0x65, 0x25, 0x01, 0x21, 0x02, 0x26, 0x28, 0x2A})
    for (int second = 0; second < 256; ++second) {
      if (first == 0x28 && second >= 0x80) continue;  // an H.264 PPS; H.265 has a temporal id there
      const base::Buffer nal{0, 0, 1, static_cast<uint8_t>(first), static_cast<uint8_t>(second), 0x99};
      EXPECT_EQ(videoEvidence(nal), Codec::kUnknown) << first << " " << second;
    }
  EXPECT_EQ(videoEvidence(base::Buffer{0x67, 0x4D, 0x00}), Codec::kUnknown);  // no start code
  EXPECT_EQ(videoEvidence({}), Codec::kUnknown);
}

}  // namespace
}  // namespace guanlan::ps::test
