// Any bytes, fed in any pieces: the same NAL units as from the whole buffer, and the sink's contract holds.
// Input: 4 bytes of seed for the pieces, then the stream.
#include <cstdlib>
#include <random>

#include "codec/nal.h"

namespace {

using namespace guanlan;  // NOLINT

void require(bool condition) {
  if (!condition) std::abort();
}

class Recorder : public codec::NalSink {
 public:
  void onNalBegin() override {
    require(!open_);
    open_ = true;
    nals.emplace_back();
  }
  void onNalData(base::Bytes bytes) override {
    require(open_ && !bytes.empty());
    base::append(nals.back(), bytes);
  }
  void onNalEnd() override {
    require(open_);
    open_ = false;
    if (nals.back().empty()) nals.pop_back();
  }
  bool isOpen() const { return open_; }
  std::vector<base::Buffer> nals;

 private:
  bool open_ = false;
};

size_t slowStartCode(base::Bytes bytes) {
  for (size_t i = 0; i + 3 <= bytes.size(); i++)
    if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1) return i;
  return bytes.size();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 4) return 0;
  std::mt19937 random(base::load32(data));
  const base::Bytes stream(data + 4, size - 4);
  require(codec::findStartCode(stream) == slowStartCode(stream));
  std::vector<base::Buffer> expected;
  codec::forEachNal(stream, [&](base::Bytes nal) { expected.emplace_back(nal.begin(), nal.end()); });
  Recorder recorder;
  codec::AnnexBSplitter splitter(recorder);
  const size_t most = 1 + random() % 64;
  for (size_t at = 0; at < stream.size();) {
    const size_t piece = std::min<size_t>(random() % most, stream.size() - at);
    splitter.feed(stream.subspan(at, piece));
    at += piece;
    if (piece == 0 && at < stream.size()) splitter.feed(stream.subspan(at++, 1));
  }
  splitter.finish();
  require(!recorder.isOpen());
  require(recorder.nals == expected);
  size_t total = 0;
  codec::forEachLengthPrefixed(stream, [&](base::Bytes nal) { total += 4 + nal.size(); });
  require(total <= stream.size());
  return 0;
}
