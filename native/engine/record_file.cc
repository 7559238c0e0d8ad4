#include "engine/record_file.h"

#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "fmp4/init_segment.h"

namespace guanlan::engine {

namespace {

using base::Status;

/// A box of 16 bytes, which the head of a large mdat replaces (ISO/IEC 14496-12:2022 §4.2).
constexpr size_t kPlaceholderBytes = 16;

/// Of what has no disk behind it, there is nothing to be asked for.
int syncFile(int fd) {
  if (::fdatasync(fd) == 0 || errno == EINVAL || errno == EROFS) return 0;
  return errno;
}

}  // namespace

RecordFile::RecordFile(net::Fd fd) : fd_(std::move(fd)), thread_([this] { run(); }) {}

RecordFile::~RecordFile() { wait(); }

bool RecordFile::put(RecordPiece piece) {
  const std::lock_guard lock(mutex_);
  if (finishing_ || outcome_) return false;
  if (unwrittenBytes_ + piece.bytes.size() > kMaxUnwrittenBytes) {
    refusal_ = {Status::kFile, ETIMEDOUT, "the disk cannot follow"};
  } else if (frames_ >= kMaxRecordedFrames) {
    refusal_ = {Status::kLimit, 0, "one file holds no more frames; record on into another"};
  }
  finishing_ = refusal_.has_value();
  if (!finishing_) {
    frames_++;
    unwrittenBytes_ += piece.bytes.size();
    pieces_.push_back(std::move(piece));
  }
  changed_.notify_one();
  return !finishing_;
}

void RecordFile::finish() {
  const std::lock_guard lock(mutex_);
  finishing_ = true;
  changed_.notify_one();
}

std::optional<RecordOutcome> RecordFile::outcome() const {
  const std::lock_guard lock(mutex_);
  return outcome_;
}

RecordOutcome RecordFile::wait() {
  finish();
  if (thread_.joinable()) thread_.join();
  return *outcome();
}

void RecordFile::run() {
  std::deque<RecordPiece> pieces;
  bool good = true;
  while (good && take(pieces)) {
    for (const RecordPiece& piece : pieces) {
      good = write(piece);
      if (!good) break;
      const std::lock_guard lock(mutex_);
      unwrittenBytes_ -= piece.bytes.size();
    }
    pieces.clear();
  }
  if (!good || !complete()) cut();
  fd_.close();
  const std::lock_guard lock(mutex_);
  const bool whole = result_.status == Status::kOk;
  outcome_ = whole && refusal_ ? refusal_ : result_;
  pieces_.clear();
}

/// Waits for pieces; false when there are none and none will come.
bool RecordFile::take(std::deque<RecordPiece>& pieces) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return finishing_ || !pieces_.empty(); });
  pieces.swap(pieces_);
  return !pieces.empty();
}

bool RecordFile::begin(const RecordPiece& first) {
  base::Buffer head;
  fmp4::writeFileType(head);
  placeholderAt_ = head.size();
  base::append32(head, kPlaceholderBytes);
  base::append(head, std::string_view("free\0\0\0\0\0\0\0\0", kPlaceholderBytes - 4));
  fmp4::writeFragmentedMovie(head, *first.tracks, first.video, first.audio);
  return writeBytes(head);
}

bool RecordFile::write(const RecordPiece& piece) {
  if (index_.samples() == 0 && !begin(piece)) return false;
  if (piece.tracks) index_.useTracks(*piece.tracks, piece.video, piece.audio);
  if (!writeBytes(piece.bytes)) return false;
  index_.add(piece.sample, size_ - piece.sample.size);
  return true;
}

bool RecordFile::writeBytes(base::Bytes bytes) {
  for (base::Bytes rest = bytes; !rest.empty();) {
    const ssize_t written = ::write(fd_.get(), rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return fail(errno);
    rest = rest.subspan(static_cast<size_t>(written));
  }
  size_ += bytes.size();
  return true;
}

/// The tables are on the disk before the head says that they count.
bool RecordFile::complete() {
  if (index_.samples() == 0) {
    result_ = {Status::kNoMedia, 0, "no frame came that decoding could start with"};
    return true;
  }
  const uint64_t fragmentsEnd = size_;
  base::Buffer movie;
  index_.writeMovie(movie);
  const bool written = writeBytes(movie);
  size_ = fragmentsEnd;
  if (!written) return false;
  if (const int error = syncFile(fd_.get()); error != 0) return fail(error);
  base::Buffer head;
  base::append32(head, 1);
  base::append(head, std::string_view("mdat"));
  base::append64(head, fragmentsEnd - placeholderAt_);
  if (::pwrite(fd_.get(), head.data(), head.size(), static_cast<off_t>(placeholderAt_)) !=
      static_cast<ssize_t>(head.size()))
    return fail(errno);
  if (const int error = syncFile(fd_.get()); error != 0) return fail(error);
  return true;
}

bool RecordFile::fail(int error) {
  result_ = {Status::kFile, error, ""};
  return false;
}

/// Best effort: the disk has failed already, and players stop at a torn fragment all the same.
void RecordFile::cut() {
  if (::ftruncate(fd_.get(), static_cast<off_t>(size_)) != 0) return;
  syncFile(fd_.get());
}

}  // namespace guanlan::engine
