// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An index or a size that was taken before the suspension.
#include "coro.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace playlists {

struct Song {
  std::string title;
  int plays = 0;
};

mock::task<> fetch(std::string title);
mock::task<int> rating();

class Player {
public:
  void add(Song s) { songs_.push_back(std::move(s)); }
  void remove(std::size_t at) { songs_.erase(songs_.begin() + at); }

  // scenario: 72
  mock::task<> play_last() {
    const auto last = songs_.size() - 1; // note: check
    co_await fetch(songs_[last].title);  // note: suspension
    ++songs_[last].plays;                // expect: await-stale-reference medium
  }

  // scenario: 72
  mock::task<> play_found(std::string title) {
    std::size_t at = 0;
    for (; at < songs_.size(); ++at)
      if (songs_[at].title == title)
        break;
    co_await fetch(title);
    songs_[at].plays += 1; // missed: await-stale-reference the index was searched for
  }

  // scenario: 72
  mock::task<> play_last_checked() {
    const auto last = songs_.size() - 1;
    co_await fetch("last");
    if (last < songs_.size())
      ++songs_[last].plays; // ok: compared with the size again
  }

  // scenario: 72
  mock::task<> play_last_late() {
    co_await fetch("last");
    const auto last = songs_.size() - 1;
    ++songs_[last].plays; // ok: the size is read after the await
  }

  // scenario: 72
  mock::task<> play_all_counted() {
    const auto n = songs_.size();
    for (std::size_t i = 0; i < n; ++i)
      co_await fetch(songs_[i].title); // missed: await-stale-reference the bound is old
  }

  // scenario: 72
  mock::task<> play_all() {
    for (std::size_t i = 0; i < songs_.size(); ++i)
      co_await fetch(songs_[i].title); // ok: the size is asked in each round
  }

  // scenario: 72
  mock::task<> play_given(std::size_t at) {
    co_await rating();
    if (at < songs_.size())
      songs_[at].plays += 1; // ok: the caller's index, tested here
  }

private:
  std::vector<Song> songs_;
};

std::vector<int> scores;

void forget_scores() { scores.clear(); }

// scenario: 72
mock::task<> raise_last() {
  auto at = scores.size() - 1;      // note: check
  const int by = co_await rating(); // note: suspension
  scores[at] += by;                 // expect: await-stale-reference medium
}

// scenario: 72
mock::task<> raise_last_late() {
  const int by = co_await rating();
  if (!scores.empty())
    scores[scores.size() - 1] += by; // ok: one step
}

struct Mix {
  std::deque<Song> songs;
};

void skip(Mix &mix) { mix.songs.pop_front(); }

// scenario: 72
mock::task<> play_middle(std::shared_ptr<Mix> mix) {
  const std::size_t middle = mix->songs.size() / 2; // note: check
  co_await fetch("middle");                         // note: suspension
  mix->songs.at(middle).plays += 1;                 // expect: await-stale-reference medium
}

// scenario: 72
mock::task<> play_favourite(Mix &mix) {
  const auto found = std::ranges::max_element(mix.songs, {}, &Song::plays); // note: check
  const auto at = found - mix.songs.begin();
  co_await fetch("favourite"); // note: suspension
  mix.songs[at].plays += 1;    // expect: await-stale-reference medium
}

// Positions in a list that only grows stay what they are; nobody else can remove.
class History {
public:
  void add(Song s) { songs_.push_back(std::move(s)); }

  // scenario: 72
  mock::task<> annotate() {
    songs_.push_back({"new", 0});
    const auto mine = songs_.size() - 1;
    co_await fetch("new");
    songs_[mine].plays = 1; // ok: nobody removes
  }

private:
  std::vector<Song> songs_;
};

// scenario: 72
mock::task<int> sum_own(std::vector<int> own) {
  const auto n = own.size();
  int sum = 0;
  for (std::size_t i = 0; i < n; ++i)
    sum += own[i] + co_await rating(); // ok: a parameter by value
  co_return sum;
}

} // namespace playlists
