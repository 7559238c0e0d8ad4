#include "engine/viewer.h"

#include <algorithm>

#include "engine/stream.h"
#include "engine/worker.h"

namespace guanlan::engine {

Viewer::Viewer(Worker& worker, Stream& stream, ViewerFormat& format, ViewerConfig config, net::Fd fd,
               std::shared_ptr<Published<ViewerState>> shared)
    : worker_(worker),
      stream_(stream),
      format_(format),
      config_(std::move(config)),
      fd_(std::move(fd)),
      shared_(std::move(shared)),
      lastProgressMs_(worker.nowMs()) {
  format_.viewers++;
  base::append(pending_, config_.head);
  net::setNoDelay(fd_.get());
  net::setUnsentBytes(fd_.get(), kMaxUnsentBytes);
  worker_.loop().add(fd_.get(), *this);
}

Viewer::~Viewer() {
  if (fd_.valid()) worker_.loop().remove(fd_.get(), *this);
  format_.viewers--;
  worker_.ownTotals().add(counters_, published_);
}

void Viewer::flush() {
  if (closed_) return;
  format_.update();
  while (gather()) {
    size_t total = 0;
    for (const iovec& piece : pieces_) total += piece.iov_len;
    const ssize_t sent = net::sendPieces(fd_.get(), pieces_);
    if (sent < 0) return fail(base::Status::kPeerClosed, "the player closed the connection");
    consume(static_cast<size_t>(sent));
    if (static_cast<size_t>(sent) < total) return setBlocked(true);
  }
  setBlocked(false);
  if (draining_) close(base::Status::kStopped, egress::kGoingAway, "the engine stops");
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

void Viewer::queueConfig(const Frame& first, bool header) {
  base::Buffer config;
  if (header) {
    format_.writeHeader(config, first);
  } else {
    format_.writeConfig(config, first);
  }
  generation_ = first.generation;
  if (config.empty()) return;
  if (config_.webSocket) {
    uint8_t head[egress::kMaxServerHeadBytes];
    base::append(pending_, base::Bytes(head, egress::writeBinaryHead(head, config.size())));
  }
  base::append(pending_, config);
}

/// Collects the pieces of one system call; false when nothing is to be sent.
bool Viewer::gather() {
  pieces_.clear();
  queued_.clear();
  const bool ready = !draining_ && start();
  addPending();
  if (!ready) return !pieces_.empty();
  const FrameRing& ring = stream_.ring();
  if (cursor_ < ring.oldest()) jump();
  do {
    queued_.clear();
    while (cursor_ + queued_.size() < ring.nextSequence() && pieces_.size() + kPiecesOfFrame <= kMaxPieces) {
      if (!gatherFrame(*ring.at(cursor_ + queued_.size()))) break;
    }
    // Frames that this viewer does not get cost no system call.
    if (pieces_.empty()) consumeFrames(0);
  } while (pieces_.empty() && !queued_.empty());
  return !pieces_.empty();
}

void Viewer::addPending() {
  if (pendingAt_ < pending_.size()) pieces_.push_back({pending_.data() + pendingAt_, pending_.size() - pendingAt_});
}

bool Viewer::gatherFrame(const Frame& frame) {
  if (frame.generation != generation_) {
    // The new configuration goes between the frames, so it waits until those before are gone.
    if (!queued_.empty() || !pieces_.empty()) return false;
    queueConfig(frame, false);
    addPending();
  }
  const FormattedFrame* formatted = format_.at(frame.sequence);
  const bool wait = waitKey_ && !(frame.key && (frame.track == codec::kVideoTrack || !stream_.hasVideo()));
  if (!formatted || !formatted->carried || wait) {
    queued_.push_back({frame.sequence, 0, 0, 0, wait});
    return true;
  }
  waitKey_ = false;
  size_t bytes = formatted->bytes();
  const size_t firstPiece = pieces_.size();
  const auto add = [this](const uint8_t* data, size_t size) {
    if (size > 0) pieces_.push_back({const_cast<uint8_t*>(data), size});
  };
  if (config_.webSocket) {
    add(formatted->webSocketHead, formatted->webSocketHeadBytes);
    bytes += formatted->webSocketHeadBytes;
  }
  add(formatted->head, formatted->headBytes);
  add(formatted->payload.data(), formatted->payload.size());
  add(formatted->tail, formatted->tailBytes);
  queued_.push_back({frame.sequence, bytes, firstPiece, pieces_.size() - firstPiece, false});
  return true;
}

void Viewer::consume(size_t sent) {
  if (sent > 0) lastProgressMs_ = worker_.nowMs();
  counters_[Counter::kViewerBytes] += sent;
  const size_t fromPending = std::min(sent, pending_.size() - pendingAt_);
  pendingAt_ += fromPending;
  if (pendingAt_ < pending_.size()) return;
  pending_.clear();
  // The rest of one large key frame must not stay with each of a thousand viewers.
  if (pending_.capacity() > kKeptPendingBytes) base::Buffer().swap(pending_);
  pendingAt_ = 0;
  consumeFrames(sent - fromPending);
}

/// Moves the cursor over what was sent; the rest of a frame that was cut is copied, for the ring does not wait.
void Viewer::consumeFrames(size_t sent) {
  for (const Queued& frame : queued_) {
    if (frame.bytes > sent) return keepRest(frame, sent);
    sent -= frame.bytes;
    cursor_ = frame.sequence + 1;
    counters_[Counter::kViewerFrames] += frame.bytes > 0;
    counters_[Counter::kViewerDroppedFrames] += frame.dropped;
  }
}

void Viewer::keepRest(const Queued& frame, size_t sent) {
  if (sent == 0) return;
  for (size_t i = frame.firstPiece; i < frame.firstPiece + frame.pieceCount; i++) {
    const base::Bytes piece(static_cast<const uint8_t*>(pieces_[i].iov_base), pieces_[i].iov_len);
    const size_t skip = std::min(sent, piece.size());
    base::append(pending_, piece.subspan(skip));
    sent -= skip;
  }
  cursor_ = frame.sequence + 1;
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
  ViewerState state;
  state.counters = counters_;
  state.queuedBytes = pending_.size() - pendingAt_ + behindBytes();
  state.ageMs = ageMs();
  shared_->set(state);
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
  if (config_.webSocket) {
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
  if (config_.webSocket) egress::appendClose(pending_, code, reason);
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
