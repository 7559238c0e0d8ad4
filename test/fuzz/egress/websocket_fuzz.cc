// What a player or a microphone may send after the upgrade. Any cut of the input gives the same answers, of whole
// frames, and the same data, never more than was sent.
#include <cstdlib>

#include "egress/websocket.h"

using guanlan::base::Buffer;
using guanlan::base::Bytes;
using guanlan::egress::WebSocketReader;

namespace {

struct Outcome {
  WebSocketReader::Result result = WebSocketReader::Result::kOpen;
  Buffer reply;
  Buffer data;
  bool operator==(const Outcome&) const = default;
};

Outcome read(Bytes bytes, size_t step) {
  WebSocketReader reader;
  Outcome outcome;
  while (!bytes.empty() && outcome.result == WebSocketReader::Result::kOpen) {
    const Bytes piece = bytes.first(std::min(step, bytes.size()));
    outcome.result = reader.feed(piece, outcome.reply, &outcome.data);
    bytes = bytes.subspan(piece.size());
  }
  return outcome;
}

/// Only pongs and closes, unmasked, whole; nothing after a close.
bool wholeControlFrames(Bytes reply) {
  bool closed = false;
  while (!reply.empty()) {
    if (closed || reply.size() < 2 || (reply[0] != 0x8A && reply[0] != 0x88) || reply[1] > 125) return false;
    if (reply.size() < 2u + reply[1]) return false;
    closed = reply[0] == 0x88;
    if (closed && !guanlan::egress::isCloseCode(guanlan::base::load16(&reply[2]))) return false;
    reply = reply.subspan(2u + reply[1]);
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const Bytes bytes(data + 1, size - 1);
  const Outcome whole = read(bytes, bytes.size() + 1);
  const Outcome cut = read(bytes, data[0] + size_t{1});
  if (!(whole == cut) || whole.data.size() > bytes.size() || !wholeControlFrames(whole.reply)) std::abort();
  return 0;
}
