// Cutting an Annex B stream into NAL units as it arrives in packets, beside a memcpy of the same packets and beside a
// search byte by byte. Verifies what it measures first.
#include "codec/nal.h"
#include "subjects.h"

namespace {

using namespace guanlan;         // NOLINT
using namespace guanlan::bench;  // NOLINT

constexpr size_t kPacketBytes = 1400;

struct CountingSink final : codec::NalSink {
  void onNalBegin() override { begins++; }
  void onNalData(base::Bytes span) override { bytes += span.size(); }
  void onNalEnd() override { ends++; }
  size_t begins = 0;
  size_t bytes = 0;
  size_t ends = 0;
};

/// The camera's pictures, each behind a start code, without a start code inside.
base::Buffer annexB(const std::vector<CameraFrame>& frames) {
  base::Buffer out;
  for (const CameraFrame& frame : frames) {
    if (frame.view.track != codec::kVideoTrack) continue;
    base::append(out, base::Buffer{0, 0, 0, 1});
    size_t zeros = 0;
    for (uint8_t byte : frame.payload) {
      if (zeros >= 2 && byte <= 3) out.push_back(3);  // emulation prevention
      if (zeros >= 2) zeros = 0;
      out.push_back(byte);
      zeros = byte == 0 ? zeros + 1 : 0;
    }
    out.push_back(0x80);
  }
  return out;
}

size_t searchByBytes(base::Bytes bytes) {
  size_t found = 0;
  uint32_t last = 0xFFFFFFFF;
  for (uint8_t byte : bytes) {
    last = last << 8 | byte;
    found += (last & 0xFFFFFF) == 1;
  }
  return found;
}

}  // namespace

int main() {
  const base::Buffer stream = annexB(cameraFrames());
  std::vector<base::Bytes> packets;
  for (size_t at = 0; at < stream.size(); at += kPacketBytes)
    packets.push_back(base::Bytes(stream).subspan(at, std::min(kPacketBytes, stream.size() - at)));
  CountingSink sink;
  codec::AnnexBSplitter splitter(sink);
  const auto split = [&] {
    for (const base::Bytes& packet : packets) splitter.feed(packet);
    splitter.finish();
  };
  split();
  size_t nals = 0;
  size_t bytes = 0;
  codec::forEachNal(stream, [&](base::Bytes nal) {
    nals++;
    bytes += nal.size();
  });
  require(nals == 50 && sink.begins == nals && sink.ends == nals && sink.bytes == bytes, "NAL units differ");
  require(searchByBytes(stream) == nals, "start codes differ");
  base::Buffer copy(kPacketBytes);
  size_t found = 0;
  std::vector<Subject> subjects;
  subjects.push_back({"nal.memcpy", [&] {
                        for (const base::Bytes& packet : packets) {
                          std::memcpy(copy.data(), packet.data(), packet.size());
                          asm volatile("" : : "r"(copy.data()) : "memory");
                        }
                      }});
  subjects.push_back({"nal.split", split});
  subjects.push_back({"nal.byByte", [&] {
                        for (const base::Bytes& packet : packets) found += searchByBytes(packet);
                      }});
  measure(subjects, packets.size());
  require(found > 0, "nothing was found");
  for (const Subject& subject : subjects) print(subject, subjects[0], "packet of 1400 bytes");
  return 0;
}
