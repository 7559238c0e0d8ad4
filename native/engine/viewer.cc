#include "engine/viewer.h"

#include <algorithm>
#include <array>

#include "engine/stream.h"
#include "engine/worker.h"

namespace guanlan::engine {

Viewer::Viewer(Worker& worker, Stream& stream, ViewerFormat& format, const ViewerConfig& config, net::Fd fd,
               std::shared_ptr<Published<ViewerState>> shared)
    : worker_(worker),
      stream_(stream),
      format_(format),
      fd_(std::move(fd)),
      webSocket_(config.webSocket),
      lastProgressMs_(worker.nowMs()),
      handle_(config.handle),
      shared_(std::move(shared)) {
  format_.viewers++;
  base::append(pending_, config.head);
  net::setNoDelay(fd_.get());
  net::setUnsentBytes(fd_.get(), kMaxUnsentBytes);
  worker_.loop().add(fd_.get(), *this);
}

Viewer::~Viewer() {
  if (fd_.valid()) worker_.loop().remove(fd_.get(), *this);
  format_.viewers--;
  worker_.ownTotals().add(counters_, published_);
}

bool Viewer::flush() {
  if (closed_) return false;
  format_.update();
  bool wrote = false;
  while (const FrameBatch* batch = nextBatch()) {
    const size_t total = pendingBytes() + batch->bytes;
    // Frames that this viewer does not get cost no system call.
    const ssize_t sent = total > 0 ? send(*batch) : 0;
    if (sent < 0) {
      fail(base::Status::kPeerClosed, "the player closed the connection");
      return wrote;
    }
    wrote = wrote || sent > 0;
    consume(*batch, static_cast<size_t>(sent));
    if (static_cast<size_t>(sent) < total) {
      setBlocked(true);
      return wrote;
    }
  }
  setBlocked(false);
  if (draining_) close(base::Status::kStopped, egress::kGoingAway, "the engine stops");
  return wrote;
}

/// The newest decodable picture is where everybody starts.
bool Viewer::start() {
  if (started_) return true;
  const FrameRing& ring = stream_.ring();
  if (!stream_.ready() || ring.newestKey() == kNoSequence) return false;
  started_ = true;
  sinceMs_ = worker_.nowMs();
  cursor_ = ring.newestKey();
  queueConfig(*ring.at(cursor_), true);
  return true;
}

uint64_t Viewer::needed() const { return started_ ? cursor_ : stream_.ring().newestKey(); }

void Viewer::queueConfig(const Frame& first, bool header) {
  base::Buffer config;
  if (header) {
    format_.writeHeader(config, first);
  } else {
    format_.writeConfig(config, first);
  }
  generation_ = first.generation;
  if (config.empty()) return;
  if (webSocket_) {
    uint8_t head[egress::kMaxServerHeadBytes];
    base::append(pending_, base::Bytes(head, egress::writeBinaryHead(head, config.size())));
  }
  base::append(pending_, config);
}

/// What goes next behind what is pending; null when nothing is to be sent.
const FrameBatch* Viewer::nextBatch() {
  static const FrameBatch none;
  const FrameBatch* nothing = pendingBytes() > 0 ? &none : nullptr;
  if (draining_ || !start()) return nothing;
  const FrameRing& ring = stream_.ring();
  if (cursor_ < ring.oldest()) jump();
  skipToKey();
  if (cursor_ == ring.nextSequence()) return pendingBytes() > 0 ? &none : nullptr;
  const Frame& first = *ring.at(cursor_);
  // All frames before are gone or pending: the new configuration goes between.
  if (first.generation != generation_) queueConfig(first, false);
  return &format_.batch(cursor_, worker_.keysOnly() ? cursor_ + 1 : ring.nextSequence(), webSocket_);
}

/// Over what this viewer must not get: everything before a key frame after a gap, everything else under overload.
void Viewer::skipToKey() {
  const bool keysOnly = worker_.keysOnly();
  if (!waitKey_ && !keysOnly) return;
  const FrameRing& ring = stream_.ring();
  for (; cursor_ < ring.nextSequence(); cursor_++) {
    const Frame& frame = *ring.at(cursor_);
    if (frame.key && (frame.track == codec::kVideoTrack || !stream_.hasVideo())) {
      waitKey_ = false;
      return;
    }
    waitKey_ = true;
    counters_[Counter::kViewerDroppedFrames]++;
    counters_[Counter::kViewerOverloadDroppedFrames] += keysOnly;
  }
}

/// One system call.
ssize_t Viewer::send(const FrameBatch& batch) {
  if (pendingBytes() == 0)
    return batch.flat.empty() ? net::sendPieces(fd_.get(), batch.pieces) : net::sendBytes(fd_.get(), batch.flat);
  std::array<iovec, 1 + kMaxPieces> pieces;
  pieces[0] = {pending_.data() + pendingAt_, pendingBytes()};
  std::copy(batch.pieces.begin(), batch.pieces.end(), pieces.begin() + 1);
  return net::sendPieces(fd_.get(), std::span(pieces).first(1 + batch.pieces.size()));
}

void Viewer::consume(const FrameBatch& batch, size_t sent) {
  if (sent > 0) lastProgressMs_ = worker_.nowMs();
  counters_[Counter::kViewerBytes] += sent;
  if (!pending_.empty()) {
    const size_t fromPending = std::min(sent, pendingBytes());
    pendingAt_ += fromPending;
    if (pendingBytes() > 0) return;
    pending_.clear();
    // The rest of one large key frame must not stay with each of a thousand viewers.
    if (pending_.capacity() > kKeptPendingBytes) base::Buffer().swap(pending_);
    pendingAt_ = 0;
    sent -= fromPending;
  }
  if (!batch.empty()) consumeFrames(batch, sent);
}

/// Moves the cursor over what was sent; the rest of a frame that was cut is copied, for the ring does not wait.
void Viewer::consumeFrames(const FrameBatch& batch, size_t sent) {
  if (sent == batch.bytes) {
    cursor_ = batch.next;
    counters_[Counter::kViewerFrames] += batch.carried;
    return;
  }
  for (size_t i = 0; i < batch.ends.size(); i++) {
    if (batch.ends[i].bytes > sent) return keepRest(batch, i, sent);
    cursor_++;
    counters_[Counter::kViewerFrames] += batch.ends[i].carried;
  }
}

void Viewer::keepRest(const FrameBatch& batch, size_t index, size_t sent) {
  const FrameBatch::End begin = index > 0 ? batch.ends[index - 1] : FrameBatch::End{};
  size_t skip = sent - begin.bytes;
  if (skip == 0) return;
  for (size_t i = begin.pieces; i < batch.ends[index].pieces; i++) {
    const base::Bytes piece(static_cast<const uint8_t*>(batch.pieces[i].iov_base), batch.pieces[i].iov_len);
    const size_t gone = std::min(skip, piece.size());
    base::append(pending_, piece.subspan(gone));
    skip -= gone;
  }
  cursor_++;
  counters_[Counter::kViewerFrames]++;
}

void Viewer::setBlocked(bool blocked) {
  if (blocked == blocked_) return;
  blocked_ = blocked;
  lastProgressMs_ = worker_.nowMs();
  worker_.loop().setWritable(fd_.get(), *this, blocked);
}

/// How long the oldest frame that is not sent yet has waited for this viewer.
int64_t Viewer::ageMs() const {
  const Frame* frame = started_ ? stream_.ring().at(cursor_) : nullptr;
  return frame ? worker_.nowMs() - std::max(frame->committedMs, sinceMs_) : 0;
}

/// Payload bytes that the viewer has not got yet.
uint64_t Viewer::behindBytes() const {
  const FrameRing& ring = stream_.ring();
  const Frame* frame = started_ ? ring.at(cursor_) : nullptr;
  return frame ? ring.totalBytes() - frame->totalBytes + frame->payload.size() : 0;
}

/// The byte and the age bound. Beyond the age, only a newer key frame is worth a jump; beyond the bytes, any is.
void Viewer::keepUp() {
  const Limits& limits = worker_.limits();
  const bool tooMuch = behindBytes() > limits.viewerBytes;
  if (!tooMuch && ageMs() <= limits.viewerAgeMs) return;
  const uint64_t key = stream_.ring().newestKey();
  if (key == cursor_) return;
  if (tooMuch || (key != kNoSequence && key > cursor_)) jump();
}

void Viewer::jump() {
  const FrameRing& ring = stream_.ring();
  const bool toKey = ring.newestKey() != kNoSequence && ring.newestKey() >= cursor_;
  const uint64_t target = toKey ? ring.newestKey() : ring.nextSequence();
  counters_[Counter::kViewerJumps]++;
  counters_[Counter::kViewerDroppedFrames] += target - cursor_;
  waitKey_ = !toKey;
  cursor_ = target;
  sinceMs_ = worker_.nowMs();
}

void Viewer::onPeriod() {
  if (closed_) return;
  const int64_t now = worker_.nowMs();
  if (blocked_ && now - lastProgressMs_ > worker_.limits().viewerStallMs) {
    worker_.ownTotals().add(Counter::kSlowViewers, 1);
    return fail(base::Status::kSlowViewer, "the player took nothing for too long");
  }
  keepUp();
  if (!worker_.publishes(handle())) return;
  shared_->set({counters_, pendingBytes() + behindBytes(), ageMs()});
  if (counters_ == published_) return;
  worker_.ownTotals().add(counters_, published_);
  published_ = counters_;
}

void Viewer::onReadable() {
  if (closed_) return;
  const base::MutableBytes into = worker_.scratch();
  const ssize_t n = net::receive(fd_.get(), into);
  if (n < 0) return fail(base::Status::kPeerClosed, "the player closed the connection");
  if (n == 0) return;
  const base::Bytes bytes = base::Bytes(into).first(static_cast<size_t>(n));
  if (webSocket_) {
    readWebSocket(bytes);
  } else {
    readHttp(bytes);
  }
}

void Viewer::readHttp(base::Bytes bytes) {
  ignoredBytes_ += bytes.size();
  if (ignoredBytes_ > kMaxIgnoredHttpBytes)
    fail(base::Status::kMalformed, "the player sends although it has nothing to say");
}

void Viewer::readWebSocket(base::Bytes bytes) {
  base::Buffer reply;
  const auto result = reader_.feed(bytes, reply);
  // A player that asks for answers and takes none does not make us keep them.
  if (pending_.size() < kMaxPendingReplyBytes) base::append(pending_, reply);
  if (result == egress::WebSocketReader::Result::kOpen) {
    if (!reply.empty()) flush();
    return;
  }
  // RFC 6455 §5.5.1: no frame follows a close.
  sendPending();
  const bool orderly = result == egress::WebSocketReader::Result::kClosed;
  fail(orderly ? base::Status::kPeerClosed : base::Status::kMalformed,
       orderly ? "the player closed the WebSocket" : "the player broke the WebSocket protocol");
}

void Viewer::close(base::Status status, uint16_t code, const std::string& reason) {
  if (closed_) return;
  if (webSocket_) egress::appendClose(pending_, code, reason);
  sendPending();
  fail(status, reason);
}

/// Once, as far as the socket takes it: the last words.
void Viewer::sendPending() {
  if (pendingAt_ >= pending_.size()) return;
  const ssize_t sent = net::sendBytes(fd_.get(), base::Bytes(pending_).subspan(pendingAt_));
  if (sent > 0) counters_[Counter::kViewerBytes] += static_cast<size_t>(sent);
}

/// The one way to the end: the stream removes this viewer after the tick and reports it.
void Viewer::fail(base::Status status, const std::string& reason) {
  if (closed_) return;
  closed_ = true;
  worker_.loop().remove(fd_.get(), *this);
  fd_.close();
  worker_.closed(handle(), status, 0, reason);
  stream_.readerEnded();
}

}  // namespace guanlan::engine
