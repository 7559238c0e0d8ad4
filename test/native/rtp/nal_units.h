#pragma once

#include <vector>

#include "rtp/nal_depacketizer.h"
#include "rtp/nal_packetizer.h"

namespace guanlan::rtp::test {

/// Puts the pieces of NAL units together; an open one that another interrupts is kept apart.
struct NalCollector {
  void nalBegin() {
    if (open) broken.push_back(nal);
    nal.clear();
    open = true;
  }
  void nalBytes(base::Bytes bytes) {
    if (!open || bytes.empty()) misuse++;
    base::append(nal, bytes);
  }
  void nalEnd() {
    if (!open) misuse++;
    open = false;
    nals.push_back(nal);
  }

  base::Buffer nal;
  bool open = false;
  int misuse = 0;
  std::vector<base::Buffer> nals;
  std::vector<base::Buffer> broken;
};

inline std::vector<base::Buffer> packetize(base::Bytes nal, bool h265, size_t maxPayloadBytes) {
  std::vector<base::Buffer> payloads;
  packetizeNal(nal, h265, maxPayloadBytes, [&](base::Bytes head, base::Bytes body, bool) {
    base::Buffer payload(head.begin(), head.end());
    base::append(payload, body);
    payloads.push_back(std::move(payload));
  });
  return payloads;
}

}  // namespace guanlan::rtp::test
