#include "engine/engine.h"

#include <algorithm>

namespace guanlan::engine {

namespace {

using base::Status;

constexpr int64_t kDrainLookMs = 20;
constexpr size_t kMaxNameBytes = 255;
constexpr size_t kMaxClips = 4096;
constexpr size_t kMaxMicrophones = 256;

Result<Handle> done(Handle handle) { return {handle, Status::kOk, 0, ""}; }

/// Tasks are copied, descriptors are not.
std::shared_ptr<net::Fd> share(net::Fd fd) { return std::make_shared<net::Fd>(std::move(fd)); }

}  // namespace

Engine::Engine(const EngineOptions& options, std::function<void()> wake)
    : options_(options),
      bindAddress_(net::Address::parse(options.bindAddress, 0).value_or(net::Address())),
      events_(std::move(wake)),
      ports_(options.portMin, options.portMax),
      running_(std::make_shared<std::atomic<size_t>>(0)) {
  size_t count = options_.workers;
  if (count == 0) count = std::max(1u, std::max(1u, std::thread::hardware_concurrency()) - 1);
  for (size_t i = 0; i < count; i++) {
    workers_.push_back(std::make_unique<Worker>(events_, options_.limits, net::monotonicMs, static_cast<uint32_t>(i)));
  }
  *running_ = count;
  for (auto& worker : workers_) worker->start();
}

Engine::~Engine() { stop(0); }

const Engine::Entry* Engine::entry(Handle handle) const {
  const uint64_t index = handle & ((uint64_t{1} << kHandleIndexBits) - 1);
  if (index >= entries_.size()) return nullptr;
  const Entry& found = entries_[index];
  return found.kind != Kind::kFree && found.generation == handle >> kHandleIndexBits ? &found : nullptr;
}

const Engine::Entry* Engine::entry(Handle handle, Kind kind) const {
  const Entry* found = entry(handle);
  return found && found->kind == kind ? found : nullptr;
}

Engine::Entry& Engine::entryOf(Handle handle) { return entries_[handle & ((uint64_t{1} << kHandleIndexBits) - 1)]; }

Result<Handle> Engine::allocate(Kind kind, size_t limit, Worker* worker) {
  if (stopped_) return failed<Handle>(Status::kStopped);
  size_t& used = counts_[static_cast<size_t>(kind)];
  if (used >= limit) return failed<Handle>(Status::kLimit);
  if (freeEntries_.empty()) {
    if (entries_.size() >> kHandleIndexBits) return failed<Handle>(Status::kLimit);
    freeEntries_.push_back(static_cast<uint32_t>(entries_.size()));
    entries_.emplace_back();
  }
  const uint32_t index = freeEntries_.back();
  freeEntries_.pop_back();
  used++;
  Entry& e = entries_[index];
  const uint32_t generation = e.generation;
  e = {};
  e.generation = generation;
  e.kind = kind;
  e.worker = worker;
  return done(uint64_t{generation} << kHandleIndexBits | index);
}

void Engine::release(Handle handle) {
  if (!entry(handle)) return;
  Entry& e = entryOf(handle);
  counts_[static_cast<size_t>(e.kind)]--;
  if (e.pooled) ports_.giveBack(e.port);
  if (e.kind == Kind::kStream) {
    streamNames_.erase(e.name);
    streamsOf_[e.worker]--;
  }
  const uint32_t generation = e.generation + 1;
  e = {};
  e.generation = generation;
  freeEntries_.push_back(static_cast<uint32_t>(handle & ((uint64_t{1} << kHandleIndexBits) - 1)));
}

Result<Handle> Engine::submit(Handle handle, net::Task task) {
  if (entry(handle)->worker->post(std::move(task))) return done(handle);
  release(handle);
  return failed<Handle>(Status::kLimit, 0, "a worker has too much to do");
}

Result<Handle> Engine::command(Handle handle, Kind kind, const std::function<void(Worker&, Handle)>& what) {
  const Entry* e = entry(handle, kind);
  if (!e) return failed<Handle>(Status::kClosed);
  if (workers_.empty()) return failed<Handle>(Status::kStopped);
  if (e->worker->post([worker = e->worker, handle, what] { what(*worker, handle); })) return done(handle);
  return failed<Handle>(Status::kLimit, 0, "a worker has too much to do");
}

Worker* Engine::quietestWorker() const {
  const auto load = [this](const auto& worker) {
    const auto found = streamsOf_.find(worker.get());
    return found == streamsOf_.end() ? size_t{0} : found->second;
  };
  return std::min_element(workers_.begin(), workers_.end(),
                          [&](const auto& a, const auto& b) { return load(a) < load(b); })
      ->get();
}

std::string Engine::streamName(Handle stream) const {
  const Entry* found = entry(stream, Kind::kStream);
  return found ? found->name : "";
}

Result<Handle> Engine::openStream(const std::string& name, LossPolicy policy, Handle sharedPort) {
  if (name.empty() || name.size() > kMaxNameBytes)
    return failed<Handle>(Status::kInvalidArgument, 0, "a stream's name has 1 to 255 bytes");
  if (stopped_) return failed<Handle>(Status::kStopped);
  if (streamNames_.contains(name)) return failed<Handle>(Status::kExists);
  Worker* worker = quietestWorker();
  if (sharedPort != 0) {
    const Entry* port = entry(sharedPort, Kind::kSharedPort);
    if (!port) return failed<Handle>(Status::kClosed);
    worker = port->worker;
  }
  const auto allocated = allocate(Kind::kStream, options_.maxStreams, worker);
  if (allocated.status != Status::kOk) return allocated;
  const Handle handle = allocated.value;
  Entry& e = entryOf(handle);
  e.name = name;
  e.streamState = std::make_shared<Published<StreamState>>();
  streamNames_[name] = handle;
  streamsOf_[worker]++;
  return submit(handle, [worker, handle, policy, state = e.streamState] {
    worker->addStream(std::make_unique<Stream>(*worker, handle, policy, state));
  });
}

Result<Handle> Engine::closeStream(Handle stream) {
  return command(stream, Kind::kStream,
                 [](Worker& worker, Handle handle) { worker.closeStream(handle, Status::kByLocal, ""); });
}

Result<Handle> Engine::openClip(Handle stream, const std::optional<ClipFile>& video,
                                const std::optional<ClipFile>& audio, uint32_t loops, ClipRange range) {
  const Entry* s = entry(stream, Kind::kStream);
  if (!s) return failed<Handle>(Status::kClosed);
  ClipLoad picture = video ? loadClip(*video) : ClipLoad{};
  ClipLoad sound = audio ? loadClip(*audio) : ClipLoad{};
  if (!picture.error.empty()) return failed<Handle>(Status::kBadClip, 0, picture.error);
  if (!sound.error.empty()) return failed<Handle>(Status::kBadClip, 0, sound.error);
  if (!picture.track && !sound.track) return failed<Handle>(Status::kBadClip, 0, "a clip has video, audio or both");
  const auto allocated = allocate(Kind::kClip, kMaxClips, s->worker);
  if (allocated.status != Status::kOk) return allocated;
  const Handle handle = allocated.value;
  Entry& e = entryOf(handle);
  e.stream = stream;
  e.clipState = std::make_shared<Published<ClipState>>();
  const Clip::Config config{handle, picture.track, sound.track, loops, range};
  return submit(handle, [worker = e.worker, stream, config, state = e.clipState] {
    Stream* found = worker->stream(stream);
    if (!found) return worker->closed(config.handle, Status::kStreamClosed);
    worker->addClip(std::make_unique<Clip>(*worker, *found, config, state));
  });
}

Result<Handle> Engine::controlClip(Handle clip, const ClipControl& wish) {
  return command(clip, Kind::kClip, [wish](Worker& worker, Handle handle) {
    if (Clip* found = worker.clip(handle)) found->control(wish);
  });
}

Result<Handle> Engine::closeClip(Handle clip) {
  return command(clip, Kind::kClip, [](Worker& worker, Handle handle) { worker.closeClip(handle, Status::kByLocal); });
}

Result<Handle> Engine::adoptMicrophone(int fd, MicrophoneConfig config) {
  const Entry* s = entry(config.stream, Kind::kStream);
  if (!s) return failed<Handle>(Status::kClosed);
  net::Opened copy = net::duplicate(fd);
  if (!copy.fd.valid()) return failed<Handle>(Status::kSocket, copy.error);
  Worker* worker = s->worker;
  const auto allocated = allocate(Kind::kMicrophone, kMaxMicrophones, worker);
  if (allocated.status != Status::kOk) return allocated;
  config.handle = allocated.value;
  entryOf(config.handle).stream = config.stream;
  return submit(config.handle, [worker, config, socket = share(std::move(copy.fd))] {
    Stream* found = worker->stream(config.stream);
    if (!found) return worker->closed(config.handle, Status::kStreamClosed);
    worker->addMicrophone(std::make_unique<Microphone>(*worker, *found, config, std::move(*socket)));
  });
}

Result<Handle> Engine::closeMicrophone(Handle microphone, uint16_t code, const std::string& reason) {
  return command(microphone, Kind::kMicrophone, [code, reason](Worker& worker, Handle handle) {
    worker.endMicrophone(handle, Status::kByLocal, code, reason);
  });
}

Result<Handle> Engine::adoptViewer(int fd, Handle stream, ViewerConfig config) {
  const Entry* s = entry(stream, Kind::kStream);
  if (!s) return failed<Handle>(Status::kClosed);
  net::Opened copy = net::duplicate(fd);
  if (!copy.fd.valid()) return failed<Handle>(Status::kSocket, copy.error);
  Worker* worker = s->worker;
  const auto allocated = allocate(Kind::kViewer, options_.maxViewers, worker);
  if (allocated.status != Status::kOk) return allocated;
  config.handle = allocated.value;
  Entry& e = entryOf(config.handle);
  e.stream = stream;
  e.viewer = {config.format, config.webSocket, net::remoteAddress(copy.fd.get())};
  e.viewerState = std::make_shared<Published<ViewerState>>();
  return submit(config.handle, [worker, config, stream, socket = share(std::move(copy.fd)), state = e.viewerState] {
    Stream* found = worker->stream(stream);
    if (!found) return worker->closed(config.handle, Status::kStreamClosed);
    found->adopt(config, std::move(*socket), state);
  });
}

Result<Handle> Engine::closeViewer(Handle viewer, uint16_t code, const std::string& reason) {
  const Entry* e = entry(viewer, Kind::kViewer);
  return command(viewer, Kind::kViewer, [stream = e ? e->stream : 0, code, reason](Worker& worker, Handle handle) {
    if (Stream* found = worker.stream(stream)) found->closeViewer(handle, code, reason);
  });
}

Result<Described<StreamState>> Engine::describeStream(Handle handle) const {
  const Entry* e = entry(handle, Kind::kStream);
  if (!e) return failed<Described<StreamState>>(Status::kClosed);
  return {{e->streamState->get(), e->name, 0}, Status::kOk, 0, ""};
}

Result<Described<ReceiverState>> Engine::describeReceiver(Handle handle) const {
  const Entry* e = entry(handle, Kind::kReceiver);
  if (!e) return failed<Described<ReceiverState>>(Status::kClosed);
  return {{e->receiverState->get(), streamName(e->stream), e->port}, Status::kOk, 0, ""};
}

Result<Described<SenderState>> Engine::describeSender(Handle handle) const {
  const Entry* e = entry(handle, Kind::kSender);
  if (!e) return failed<Described<SenderState>>(Status::kClosed);
  return {{e->senderState->get(), streamName(e->stream), e->port}, Status::kOk, 0, ""};
}

Result<Described<ViewerState>> Engine::describeViewer(Handle handle) const {
  const Entry* e = entry(handle, Kind::kViewer);
  if (!e) return failed<Described<ViewerState>>(Status::kClosed);
  return {{e->viewerState->get(), streamName(e->stream), 0}, Status::kOk, 0, ""};
}

Result<Described<ClipState>> Engine::describeClip(Handle handle) const {
  const Entry* e = entry(handle, Kind::kClip);
  if (!e) return failed<Described<ClipState>>(Status::kClosed);
  return {{e->clipState->get(), streamName(e->stream), 0}, Status::kOk, 0, ""};
}

uint64_t Engine::total(size_t counter) const {
  uint64_t sum = endedTotals_[counter];
  for (const auto& worker : workers_) sum += worker->totals().at(counter);
  return sum;
}

size_t Engine::memoryBytes() const {
  size_t sum = 0;
  for (const auto& worker : workers_) sum += worker->memoryBytes();
  return sum;
}

std::vector<Event> Engine::drain() {
  auto events = events_.drain();
  for (const Event& event : events) {
    if (event.type == EventType::kClosed) release(event.handle);
  }
  return events;
}

void Engine::stop(int64_t drainMs) {
  if (drainMs <= 0) {
    stopped_ = true;
    for (auto& worker : workers_) worker->stop();
    for (auto& worker : workers_) worker->join();
    for (size_t i = 0; i < kCounterCount; i++) endedTotals_[i] = total(i);
    // With them go all sockets; JavaScript may hold this object for long.
    workers_.clear();
    return;
  }
  if (stopped_) return;
  stopped_ = true;
  for (auto& worker : workers_) {
    worker->post([this, w = worker.get(), drainMs] {
      w->beginDrain();
      stopWhenDrained(*w, w->nowMs() + drainMs);
    });
  }
}

/// On the worker's thread. The last worker to end says that the engine stopped.
void Engine::stopWhenDrained(Worker& worker, int64_t deadlineMs) {
  if (!worker.drained() && worker.nowMs() < deadlineMs) {
    worker.loop().after(kDrainLookMs, [this, &worker, deadlineMs] { stopWhenDrained(worker, deadlineMs); });
    return;
  }
  worker.closeAll(Status::kStopped);
  worker.stop();
  if (--*running_ > 0) return;
  Event event;
  event.type = EventType::kEngineStopped;
  events_.push(std::move(event));
}

}  // namespace guanlan::engine
