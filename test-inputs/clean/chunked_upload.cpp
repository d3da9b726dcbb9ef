// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Uploads in chunks: the client retries, the server accepts only the chunk that comes next.
#include "coro.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

enum class Answer { Accepted, WrongOffset, NoSuchUpload };

class Blocks {
public:
  mock::task<> write(std::string name, std::size_t offset, std::string data);
  mock::task<> publish(std::string name);
};

mock::task<> sleep_for(std::chrono::milliseconds time);

class UploadServer {
public:
  explicit UploadServer(Blocks &blocks) : blocks_(blocks) {}

  void begin(std::string name, std::size_t size) {
    uploads_.insert_or_assign(std::move(name), std::make_shared<Upload>(size));
  }

  mock::task<Answer> chunk(std::string name, std::size_t offset, std::string data) {
    const auto upload = find(name);
    if (!upload)
      co_return Answer::NoSuchUpload;
    auto writing = co_await upload->writing.scoped_lock();
    if (upload->received != offset || upload->size - offset < data.size())
      co_return Answer::WrongOffset;
    const std::size_t length = data.size();
    co_await blocks_.write(name, offset, std::move(data));
    upload->received = offset + length; // ok: changed under this lock only
    if (upload->received < upload->size)
      co_return Answer::Accepted;

    co_await blocks_.publish(name);
    if (auto found = uploads_.find(name); found != uploads_.end() && found->second == upload)
      uploads_.erase(found); // ok: found again, and still this upload
    co_return Answer::Accepted;
  }

  std::optional<std::size_t> received(const std::string &name) const {
    if (auto upload = find(name))
      return upload->received;
    return std::nullopt;
  }

private:
  struct Upload {
    explicit Upload(std::size_t size) : size(size) {}
    const std::size_t size;
    std::size_t received = 0;
    mock::mutex writing;
  };

  std::shared_ptr<Upload> find(const std::string &name) const {
    auto found = uploads_.find(name);
    return found == uploads_.end() ? nullptr : found->second;
  }

  Blocks &blocks_;
  std::map<std::string, std::shared_ptr<Upload>> uploads_;
};

class Remote {
public:
  mock::task<Answer> send(std::size_t offset, std::string_view data);
  mock::task<std::size_t> ask_received();
};

class Uploader {
public:
  explicit Uploader(Remote &remote) : remote_(remote) {}

  mock::task<bool> upload(std::string data) {
    std::size_t offset = 0;
    auto pause = std::chrono::milliseconds(100);
    int failures = 0;
    while (offset < data.size()) {
      const std::size_t size = std::min(chunk_size_, data.size() - offset);
      const auto part = std::string_view(data).substr(offset, size);
      const Answer answer = co_await remote_.send(offset, part);
      if (answer == Answer::Accepted) {
        offset += size; // ok: a local
        sent_ += size;
        failures = 0;
        continue;
      }
      if (answer == Answer::NoSuchUpload || ++failures == 5)
        co_return false;
      co_await sleep_for(pause);
      pause *= 2;
      offset = co_await remote_.ask_received();
    }
    co_return true;
  }

  /// The new size holds from the next chunk on.
  void set_chunk_size(std::size_t size) { chunk_size_ = std::max<std::size_t>(size, 1); }

private:
  Remote &remote_;
  std::size_t chunk_size_ = 64 * 1024;
  std::size_t sent_ = 0;
};
