#pragma once

#include <napi.h>

#include "engine/engine.h"

// Plain JavaScript values out; the shapes are those of src/engine/binding.d.ts.
namespace guanlan::binding {

/// Throws the result's error as an Error with `code` and `errno`; does nothing when it is a success.
void throwIfFailed(const Napi::Env& env, base::Status status, int error, const std::string& message);

template <typename T>
const T& valueOf(const Napi::Env& env, const engine::Result<T>& result) {
  throwIfFailed(env, result.status, result.error, result.message);
  return result.value;
}

Napi::Value fromHandle(const Napi::Env& env, engine::Handle handle);
Napi::Object fromOpened(const Napi::Env& env, const engine::Opened& opened);
/// Null when there is no address.
Napi::Value fromAddress(const Napi::Env& env, const net::Address& address);
Napi::Array fromTracks(const Napi::Env& env, const codec::Tracks& tracks);
Napi::Object fromEvent(const Napi::Env& env, const engine::Event& event);

Napi::Object describeStream(const Napi::Env& env, const engine::Described<engine::StreamState>& described);
Napi::Object describeReceiver(const Napi::Env& env, const engine::Described<engine::ReceiverState>& described,
                              engine::Transport transport);
Napi::Object describeSender(const Napi::Env& env, const engine::Described<engine::SenderState>& described,
                            engine::Transport transport, uint32_t ssrc);
Napi::Object describeViewer(const Napi::Env& env, const engine::Described<engine::ViewerState>& described,
                            const engine::ViewerFacts& facts);
Napi::Object describeRecorder(const Napi::Env& env, const engine::Described<engine::RecorderState>& described);
Napi::Object describeClip(const Napi::Env& env, const engine::Described<engine::ClipState>& described);
Napi::Object engineStats(const Napi::Env& env, const engine::Engine& engine);
Napi::Array statusTable(const Napi::Env& env);

}  // namespace guanlan::binding
