#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "rtp/packet.h"

// Packets made and read by the RTP tests.
namespace guanlan::rtp::test {

inline base::Buffer readFixture(const std::string& name) {
  std::ifstream in(std::string(GUANLAN_FIXTURES "/") + name, std::ios::binary);
  EXPECT_TRUE(in) << name;
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Packets, each behind its length, cut without the code under test.
inline std::vector<base::Buffer> readPackets(const std::string& name) {
  const base::Buffer file = readFixture(name);
  std::vector<base::Buffer> packets;
  for (size_t at = 0; at + 2 <= file.size();) {
    const size_t length = static_cast<size_t>(file[at]) * 256 + file[at + 1];
    packets.emplace_back(file.begin() + at + 2, file.begin() + at + 2 + length);
    at += 2 + length;
  }
  return packets;
}

struct PacketFields {
  uint16_t sequence = 0;
  base::Buffer payload = {1, 2, 3};
  uint8_t payloadType = 96;
  bool marker = false;
  uint32_t timestamp = 3600;
  uint32_t ssrc = 0x0BEB0001;
};

inline base::Buffer makePacket(const PacketFields& fields) {
  base::Buffer bytes(kHeaderBytes);
  writeHeader(bytes.data(), fields.payloadType, fields.marker, fields.sequence, fields.timestamp, fields.ssrc);
  base::append(bytes, fields.payload);
  return bytes;
}

inline base::Buffer framed(base::Bytes packet) {
  base::Buffer bytes;
  base::append16(bytes, static_cast<uint32_t>(packet.size()));
  base::append(bytes, packet);
  return bytes;
}

inline PacketView parsed(base::Bytes bytes) {
  PacketView view;
  EXPECT_EQ(parsePacket(bytes, view), PacketError::kNone);
  return view;
}

inline base::Buffer copy(base::Bytes bytes) { return {bytes.begin(), bytes.end()}; }

}  // namespace guanlan::rtp::test
