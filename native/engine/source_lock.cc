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
  if (locked_) {
    if (ssrc != ssrc_) return Verdict::kWrongSsrc;
    if (!(from == remote_)) return Verdict::kWrongSource;
    lastPacketMs_ = nowMs;
    return Verdict::kAccept;
  }
  const bool wrongSsrc = expectedSsrc_ && *expectedSsrc_ != ssrc;
  const bool wrongHost = expectedHost_.valid() && !expectedHost_.sameHost(from);
  if ((wrongSsrc || wrongHost) && !believed(from, ssrc)) return wrongSsrc ? Verdict::kWrongSsrc : Verdict::kWrongSource;
  locked_ = true;
  byProof_ = wrongSsrc || wrongHost;
  remote_ = from;
  ssrc_ = ssrc;
  lastPacketMs_ = nowMs;
  strangerPackets_ = 0;
  return Verdict::kStart;
}

bool SourceLock::believed(const net::Address& from, uint32_t ssrc) {
  if (!believeStrangers_) return false;
  if (strangerPackets_ == 0 || strangerSsrc_ != ssrc || !(stranger_ == from)) {
    stranger_ = from;
    strangerSsrc_ = ssrc;
    strangerPackets_ = 0;
  }
  return ++strangerPackets_ >= kStrangerProof;
}

bool SourceLock::expire(int64_t nowMs) {
  if (!locked_ || nowMs - lastPacketMs_ < silenceMs_) return false;
  release();
  return true;
}

}  // namespace guanlan::engine
