// The engine's sockets: ports, receivers, senders, shared ports.
#include <algorithm>
#include <cerrno>

#include "engine/engine.h"
#include "engine/shared_port.h"

namespace guanlan::engine {

namespace {

using base::Status;

constexpr int kMaxPortTries = 64;
constexpr size_t kMaxSharedPorts = 16;
constexpr int kRtcpReceiveBufferBytes = 64 << 10;

/// Tasks are copied, descriptors are not.
std::shared_ptr<net::Fd> share(net::Fd fd) { return std::make_shared<net::Fd>(std::move(fd)); }

}  // namespace

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
    result.value.rtcp = net::openUdp(local, kRtcpReceiveBufferBytes).fd;
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
    // Not a matter of this port: no address, no descriptors, no privilege.
    if (opened.status == Status::kSocket) return opened;
    last = failed<MediaSockets>(Status::kPortExhausted, opened.error);
  }
  return last;
}

Result<Opened> Engine::openSharedPort(uint16_t port) {
  if (stopped_) return failed<Opened>(Status::kStopped);
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
  const auto submitted =
      submit(handle, [worker, handle, media = share(std::move(udp.fd)), listener = share(std::move(tcp.value.media))] {
        worker->addSharedPort(std::make_unique<SharedPort>(*worker, handle, std::move(*media), std::move(*listener)));
      });
  if (!submitted.ok()) return failedAs<Opened>(submitted);
  return {{handle, tcp.value.port}, Status::kOk, 0, ""};
}

Result<Handle> Engine::closeSharedPort(Handle port) {
  return command(port, Kind::kSharedPort, [](Worker& worker, Handle handle) { worker.closeSharedPort(handle); });
}

Result<Opened> Engine::openReceiver(ReceiverRequest request) {
  if (stopped_) return failed<Opened>(Status::kStopped);
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
  if (ssrcTaken(request.config.sharedPort, *request.config.ssrc, 0)) return failed<Opened>(Status::kSsrcInUse);
  MediaSockets none;
  none.port = port->port;
  return finishReceiver(request, std::move(none), {});
}

bool Engine::ssrcTaken(Handle sharedPort, uint32_t ssrc, Handle except) const {
  return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& other) {
    return other.kind == Kind::kReceiver && other.sharedPort == sharedPort && other.ssrc == ssrc &&
           &other != entry(except);
  });
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
  const uint16_t port = e.port;
  const auto submitted = submit(config.handle, [worker, config, media = share(std::move(sockets.media)),
                                                rtcp = share(std::move(sockets.rtcp)),
                                                connection = share(std::move(connecting)), state = e.receiverState] {
    Stream* stream = worker->stream(config.stream);
    if (!stream) return worker->closed(config.handle, Status::kStreamClosed);
    auto receiver = std::make_unique<Receiver>(*worker, *stream, config, std::move(*media), std::move(*rtcp), state);
    if (connection->valid()) receiver->connect(std::move(*connection), config.remote);
    worker->addReceiver(std::move(receiver));
  });
  if (!submitted.ok()) return failedAs<Opened>(submitted);
  return {{config.handle, port}, Status::kOk, 0, ""};
}

Result<Handle> Engine::updateReceiver(Handle receiver, const ReceiverUpdate& change) {
  const auto& ssrc = change.ssrc;
  if (!entry(receiver, Kind::kReceiver)) return failed<Handle>(Status::kClosed);
  Entry& e = entryOf(receiver);
  if (ssrc && e.sharedPort != 0) {
    if (!*ssrc) return failed<Handle>(Status::kInvalidArgument, 0, "a receiver on the shared port needs an SSRC");
    if (ssrcTaken(e.sharedPort, **ssrc, receiver)) return failed<Handle>(Status::kSsrcInUse);
  }
  if (ssrc) e.ssrc = ssrc->value_or(0);
  return command(receiver, Kind::kReceiver, [change](Worker& worker, Handle handle) {
    Receiver* found = worker.receiver(handle);
    if (!found) return;
    found->update(change);
    if (SharedPort* port = worker.sharedPort(found->sharedPort())) port->reindex(*found);
  });
}

