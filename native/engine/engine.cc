#include "engine/engine.h"

#include <algorithm>
#include <cerrno>

#include "engine/shared_port.h"

namespace guanlan::engine {

namespace {

using base::Status;

constexpr int kMaxPortTries = 64;
constexpr int64_t kDrainLookMs = 20;
constexpr size_t kMaxNameBytes = 255;
constexpr size_t kMaxClips = 4096;
constexpr size_t kMaxSharedPorts = 16;

template <typename T>
Result<T> failed(Status status, int error = 0, std::string message = "") {
  Result<T> result;
  result.status = status;
  result.error = error;
  result.message = std::move(message);
  return result;
}

template <typename T, typename U>
Result<T> failedAs(const Result<U>& other) {
  return failed<T>(other.status, other.error, other.message);
}

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
  for (size_t i = 0; i < count; i++) workers_.push_back(std::make_unique<Worker>(events_, options_.limits, i));
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
  worker->post([worker, handle, policy, state = e.streamState] {
    worker->addStream(std::make_unique<Stream>(*worker, handle, policy, state));
  });
  return done(handle);
}

Result<Handle> Engine::closeStream(Handle stream) {
  const Entry* e = entry(stream, Kind::kStream);
  if (!e) return failed<Handle>(Status::kClosed);
  e->worker->post([worker = e->worker, stream] { worker->closeStream(stream, Status::kByLocal, ""); });
  return done(stream);
}

/// A fixed port, with RTCP on the one above when that is free.
Result<Engine::MediaSockets> Engine::bindAt(Transport transport, uint16_t port) {
  net::Address local = bindAddress_;
  local.setPort(port);
  const bool udp = transport == Transport::kUdp;
  net::Opened media = udp ? net::openUdp(local, options_.limits.receiveBufferBytes) : net::openTcpListener(local);
  if (!media.fd.valid())
    return failed<MediaSockets>(media.error == EADDRINUSE ? Status::kPortInUse : Status::kSocket, media.error);
  Result<MediaSockets> result;
  result.value.port = net::localAddress(media.fd.get()).port();
  result.value.media = std::move(media.fd);
  if (udp && result.value.port < 65535) {
    local.setPort(static_cast<uint16_t>(result.value.port + 1));
    result.value.rtcp = net::openUdp(local, 64 << 10).fd;
  }
  return result;
}

Result<Engine::MediaSockets> Engine::openSockets(Transport transport, uint16_t port) {
  if (port != 0) return bindAt(transport, port);
  Result<MediaSockets> last = failed<MediaSockets>(Status::kPortExhausted);
  for (int i = 0; i < kMaxPortTries; i++) {
    const uint16_t wanted = ports_.take();
    if (wanted == 0 && !ports_.systemChooses()) return last;
    auto opened = bindAt(transport, wanted);
    const bool complete = opened.status == Status::kOk && (transport != Transport::kUdp || opened.value.rtcp.valid());
    if (complete) {
      opened.value.pooled = wanted != 0;
      return opened;
    }
    if (wanted != 0) ports_.giveBack(wanted);
    last = failed<MediaSockets>(Status::kPortExhausted, opened.error);
  }
  return last;
}

Result<Opened> Engine::openSharedPort(uint16_t port) {
  Worker* worker = quietestWorker();
  Result<MediaSockets> tcp;
  net::Opened udp;
  // The system chooses the TCP port; the same number must be free for UDP too.
  for (int i = 0; i < (port == 0 ? kMaxPortTries : 1); i++) {
    tcp = bindAt(Transport::kTcpPassive, port);
    if (tcp.status != Status::kOk) return failedAs<Opened>(tcp);
    net::Address local = bindAddress_;
    local.setPort(tcp.value.port);
    udp = net::openUdp(local, options_.limits.receiveBufferBytes);
    if (udp.fd.valid()) break;
  }
  if (!udp.fd.valid()) return failed<Opened>(Status::kPortInUse, udp.error);
  const auto allocated = allocate(Kind::kSharedPort, kMaxSharedPorts, worker);
  if (allocated.status != Status::kOk) return failedAs<Opened>(allocated);
  const Handle handle = allocated.value;
  entryOf(handle).port = tcp.value.port;
  worker->post([worker, handle, media = share(std::move(udp.fd)), listener = share(std::move(tcp.value.media))] {
    worker->addSharedPort(std::make_unique<SharedPort>(*worker, handle, std::move(*media), std::move(*listener)));
  });
  return {{handle, tcp.value.port}, Status::kOk, 0, ""};
}

Result<Handle> Engine::closeSharedPort(Handle port) {
  const Entry* e = entry(port, Kind::kSharedPort);
  if (!e) return failed<Handle>(Status::kClosed);
  e->worker->post([worker = e->worker, port] { worker->closeSharedPort(port); });
  return done(port);
}

Result<Opened> Engine::openReceiver(ReceiverRequest request) {
  const Entry* stream = entry(request.config.stream, Kind::kStream);
  if (!stream) return failed<Opened>(Status::kClosed);
  const bool active = request.config.transport == Transport::kTcpActive;
  if (request.config.sharedPort != 0 && !active) return openSharedReceiver(request);
  request.config.sharedPort = 0;
  if (!active) {
    auto sockets = openSockets(request.config.transport, request.port);
    if (sockets.status != Status::kOk) return failedAs<Opened>(sockets);
    return finishReceiver(request, std::move(sockets.value), {});
  }
  net::Fd connecting;
  if (request.config.remote.valid()) {
    net::Opened opened = net::startConnect(request.config.remote);
    if (!opened.fd.valid()) return failed<Opened>(Status::kConnectRefused, opened.error);
    connecting = std::move(opened.fd);
  }
  return finishReceiver(request, {}, std::move(connecting));
}

Result<Opened> Engine::openSharedReceiver(ReceiverRequest& request) {
  const Entry* port = entry(request.config.sharedPort, Kind::kSharedPort);
  if (!port) return failed<Opened>(Status::kClosed);
  if (!request.config.ssrc)
    return failed<Opened>(Status::kInvalidArgument, 0, "a receiver on the shared port needs an SSRC");
  if (port->worker != entry(request.config.stream)->worker)
    return failed<Opened>(Status::kInvalidArgument, 0, "the stream was not opened for this shared port");
  for (const Entry& other : entries_) {
    if (other.kind == Kind::kReceiver && other.sharedPort == request.config.sharedPort &&
        other.ssrc == *request.config.ssrc)
      return failed<Opened>(Status::kSsrcInUse);
  }
  MediaSockets none;
  none.port = port->port;
  return finishReceiver(request, std::move(none), {});
}

Result<Opened> Engine::finishReceiver(ReceiverRequest& request, MediaSockets sockets, net::Fd connecting) {
  Worker* worker = entry(request.config.stream)->worker;
  const auto allocated = allocate(Kind::kReceiver, options_.maxReceivers, worker);
  if (allocated.status != Status::kOk) {
    if (sockets.pooled) ports_.giveBack(sockets.port);
    return failedAs<Opened>(allocated);
  }
  ReceiverConfig config = request.config;
  config.handle = allocated.value;
  Entry& e = entryOf(config.handle);
  e.stream = config.stream;
  e.transport = config.transport;
  e.port = sockets.port;
  e.pooled = sockets.pooled;
  e.ssrc = config.ssrc.value_or(0);
  e.sharedPort = config.sharedPort;
  e.receiverState = std::make_shared<Published<ReceiverState>>();
  worker->post([worker, config, media = share(std::move(sockets.media)), rtcp = share(std::move(sockets.rtcp)),
                connection = share(std::move(connecting)), state = e.receiverState] {
    Stream* stream = worker->stream(config.stream);
    if (!stream) return worker->closed(config.handle, Status::kStreamClosed);
    auto receiver = std::make_unique<Receiver>(*worker, *stream, config, std::move(*media), std::move(*rtcp), state);
    if (connection->valid()) receiver->connect(std::move(*connection), config.remote);
    worker->addReceiver(std::move(receiver));
  });
  return {{config.handle, e.port}, Status::kOk, 0, ""};
}

Result<Handle> Engine::updateReceiver(Handle receiver, std::optional<std::optional<uint32_t>> ssrc,
                                      const net::Address& remote) {
  if (!entry(receiver, Kind::kReceiver)) return failed<Handle>(Status::kClosed);
  Entry& e = entryOf(receiver);
  if (ssrc && e.sharedPort != 0) {
    if (!*ssrc) return failed<Handle>(Status::kInvalidArgument, 0, "a receiver on the shared port needs an SSRC");
    for (const Entry& other : entries_) {
      if (&other != &e && other.kind == Kind::kReceiver && other.sharedPort == e.sharedPort && other.ssrc == **ssrc)
        return failed<Handle>(Status::kSsrcInUse);
    }
  }
  if (ssrc) e.ssrc = ssrc->value_or(0);
  e.worker->post([worker = e.worker, receiver, ssrc, remote] {
    Receiver* found = worker->receiver(receiver);
    if (!found) return;
    found->update(ssrc, remote);
    if (SharedPort* port = worker->sharedPort(found->sharedPort())) port->reindex(*found);
  });
  return done(receiver);
}

Result<Handle> Engine::connectReceiver(Handle receiver, const net::Address& remote) {
  const Entry* e = entry(receiver, Kind::kReceiver);
  if (!e) return failed<Handle>(Status::kClosed);
  if (e->transport != Transport::kTcpActive)
    return failed<Handle>(Status::kInvalidArgument, 0, "only a tcp-active receiver connects");
  net::Opened opened = net::startConnect(remote);
  if (!opened.fd.valid()) return failed<Handle>(Status::kConnectRefused, opened.error);
  e->worker->post([worker = e->worker, receiver, remote, fd = share(std::move(opened.fd))] {
    if (Receiver* found = worker->receiver(receiver)) found->connect(std::move(*fd), remote);
  });
  return done(receiver);
}

Result<Handle> Engine::closeReceiver(Handle receiver) {
  const Entry* e = entry(receiver, Kind::kReceiver);
  if (!e) return failed<Handle>(Status::kClosed);
  e->worker->post([worker = e->worker, receiver] { worker->closeReceiver(receiver, Status::kByLocal); });
  return done(receiver);
}

Result<Opened> Engine::openSender(SenderRequest request) {
  const Entry* stream = entry(request.stream, Kind::kStream);
  if (!stream) return failed<Opened>(Status::kClosed);
  const Transport transport = request.config.transport;
  if (transport != Transport::kTcpPassive && !request.config.remote.valid())
    return failed<Opened>(Status::kInvalidArgument, 0, "a udp or tcp-active sender needs a remote address");
  MediaSockets sockets;
  if (transport == Transport::kTcpActive) {
    net::Opened opened = net::startConnect(request.config.remote);
    if (!opened.fd.valid()) return failed<Opened>(Status::kConnectRefused, opened.error);
    sockets.media = std::move(opened.fd);
  } else {
    auto opened = openSockets(transport, request.port);
    if (opened.status != Status::kOk) return failedAs<Opened>(opened);
    sockets = std::move(opened.value);
  }
  Worker* worker = stream->worker;
  const auto allocated = allocate(Kind::kSender, options_.maxSenders, worker);
  if (allocated.status != Status::kOk) {
    if (sockets.pooled) ports_.giveBack(sockets.port);
    return failedAs<Opened>(allocated);
  }
  SenderConfig config = request.config;
  config.handle = allocated.value;
  Entry& e = entryOf(config.handle);
  e.stream = request.stream;
  e.transport = transport;
  e.port = sockets.port;
  e.pooled = sockets.pooled;
  e.ssrc = config.ssrc;
  e.senderState = std::make_shared<Published<SenderState>>();
  worker->post([worker, config, streamHandle = request.stream, media = share(std::move(sockets.media)),
                rtcp = share(std::move(sockets.rtcp)), state = e.senderState] {
    Stream* found = worker->stream(streamHandle);
    if (!found) return worker->closed(config.handle, Status::kStreamClosed);
    found->addSender(std::make_unique<Sender>(*worker, *found, config, std::move(*media), std::move(*rtcp), state));
  });
  return {{config.handle, e.port}, Status::kOk, 0, ""};
}

Result<Handle> Engine::closeSender(Handle sender) {
  const Entry* e = entry(sender, Kind::kSender);
  if (!e) return failed<Handle>(Status::kClosed);
  e->worker->post([worker = e->worker, stream = e->stream, sender] {
    if (Stream* found = worker->stream(stream)) found->closeSender(sender, Status::kByLocal);
  });
  return done(sender);
}

Result<Handle> Engine::openClip(Handle stream, const std::optional<ClipFile>& video,
                                const std::optional<ClipFile>& audio, uint32_t loops) {
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
  entryOf(handle).stream = stream;
  entry(handle)->worker->post([worker = entry(handle)->worker, handle, stream, picture, sound, loops] {
    Stream* found = worker->stream(stream);
    if (!found) return worker->closed(handle, Status::kStreamClosed);
    worker->addClip(std::make_unique<Clip>(*worker, *found, handle, picture.track, sound.track, loops));
  });
  return done(handle);
}

Result<Handle> Engine::closeClip(Handle clip) {
  const Entry* e = entry(clip, Kind::kClip);
  if (!e) return failed<Handle>(Status::kClosed);
  e->worker->post([worker = e->worker, clip] { worker->closeClip(clip, Status::kByLocal); });
  return done(clip);
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
  worker->post([worker, config, stream, socket = share(std::move(copy.fd)), state = e.viewerState] {
    Stream* found = worker->stream(stream);
    if (!found) return worker->closed(config.handle, Status::kStreamClosed);
    found->adopt(config, std::move(*socket), state);
  });
  return done(config.handle);
}

Result<Handle> Engine::closeViewer(Handle viewer, uint16_t code, const std::string& reason) {
  const Entry* e = entry(viewer, Kind::kViewer);
  if (!e) return failed<Handle>(Status::kClosed);
  e->worker->post([worker = e->worker, stream = e->stream, viewer, code, reason] {
    if (Stream* found = worker->stream(stream)) found->closeViewer(viewer, code, reason);
  });
  return done(viewer);
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

uint64_t Engine::total(size_t counter) const {
  uint64_t sum = 0;
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
  if (!worker.viewersDrained() && worker.nowMs() < deadlineMs) {
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
