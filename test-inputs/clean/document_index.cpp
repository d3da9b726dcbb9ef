// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An index that is rebuilt in a loop over its own members, while a flag keeps others out.
#include "coro.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

mock::task<std::string> read_document(std::string path);
mock::task<std::vector<std::string>> split_words(std::string text);

class Index {
public:
  /// Refused while a rebuild is under way.
  bool add(std::string path) {
    if (rebuilding_)
      return false;
    documents_.try_emplace(std::move(path));
    return true;
  }

  bool remove(const std::string &path) {
    if (rebuilding_)
      return false;
    return documents_.erase(path) > 0;
  }

  mock::task<bool> rebuild() {
    if (std::exchange(rebuilding_, true))
      co_return false;
    std::map<std::string, std::set<std::string>> words;
    bool complete = true;
    for (auto &[path, document] : documents_) { // ok: nobody adds or removes while we rebuild
      try {
        const std::string text = co_await read_document(path);
        for (const std::string &word : co_await split_words(text))
          words[word].insert(path);
        document.size = text.size();
        document.indexed = true;
      } catch (...) {
        complete = false;
      }
    }
    words_ = std::move(words); // ok: rebuilt by one at a time
    ++rebuilds_;
    rebuilding_ = false;
    co_return complete;
  }

  /// Another thread can ask for a rebuild.
  void request() { requested_.store(true); }

  mock::task<> serve_requests() {
    if (serving_.exchange(true))
      co_return;
    while (requested_.exchange(false))
      co_await rebuild();
    serving_ = false; // ok: won by the exchange at the entry
  }

  std::vector<std::string> find(const std::string &word) const {
    auto found = words_.find(word);
    if (found == words_.end())
      return {};
    return {found->second.begin(), found->second.end()};
  }

  mock::task<std::size_t> count_words(std::string path) {
    const std::uint64_t rebuilds = rebuilds_;
    const auto words = co_await split_words(co_await read_document(path));
    const std::set<std::string> distinct(words.begin(), words.end());
    if (auto document = documents_.find(path); document != documents_.end())
      document->second.words = distinct.size(); // ok: looked up after the awaits
    outdated_ += rebuilds != rebuilds_;
    co_return distinct.size();
  }

private:
  struct Document {
    std::size_t size = 0;
    std::size_t words = 0;
    bool indexed = false;
  };

  std::map<std::string, Document> documents_;
  std::map<std::string, std::set<std::string>> words_;
  bool rebuilding_ = false;
  std::atomic<bool> requested_{false};
  std::atomic<bool> serving_{false};
  std::uint64_t rebuilds_ = 0;
  std::uint64_t outdated_ = 0;
};
