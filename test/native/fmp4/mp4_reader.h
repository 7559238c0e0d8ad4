#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/reader.h"

// Reads fragmented MP4 back, written apart from the muxer (ISO/IEC 14496-12:2022), so that each proves the other.
namespace guanlan::testing {

struct Mp4Box {
  std::string type;
  base::Bytes body;
};

/// The boxes side by side that fill `bytes`; nullopt when a size lies.
inline std::optional<std::vector<Mp4Box>> readBoxes(base::Bytes bytes) {
  std::vector<Mp4Box> boxes;
  while (!bytes.empty()) {
    if (bytes.size() < 8) return std::nullopt;
    const size_t size = base::load32(bytes.data());
    if (size < 8 || size > bytes.size()) return std::nullopt;
    boxes.push_back({std::string(reinterpret_cast<const char*>(&bytes[4]), 4), bytes.subspan(8, size - 8)});
    bytes = bytes.subspan(size);
  }
  return boxes;
}

/// Bytes before the first child box.
inline size_t childOffset(std::string_view type) {
  if (type == "stsd" || type == "dref") return 8;
  if (type == "avc1" || type == "hvc1") return 78;
  if (type == "mp4a" || type == "fLaC" || type == "alaw" || type == "ulaw") return 28;
  return 0;
}

/// Every box at a path such as "moov/trak/mdia", in order.
inline std::vector<Mp4Box> findBoxes(base::Bytes bytes, std::string_view path) {
  std::vector<Mp4Box> found;
  const size_t slash = path.find('/');
  const std::string_view name = path.substr(0, slash);
  const auto boxes = readBoxes(bytes);
  if (!boxes) return found;
  for (const Mp4Box& box : *boxes) {
    if (box.type != name) continue;
    if (slash == std::string_view::npos) {
      found.push_back(box);
    } else if (box.body.size() >= childOffset(box.type)) {
      const auto inner = findBoxes(box.body.subspan(childOffset(box.type)), path.substr(slash + 1));
      found.insert(found.end(), inner.begin(), inner.end());
    }
  }
  return found;
}

inline base::Bytes findBody(base::Bytes bytes, std::string_view path) {
  const auto found = findBoxes(bytes, path);
  return found.size() == 1 ? found[0].body : base::Bytes{};
}

struct Mp4Fragment {
  uint32_t sequence = 0;
  uint32_t trackId = 0;
  uint64_t decodeTime = 0;
  uint32_t duration = 0;
  uint32_t flags = 0;
  int32_t compositionOffset = 0;
  base::Bytes data;

  bool isSync() const { return (flags & 0x00010000) == 0; }
};

/// moof with one sample and its mdat; nullopt when it is anything else.
inline std::optional<Mp4Fragment> readFragment(base::Bytes moofBody, base::Bytes mdat) {
  Mp4Fragment out;
  base::Reader mfhd(findBody(moofBody, "mfhd"));
  mfhd.skip(4);
  out.sequence = mfhd.u32();
  base::Reader tfhd(findBody(moofBody, "traf/tfhd"));
  if (tfhd.u32() != 0x020000) return std::nullopt;  // default-base-is-moof
  out.trackId = tfhd.u32();
  base::Reader tfdt(findBody(moofBody, "traf/tfdt"));
  if (tfdt.u32() != 0x01000000) return std::nullopt;
  out.decodeTime = tfdt.u64();
  base::Reader trun(findBody(moofBody, "traf/trun"));
  if (trun.u32() != 0x01000F01 || trun.u32() != 1) return std::nullopt;
  const uint32_t offset = trun.u32();
  out.duration = trun.u32();
  const uint32_t size = trun.u32();
  out.flags = trun.u32();
  out.compositionOffset = static_cast<int32_t>(trun.u32());
  const bool ok = mfhd.ok() && tfhd.ok() && tfdt.ok() && trun.ok() && trun.remaining() == 0;
  // The offset counts from the moof's own first byte; the data are all of the mdat.
  if (!ok || offset != moofBody.size() + 8 + 8 || size != mdat.size()) return std::nullopt;
  out.data = mdat;
  return out;
}

struct Mp4File {
  base::Bytes ftyp;
  base::Bytes moov;
  std::vector<Mp4Fragment> fragments;
};

inline std::optional<Mp4File> readMp4(base::Bytes bytes) {
  const auto boxes = readBoxes(bytes);
  if (!boxes || boxes->size() < 2 || boxes->size() % 2 != 0) return std::nullopt;
  if ((*boxes)[0].type != "ftyp" || (*boxes)[1].type != "moov") return std::nullopt;
  Mp4File file{(*boxes)[0].body, (*boxes)[1].body, {}};
  for (size_t i = 2; i < boxes->size(); i += 2) {
    if ((*boxes)[i].type != "moof" || (*boxes)[i + 1].type != "mdat") return std::nullopt;
    const auto fragment = readFragment((*boxes)[i].body, (*boxes)[i + 1].body);
    if (!fragment) return std::nullopt;
    file.fragments.push_back(*fragment);
  }
  return file;
}

}  // namespace guanlan::testing
