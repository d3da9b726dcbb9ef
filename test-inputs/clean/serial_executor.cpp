// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Work on one document is put in a row: each piece waits for the one before it.
#include "coro.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

/// Runs what it is given one after the other.
class Serial {
public:
  template <class F> auto run(F work) -> std::invoke_result_t<F> {
    const Turn turn = co_await next_turn();
    co_return co_await work();
  }

private:
  class Turn {
  public:
    explicit Turn(Serial &of) : of_(&of) {}
    Turn(Turn &&other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
    ~Turn() {
      if (!of_)
        return;
      ++of_->serving_;
      of_->moved_.notify_all();
    }

  private:
    Serial *of_;
  };

  mock::task<Turn> next_turn() {
    const std::uint64_t ticket = tickets_++;
    while (serving_ != ticket)
      co_await moved_.wait();
    co_return Turn(*this);
  }

  std::uint64_t tickets_ = 0;
  std::uint64_t serving_ = 0;
  mock::condition_variable moved_;
};

mock::task<std::string> format(std::string text);
mock::task<std::string> load(std::string path);
mock::task<> store(std::string path, std::string text);

class Documents {
public:
  mock::task<> open(std::string path) {
    auto document = get(path);
    co_await document->row.run([document, path]() -> mock::task<> {
      if (document->loaded)
        co_return;
      document->text = co_await load(path);
      document->loaded = true; // ok: one after the other
    });
  }

  mock::task<> append(std::string path, std::string line) {
    auto document = get(path);
    co_await document->row.run([&]() -> mock::task<> {
      const std::string before = document->text;
      document->text = co_await format(before + line); // ok: one after the other, by tickets
      ++document->revision;
    });
  }

  mock::task<bool> save(std::string path) {
    auto document = get(path);
    co_return co_await document->row.run([document, path]() -> mock::task<bool> {
      if (document->saved == document->revision)
        co_return false;
      const auto revision = document->revision;
      co_await store(path, document->text);
      document->saved = revision; // ok: one after the other, and of the right moment anyway
      co_return true;
    });
  }

  mock::task<> close(std::string path) {
    co_await save(path);
    // Not while somebody else is still in the row.
    if (auto found = documents_.find(path);
        found != documents_.end() && found->second.use_count() == 1 && found->second->clean())
      documents_.erase(found); // ok: looked up after the save
  }

private:
  struct Document {
    Serial row;
    std::string text;
    bool loaded = false;
    std::uint64_t revision = 0;
    std::uint64_t saved = 0;
    bool clean() const { return saved == revision; }
  };

  std::shared_ptr<Document> get(const std::string &path) {
    auto &document = documents_[path];
    if (!document)
      document = std::make_shared<Document>();
    return document;
  }

  std::map<std::string, std::shared_ptr<Document>> documents_;
};
