// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A whole struct is backed up for one field: the restore overwrites the other fields too.
#include "coro.h"

#include <map>
#include <memory>
#include <string>
#include <utility>

namespace preferences {

struct Settings {
  int volume = 5;
  bool muted = false;
  std::string language = "en";
};

mock::task<bool> save(Settings s);
mock::task<bool> save_volume(int volume);
mock::task<bool> save_language(std::string language);
mock::task<bool> save_muted(int user);

class Profile {
public:
  // scenario: 79
  mock::task<> set_volume(int v) {
    const Settings backup = settings_; // note: check
    settings_.volume = v;
    if (!co_await save_volume(v)) // note: suspension
      settings_ = backup;         // expect: await-snapshot-rollback
  }

  // scenario: 79
  mock::task<> set_language(std::string language) {
    auto backup = settings_; // note: check
    settings_.language = language;
    const bool saved = co_await save_language(language); // note: suspension
    if (saved)
      co_return;
    settings_ = std::move(backup); // expect: await-snapshot-rollback
  }

  // scenario: 79
  mock::task<> set_volume_on_success(int v) {
    if (co_await save_volume(v))
      settings_.volume = v; // ok: nothing to take back, and only the own field is written
  }

  // scenario: 78, 79
  mock::task<> preview(int v) {
    const Settings backup = settings_;
    settings_.volume = v;
    Settings shown = settings_;
    settings_ = backup; // ok: nothing suspends between the copy and the restore
    co_await save(shown);
  }

  void mute(bool on) { settings_.muted = on; }

private:
  Settings settings_;
};

Settings defaults;

// scenario: 79
mock::task<> set_default_volume(int v) {
  Settings backup = defaults; // note: check
  defaults.volume = v;
  if (!co_await save(defaults)) // note: suspension
    defaults = backup;          // expect: await-snapshot-rollback
}

struct Directory {
  std::map<int, Settings> users;
};

// scenario: 79
mock::task<> mute_user(std::shared_ptr<Directory> dir, int id) {
  const auto backup = dir->users[id]; // note: check
  dir->users[id].muted = true;
  if (!co_await save_muted(id)) // note: suspension
    dir->users[id] = backup;    // expect: await-snapshot-rollback
}

// scenario: 77, 79
mock::task<> louder(Settings &settings, int by) {
  settings.volume += by;
  if (!co_await save_volume(by))
    settings.volume -= by; // ok: takes back what was added, in this field only
}

} // namespace preferences
