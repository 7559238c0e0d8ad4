// The engine's files that it writes: recorders.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "engine/engine.h"

namespace guanlan::engine {

namespace {

using base::Status;

/// Each has a thread that sleeps but for its disk.
constexpr size_t kMaxRecorders = 256;
constexpr mode_t kRecordMode = 0640;

/// A file of its own: what stands there already, also a link, is left alone.
net::Opened createFile(const std::string& path) {
  net::Opened opened;
  opened.fd = net::Fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kRecordMode));
  opened.error = opened.fd.valid() ? 0 : errno;
  return opened;
}

}  // namespace

Result<Handle> Engine::openRecorder(Handle stream, const std::string& path) {
  if (stopped_) return failed<Handle>(Status::kStopped);
  const Entry* s = entry(stream, Kind::kStream);
  if (!s) return failed<Handle>(Status::kClosed);
  if (path.find('\0') != std::string::npos) return failed<Handle>(Status::kInvalidArgument, 0, "a path has no NUL");
  if (count(Kind::kRecorder) >= kMaxRecorders) return failed<Handle>(Status::kLimit);
  Worker* worker = s->worker;
  net::Opened opened = createFile(path);
  if (!opened.fd.valid()) return failed<Handle>(Status::kFile, opened.error, path + " cannot be created; see errno");
  std::shared_ptr<RecordFile> file;
  try {
    file = std::make_shared<RecordFile>(std::move(opened.fd));
  } catch (const std::system_error& error) {
    ::unlink(path.c_str());
    return failed<Handle>(Status::kLimit, error.code().value(), "the system gives no thread to write a file");
  }
  const auto allocated = allocate(Kind::kRecorder, kMaxRecorders, worker);
  if (!allocated.ok()) return allocated;
  const Handle handle = allocated.value;
  Entry& e = entryOf(handle);
  e.stream = stream;
  e.name = streamName(stream);
  e.recorderState = std::make_shared<Published<RecorderState>>();
  return submit(handle, [worker, handle, stream, file, state = e.recorderState] {
    Stream* found = worker->stream(stream);
    if (!found) return worker->closed(handle, Status::kNoMedia);
    worker->addRecorder(std::make_unique<Recorder>(*worker, *found, handle, file, state));
  });
}

Result<Handle> Engine::closeRecorder(Handle recorder) {
  return command(recorder, Kind::kRecorder, [](Worker& worker, Handle handle) { worker.endRecorder(handle); });
}

Result<Described<RecorderState>> Engine::describeRecorder(Handle handle) const {
  const Entry* e = entry(handle, Kind::kRecorder);
  if (!e) return failed<Described<RecorderState>>(Status::kClosed);
  // Its stream may have ended.
  return {{e->recorderState->get(), e->name, 0}, Status::kOk, 0, ""};
}

}  // namespace guanlan::engine
