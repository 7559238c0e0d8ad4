#include "engine/worker.h"

#include <algorithm>
#include <utility>

#include "engine/clip.h"
#include "engine/microphone.h"
#include "engine/receiver.h"
#include "engine/recorder.h"
#include "engine/shared_port.h"
#include "engine/stream.h"

namespace guanlan::engine {

namespace {
constexpr size_t kScratchBytes = size_t{128} << 10;

template <typename Map>
auto* find(Map& map, Handle handle) {
  const auto found = map.find(handle);
  return found == map.end() ? nullptr : found->second.get();
}

/// Handles first: closing one may change the map.
template <typename Map>
std::vector<Handle> handles(const Map& map) {
  std::vector<Handle> all;
  for (const auto& [handle, object] : map) all.push_back(handle);
  return all;
}
}  // namespace

Worker::Worker(EventQueue& events, const Limits& limits, net::Clock clock, uint32_t number)
    : events_(events),
      limits_(limits),
      number_(number),
      loop_(clock),
      scratch_(kScratchBytes),
      pressure_(loop_.nowMs()) {
  loop_.setOnTick([this] { onTick(); });
  loop_.after(kPeriodMs, [this] { onPeriod(); });
}

Worker::~Worker() {
  stop();
  join();
}

void Worker::start() {
  thread_ = std::thread([this] { loop_.run(); });
}

void Worker::join() {
  if (thread_.joinable()) thread_.join();
}

void Worker::markDirty(Stream& stream) {
  if (!std::exchange(stream.dirty, true)) dirty_.push_back(&stream);
}

void Worker::markDirtyAt(int64_t ms, Stream& stream) {
  loop_.after(ms - nowMs(), [this, handle = stream.handle()] {
    if (Stream* found = this->stream(handle)) markDirty(*found);
  });
}

void Worker::onTick() {
  if (!dirty_.empty()) serveStreams();
  watchLoad();
}

/// In turn, each a share; who got none goes first in the next tick.
void Worker::serveStreams() {
  totals_.add(Counter::kTicks, 1);
  if (load() != Load::kCalm) totals_.add(Counter::kPressuredTicks, 1);
  serving_.swap(dirty_);
  size_t at = 0;
  for (size_t served = 0; at < serving_.size() && served < kMaxServedATick; at++) {
    // A stream that wants another tick marks itself again.
    serving_[at]->dirty = false;
    served += serving_[at]->flush();
  }
  if (at < serving_.size()) loop_.hurry();
  dirty_.insert(dirty_.begin(), serving_.begin() + static_cast<ptrdiff_t>(at), serving_.end());
  serving_.clear();
}

void Worker::watchLoad() {
  if (!pressure_.onTurn(nowMs(), loop_.readClockMs())) return;
  Event event;
  event.type = EventType::kWorkerLoad;
  event.handle = number_;
  event.load = load();
  events_.push(std::move(event));
}

void Worker::onPeriod() {
  period_++;
  for (auto& [handle, receiver] : receivers_) receiver->onPeriod();
  for (auto& [handle, port] : sharedPorts_) port->onPeriod();
  for (auto& [handle, microphone] : microphones_) microphone->onPeriod();
  size_t memory = 0;
  for (auto& [handle, stream] : streams_) {
    stream->onPeriod();
    memory += stream->memoryBytes();
  }
  lookAfterRecorders();
  memoryBytes_.store(memory, std::memory_order_relaxed);
  loop_.after(kPeriodMs, [this] { onPeriod(); });
}

void Worker::lookAfterRecorders() {
  for (Handle one : handles(recorders_)) {
    recorders_[one]->onPeriod();
    const auto outcome = recorders_[one]->outcome();
    if (!outcome) continue;
    recorders_.erase(one);
    closed(one, outcome->status, outcome->error, outcome->reason);
  }
}

void Worker::closed(Handle handle, base::Status status, int error, const std::string& reason) {
  Event event;
  event.type = EventType::kClosed;
  event.handle = handle;
  event.status = status;
  event.error = error;
  event.reason = reason;
  events_.push(std::move(event));
}

Stream* Worker::stream(Handle handle) { return find(streams_, handle); }
Receiver* Worker::receiver(Handle handle) { return find(receivers_, handle); }
SharedPort* Worker::sharedPort(Handle handle) { return find(sharedPorts_, handle); }
Clip* Worker::clip(Handle handle) { return find(clips_, handle); }

void Worker::addStream(std::unique_ptr<Stream> stream) { streams_[stream->handle()] = std::move(stream); }

void Worker::addReceiver(std::unique_ptr<Receiver> receiver) {
  if (SharedPort* port = sharedPort(receiver->sharedPort())) port->add(*receiver);
  receivers_[receiver->handle()] = std::move(receiver);
}

void Worker::addSharedPort(std::unique_ptr<SharedPort> port) { sharedPorts_[port->handle()] = std::move(port); }
void Worker::addClip(std::unique_ptr<Clip> clip) { clips_[clip->handle()] = std::move(clip); }

void Worker::addRecorder(std::unique_ptr<Recorder> recorder) { recorders_[recorder->handle()] = std::move(recorder); }

void Worker::addMicrophone(std::unique_ptr<Microphone> microphone) {
  microphones_[microphone->handle()] = std::move(microphone);
}

void Worker::closeReceiver(Handle handle, base::Status status, int error, const std::string& reason) {
  Receiver* found = receiver(handle);
  if (!found) return;
  if (SharedPort* port = sharedPort(found->sharedPort())) port->remove(*found);
  receivers_.erase(handle);
  closed(handle, status, error, reason);
}

void Worker::closeClip(Handle handle, base::Status status) {
  if (clips_.erase(handle) > 0) closed(handle, status);
}

void Worker::endRecorder(Handle handle) {
  if (Recorder* found = find(recorders_, handle)) found->finish();
}

void Worker::closeMicrophone(Handle handle, base::Status status, const std::string& reason) {
  if (microphones_.erase(handle) > 0) closed(handle, status, 0, reason);
}

void Worker::endMicrophone(Handle handle, base::Status status, uint16_t code, const std::string& reason) {
  if (Microphone* found = find(microphones_, handle)) found->sayGoodbye(code, reason);
  closeMicrophone(handle, status, reason);
}

void Worker::closeSharedPort(Handle handle) {
  if (!sharedPort(handle)) return;
  for (Handle receiverHandle : handles(receivers_)) {
    if (receiver(receiverHandle)->sharedPort() == handle) closeReceiver(receiverHandle, base::Status::kByLocal);
  }
  sharedPorts_.erase(handle);
  closed(handle, base::Status::kByLocal);
}

/// What hangs on the stream goes before it.
void Worker::closeStream(Handle handle, base::Status status, const std::string& reason) {
  Stream* found = stream(handle);
  if (!found) return;
  const base::Status inner = status == base::Status::kByLocal ? base::Status::kStreamClosed : status;
  for (Handle one : handles(receivers_)) {
    if (receiver(one)->stream() == handle) closeReceiver(one, inner);
  }
  for (Handle one : handles(clips_)) {
    if (clips_[one]->stream() == handle) closeClip(one, inner);
  }
  for (Handle one : handles(microphones_)) {
    if (microphones_[one]->stream() == handle) endMicrophone(one, inner, egress::kGoingAway, "the stream ended");
  }
  for (auto& [one, recorder] : recorders_) {
    if (recorder->stream() == handle) recorder->finish();
  }
  found->close(inner, reason);
  std::erase(dirty_, found);
  streams_.erase(handle);
  closed(handle, status, 0, reason);
}

void Worker::beginDrain() {
  for (Handle one : handles(receivers_)) closeReceiver(one, base::Status::kStopped);
  for (Handle one : handles(clips_)) closeClip(one, base::Status::kStopped);
  for (Handle one : handles(microphones_))
    endMicrophone(one, base::Status::kStopped, egress::kGoingAway, "the engine stops");
  for (auto& [handle, recorder] : recorders_) recorder->finish();
  for (auto& [handle, stream] : streams_) stream->drain();
}

bool Worker::drained() const {
  return recorders_.empty() &&
         std::all_of(streams_.begin(), streams_.end(), [](const auto& entry) { return entry.second->drained(); });
}

void Worker::closeAll(base::Status status) {
  for (Handle one : handles(streams_)) closeStream(one, status, "");
  for (Handle one : handles(sharedPorts_)) closeSharedPort(one);
  for (auto& [handle, recorder] : recorders_) {
    const RecordOutcome outcome = recorder->wait();
    closed(handle, outcome.status, outcome.error, outcome.reason);
  }
  recorders_.clear();
}

}  // namespace guanlan::engine