Result<Handle> Engine::connectReceiver(Handle receiver, const net::Address& remote) {
  const Entry* e = entry(receiver, Kind::kReceiver);
  if (!e) return failed<Handle>(Status::kClosed);
  if (e->transport != Transport::kTcpActive)
    return failed<Handle>(Status::kInvalidArgument, 0, "only a tcp-active receiver connects");
  net::Opened opened = net::startConnect(remote);
  if (!opened.fd.valid()) return failed<Handle>(Status::kConnectRefused, opened.error);
  return command(receiver, Kind::kReceiver, [remote, fd = share(std::move(opened.fd))](Worker& worker, Handle handle) {
    if (Receiver* found = worker.receiver(handle)) found->connect(std::move(*fd), remote);
  });
}

Result<Handle> Engine::closeReceiver(Handle receiver) {
  return command(receiver, Kind::kReceiver,
                 [](Worker& worker, Handle handle) { worker.closeReceiver(handle, Status::kByLocal); });
}

Result<Opened> Engine::openSender(SenderRequest request) {
  if (stopped_) return failed<Opened>(Status::kStopped);
  const Entry* stream = entry(request.stream, Kind::kStream);
  if (!stream) return failed<Opened>(Status::kClosed);
  if (request.receiver != 0) return openSenderThrough(std::move(request));
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
  return finishSender(request, std::move(sockets));
}

Result<Opened> Engine::finishSender(const SenderRequest& request, MediaSockets sockets) {
  Worker* worker = entry(request.stream)->worker;
  const auto allocated = allocate(Kind::kSender, options_.maxSenders, worker);
  if (allocated.status != Status::kOk) {
    if (sockets.pooled) ports_.giveBack(sockets.port);
    return failedAs<Opened>(allocated);
  }
  SenderConfig config = request.config;
  config.handle = allocated.value;
  Entry& e = entryOf(config.handle);
  e.stream = request.stream;
  e.transport = config.transport;
  e.port = sockets.port;
  e.pooled = sockets.pooled;
  e.ssrc = config.ssrc;
  e.senderState = std::make_shared<Published<SenderState>>();
  const uint16_t port = e.port;
  const auto submitted =
      submit(config.handle, [worker, config, streamHandle = request.stream, media = share(std::move(sockets.media)),
                             rtcp = share(std::move(sockets.rtcp)), state = e.senderState] {
        Stream* found = worker->stream(streamHandle);
        if (!found) return worker->closed(config.handle, Status::kStreamClosed);
        found->addSender(std::make_unique<Sender>(*worker, *found, config, std::move(*media), std::move(*rtcp), state));
      });
  if (!submitted.ok()) return failedAs<Opened>(submitted);
  return {{config.handle, port}, Status::kOk, 0, ""};
}

/// The receiver's worker lends a copy of its socket as soon as there is one, and the sender's uses it: two threads may
/// send and receive on one socket.
Result<Opened> Engine::openSenderThrough(SenderRequest request) {
  const Entry* receiver = entry(request.receiver, Kind::kReceiver);
  if (!receiver) return failed<Opened>(Status::kClosed);
  request.config.transport = receiver->transport;
  request.config.through = true;
  if (receiver->transport == Transport::kUdp && !request.config.remote.valid())
    return failed<Opened>(Status::kInvalidArgument, 0, "a udp sender needs a remote address");
  Worker* user = entry(request.stream)->worker;
  Worker* lender = receiver->worker;
  const auto opened = finishSender(request, {});
  if (opened.status != Status::kOk) return opened;
  const auto use = [user, stream = request.stream, handle = opened.value.handle](net::Fd fd, const net::Address& from) {
    user->post([user, stream, handle, from, socket = share(std::move(fd))] {
      Stream* found = user->stream(stream);
      if (Sender* sender = found ? found->sender(handle) : nullptr) sender->useSocket(std::move(*socket), from);
    });
  };
  lender->post([lender, use, handle = request.receiver] {
    Receiver* found = lender->receiver(handle);
    if (!found) return use({}, {});
    found->lendTo(use);
  });
  return opened;
}

Result<Handle> Engine::startSender(Handle sender) {
  const Entry* e = entry(sender, Kind::kSender);
  return command(sender, Kind::kSender, [stream = e ? e->stream : 0](Worker& worker, Handle handle) {
    Stream* found = worker.stream(stream);
    if (Sender* held = found ? found->sender(handle) : nullptr) held->start();
  });
}

Result<Handle> Engine::closeSender(Handle sender) {
  const Entry* e = entry(sender, Kind::kSender);
  return command(sender, Kind::kSender, [stream = e ? e->stream : 0](Worker& worker, Handle handle) {
    if (Stream* found = worker.stream(stream)) found->closeSender(handle, Status::kByLocal);
  });
}

}  // namespace guanlan::engine
