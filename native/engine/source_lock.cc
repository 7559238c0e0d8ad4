#include "engine/source_lock.h"

namespace guanlan::engine {

void SourceLock::expectSsrc(std::optional<uint32_t> ssrc) {
  expectedSsrc_ = ssrc;
  if (locked_ && ssrc && *ssrc != ssrc_) release();
}

void SourceLock::expectHost(const net::Address& host) {
  expectedHost_ = host;
  if (locked_ && host.valid() && !host.sameHost(remote_)) release();
}

SourceLock::Verdict SourceLock::judge(const net::Address& from, uint32_t ssrc, int64_t nowMs) {
  if (locked_ && ssrc == ssrc_ && from == remote_) {
    lastPacketMs_ = nowMs;
    return Verdict::kAccept;
  }
  if (locked_ && (expected(remote_, ssrc_) || !expected(from, ssrc)))
    return ssrc == ssrc_ ? Verdict::kWrongSource : Verdict::kWrongSsrc;
  const bool stranger = !expected(from, ssrc);
  if (stranger && !believed(from, ssrc)) return wrongSsrc(ssrc) ? Verdict::kWrongSsrc : Verdict::kWrongSource;
  locked_ = true;
  byProof_ = stranger;
  remote_ = from;
  ssrc_ = ssrc;
  lastPacketMs_ = nowMs;
  strangerPackets_ = 0;
  return Verdict::kStart;
}

bool SourceLock::believed(const net::Address& from, uint32_t ssrc) {
  if (strangerPackets_ == 0 || strangerSsrc_ != ssrc || !(stranger_ == from)) {
    stranger_ = from;
    strangerSsrc_ = ssrc;
    strangerPackets_ = 0;
  }
  return ++strangerPackets_ >= kStrangerProof;
}

bool SourceLock::expire(int64_t nowMs) {
  if (!locked_ || silenceMs_ == 0 || nowMs - lastPacketMs_ < silenceMs_) return false;
  release();
  return true;
}

}  // namespace guanlan::engine
