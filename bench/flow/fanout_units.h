#pragma once
#include <string_view>
#include <vector>

#include "fanout_rig.h"

// What a viewer got, taken apart without the engine's own code: a header and then one unit for each frame, in order,
// with the camera's payload in it.
namespace guanlan::bench {

constexpr size_t kFlvHeaderBytes = 9 + 4;
constexpr size_t kFlvTagHeadBytes = 11;
constexpr size_t kFlvTailBytes = 4;
constexpr size_t kAvcHeadBytes = 5;  // frame type and codec, packet type, composition time
constexpr size_t kBoxHeadBytes = 8;

/// One unit: all bytes of a tag, or of moof and mdat.
struct Unit {
  base::Bytes bytes;
  base::Bytes payload;
  bool picture = false;
};

inline std::vector<Unit> flvUnits(base::Bytes file) {
  require(file.size() > kFlvHeaderBytes && std::equal(file.begin(), file.begin() + 4, "FLV\x01"), "no FLV signature");
  std::vector<Unit> units;
  for (size_t at = kFlvHeaderBytes; at < file.size();) {
    require(at + kFlvTagHeadBytes < file.size(), "a tag is cut");
    const uint8_t type = file[at];
    const size_t data = base::load24(&file[at + 1]);
    const size_t size = kFlvTagHeadBytes + data + kFlvTailBytes;
    require(at + size <= file.size(), "a tag is cut");
    require(base::load32(&file[at + size - kFlvTailBytes]) == kFlvTagHeadBytes + data, "a tag's size is wrong");
    const base::Bytes tag = file.subspan(at, size);
    const base::Bytes body = tag.subspan(kFlvTagHeadBytes, data);
    const bool config =
        type == 18 || (type == 9 && body[1] == 0) || (type == 8 && (body[0] & 0xF0) == 0x90 && (body[0] & 0x0F) == 0);
    if (!config) units.push_back({tag, body.subspan(type == 9 ? kAvcHeadBytes : 1), type == 9});
    at += size;
  }
  return units;
}

inline std::vector<Unit> mp4Units(base::Bytes file) {
  std::vector<Unit> units;
  size_t boxes = 0;
  for (size_t at = 0, moof = 0; at < file.size(); boxes++) {
    require(at + kBoxHeadBytes <= file.size(), "a box is cut");
    const size_t size = base::load32(&file[at]);
    require(size >= kBoxHeadBytes && at + size <= file.size(), "a box is cut");
    const std::string_view type(reinterpret_cast<const char*>(&file[at + 4]), 4);
    const char* wanted = boxes == 0 ? "ftyp" : boxes == 1 ? "moov" : boxes % 2 == 0 ? "moof" : "mdat";
    require(type == wanted, "a box is out of order");
    if (type == "moof") moof = at;
    if (type == "mdat") {
      const base::Bytes payload = file.subspan(at + kBoxHeadBytes, size - kBoxHeadBytes);
      units.push_back({file.subspan(moof, at + size - moof), payload, payload.size() > 2 * kSoundBytes});
    }
    at += size;
  }
  return units;
}

/// The frames of one loop as the floor sends them, after everything was looked at.
inline std::vector<base::Buffer> verifiedUnits(engine::Container container, const FanoutRig& rig,
                                               const CameraLoop& loop, size_t frames) {
  for (size_t i = 0; i < rig.viewers(); i++)
    require(rig.bytesOf(i) == rig.received().size(), "a viewer did not get every byte");
  const auto units = container == engine::Container::kFlv ? flvUnits(rig.received()) : mp4Units(rig.received());
  require(units.size() == frames,
          std::to_string(units.size()) + " frames came to a viewer, not " + std::to_string(frames));
  std::vector<base::Buffer> last(kLoopFrames);
  for (size_t i = 0; i < units.size(); i++) {
    const Unit& unit = units[i];
    require(unit.picture == (i % 2 == 0), "a frame is out of order");
    if (unit.picture) {
      const base::Buffer& sent = loop.pictures[i / 2 % kGopFrames];
      require(std::equal(sent.begin(), sent.end(), unit.payload.begin(), unit.payload.end()),
              "a picture differs from what was sent");
    } else {
      require(!unit.payload.empty(), "a sound is empty");
    }
    last[i % kLoopFrames].assign(unit.bytes.begin(), unit.bytes.end());
  }
  return last;
}

}  // namespace guanlan::bench
