// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Observers in a vector: who leaves during a notification leaves an empty place until it is over.
#include "coro.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

template <class... Args> class Signal {
public:
  using Slot = std::function<mock::task<>(Args...)>;

  class Connection {
  public:
    Connection() = default;
    Connection(Connection &&other) noexcept
        : signal_(std::exchange(other.signal_, nullptr)), id_(other.id_) {}
    Connection &operator=(Connection &&other) noexcept {
      std::swap(signal_, other.signal_);
      std::swap(id_, other.id_);
      return *this;
    }
    ~Connection() { disconnect(); }

    void disconnect() {
      if (signal_)
        std::exchange(signal_, nullptr)->disconnect(id_);
    }

  private:
    friend class Signal;
    Connection(Signal &signal, std::uint64_t id) : signal_(&signal), id_(id) {}
    Signal *signal_ = nullptr;
    std::uint64_t id_ = 0;
  };

  [[nodiscard]] Connection connect(Slot slot) {
    const std::uint64_t id = ++last_id_;
    entries_.push_back({id, std::make_shared<Slot>(std::move(slot))});
    return Connection(*this, id);
  }

  mock::task<> emit(Args... args) {
    ++emitting_;
    std::exception_ptr error;
    // Those who connect meanwhile hear of the next one only.
    const std::size_t count = entries_.size();
    for (std::size_t i = 0; i < count; ++i) {
      const std::shared_ptr<Slot> slot = entries_[i].slot; // ok: nothing is erased while we emit
      if (!slot)
        continue;
      try {
        co_await (*slot)(args...);
      } catch (...) {
        error = std::current_exception();
      }
    }
    if (--emitting_ == 0)
      std::erase_if(entries_, [](const Entry &entry) { return !entry.slot; }); // ok: erase_if looks at each
    if (error)
      std::rethrow_exception(error);
  }

  mock::task<> emit_to_all_at_once(Args... args) {
    std::vector<std::shared_ptr<Slot>> slots;
    for (const Entry &entry : entries_)
      if (entry.slot)
        slots.push_back(entry.slot);
    std::vector<mock::task<>> tasks;
    for (const auto &slot : slots)
      tasks.push_back((*slot)(args...));
    co_await mock::when_all(std::move(tasks));
  }

private:
  struct Entry {
    std::uint64_t id;
    std::shared_ptr<Slot> slot;
  };

  void disconnect(std::uint64_t id) {
    auto found = std::find_if(entries_.begin(), entries_.end(),
                              [id](const Entry &entry) { return entry.id == id; });
    if (found == entries_.end())
      return;
    if (emitting_ > 0)
      found->slot = nullptr;
    else
      entries_.erase(found);
  }

  std::vector<Entry> entries_;
  std::uint64_t last_id_ = 0;
  int emitting_ = 0;
};

mock::task<> redraw(std::string what);

class Document {
public:
  Signal<std::string> changed;

  mock::task<> edit(std::string text) {
    text_ = std::move(text);
    const auto revision = ++revision_;
    co_await changed.emit(text_);
    if (revision == revision_)
      saved_.reset(); // ok: compared since the await
  }

private:
  std::string text_;
  std::uint64_t revision_ = 0;
  std::optional<std::string> saved_;
};

class View {
public:
  explicit View(Document &document)
      : connection_(document.changed.connect([this](std::string text) -> mock::task<> {
          co_await redraw(std::move(text));
          ++drawn_; // ok: in one step
        })) {}

private:
  long drawn_ = 0;
  Signal<std::string>::Connection connection_;
};
