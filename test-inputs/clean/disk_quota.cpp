// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Space on a disk is taken before the write and given back by its owner's destructor.
#include "coro.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

class Disk {
public:
  mock::task<> write(std::uint64_t file, std::string data);
  mock::task<std::optional<std::string>> read(std::uint64_t file);
  mock::task<> remove(std::uint64_t file);
};

class Quota {
public:
  explicit Quota(std::size_t limit) : limit_(limit) {}

  class Share {
  public:
    Share(Quota &of, std::size_t bytes) : of_(&of), bytes_(bytes) { of.used_ += bytes; }
    Share(Share &&other) noexcept
        : of_(std::exchange(other.of_, nullptr)), bytes_(std::exchange(other.bytes_, 0)) {}
    Share &operator=(Share &&other) noexcept {
      std::swap(of_, other.of_);
      std::swap(bytes_, other.bytes_);
      return *this;
    }
    ~Share() {
      if (of_)
        of_->used_ -= bytes_;
    }
    std::size_t bytes() const { return bytes_; }

    /// Gives back what is over \p bytes.
    void shrink_to(std::size_t bytes) {
      if (bytes >= bytes_)
        return;
      of_->used_ -= bytes_ - bytes;
      bytes_ = bytes;
    }

  private:
    Quota *of_;
    std::size_t bytes_;
  };

  std::optional<Share> take(std::size_t bytes) {
    if (limit_ - used_ < bytes)
      return std::nullopt;
    return Share(*this, bytes);
  }

private:
  const std::size_t limit_;
  std::size_t used_ = 0;
};

/// Never longer than \p data.
std::string compress(const std::string &data);

class BlobStore {
public:
  BlobStore(Disk &disk, Quota &quota) : disk_(disk), quota_(quota) {}

  mock::task<bool> put(std::string name, std::string data) {
    auto share = quota_.take(data.size());
    if (!share)
      co_return false;
    const std::string packed = compress(data);
    share->shrink_to(packed.size());
    // Each version has a file of its own, so that two writers do not meet on the disk.
    const std::uint64_t file = next_file_++;
    co_await disk_.write(file, packed);

    std::optional<Blob> replaced;
    if (auto old = blobs_.find(name); old != blobs_.end())
      replaced = std::exchange(old->second, Blob{file, std::move(*share)});
    else
      blobs_.emplace(name, Blob{file, std::move(*share)}); // ok: looked up since the write
    ++written_;
    if (replaced)
      co_await disk_.remove(replaced->file);
    co_return true;
  }

  mock::task<std::optional<std::string>> get(std::string name) {
    for (;;) {
      auto blob = blobs_.find(name);
      if (blob == blobs_.end())
        co_return std::nullopt;
      const std::uint64_t file = blob->second.file;
      auto data = co_await disk_.read(file);
      blob = blobs_.find(name);
      if (blob != blobs_.end() && blob->second.file == file)
        co_return data;
    }
  }

  mock::task<> remove(std::string name) {
    auto node = blobs_.extract(name);
    if (node.empty())
      co_return;
    co_await disk_.remove(node.mapped().file);
    ++removed_; // ok: in one step; the share lives as long as the node
  }

private:
  struct Blob {
    std::uint64_t file;
    Quota::Share share;
  };

  Disk &disk_;
  Quota &quota_;
  std::map<std::string, Blob> blobs_;
  std::uint64_t next_file_ = 1;
  long written_ = 0;
  long removed_ = 0;
};
