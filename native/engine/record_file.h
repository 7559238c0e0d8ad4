#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "base/status.h"
#include "codec/media.h"
#include "fmp4/movie_index.h"
#include "net/socket.h"

namespace guanlan::engine {

/// What waits to be written; a disk that is behind by more cannot follow.
constexpr size_t kMaxUnwrittenBytes = size_t{32} << 20;
/// Frames of one file: 22 hours of pictures and sound at 25 a second each, 96 MiB of index.
constexpr size_t kMaxRecordedFrames = 4'000'000;

/// One frame behind the head of its fragment.
struct RecordPiece {
  /// The tracks of this and later frames, when they have changed; there are some with the first piece.
  std::optional<codec::Tracks> tracks;
  bool video = false;                           // with `tracks`: there are pictures
  codec::Codec audio = codec::Codec::kUnknown;  // with `tracks`: what the sound becomes
  fmp4::Sample sample;
  base::Buffer bytes;
};

struct RecordOutcome {
  base::Status status = base::Status::kOk;
  int error = 0;  // errno
  std::string reason;
};

/// An MP4 file that is written on a thread of its own, so that a disk holds up nobody. Fragments first, for what a
/// crash leaves; once finished, the same bytes are a plain file that says where everything is:
///
///   while it grows   ftyp | free, 16 bytes | moov | moof mdat | moof mdat | ...
///   finished         ftyp | mdat, large ------------------------------------- | moov with tables
///
/// When the disk fails, the file is cut behind the last whole fragment.
class RecordFile {
 public:
  /// `fd`: of an empty file. Throws std::system_error when the system gives no thread.
  explicit RecordFile(net::Fd fd);
  /// Finishes the file and waits for that.
  ~RecordFile();

  /// False when the file takes no more: it has failed, holds too many frames, or the disk cannot follow.
  bool put(RecordPiece piece);
  /// No piece follows.
  void finish();
  /// How the file ended; nullopt while it grows.
  std::optional<RecordOutcome> outcome() const;
  /// Finishes, waits, and tells.
  RecordOutcome wait();

 private:
  void run();
  bool take(std::deque<RecordPiece>& pieces);
  bool write(const RecordPiece& piece);
  bool writeBytes(base::Bytes bytes);
  bool begin(const RecordPiece& first);
  bool complete();
  bool fail(int error);
  void cut();

  // Owned by the thread.
  net::Fd fd_;
  fmp4::MovieIndex index_;
  uint64_t placeholderAt_ = 0;
  uint64_t size_ = 0;  // up to the last whole fragment
  RecordOutcome result_;
  // Shared, under mutex_.
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<RecordPiece> pieces_;
  size_t unwrittenBytes_ = 0;
  size_t frames_ = 0;
  bool finishing_ = false;
  std::optional<RecordOutcome> refusal_;  // why no more was taken
  std::optional<RecordOutcome> outcome_;
  // Owned; the last, for it uses all of the above.
  std::thread thread_;
};

}  // namespace guanlan::engine
