// C++/WinRT: eager actions; a change of thread is a wait like any other.
#include "winrt.h"

using namespace winrt::Windows::Foundation;

IAsyncOperation<bool> download(int id);

struct Page {
  int items = 0;
  int loaded = 0;
  int cancelled = 0;

  IAsyncAction add(int id) {
    const int before = items; // note: check
    co_await download(id); // note: suspension
    items = before + 1; // expect: await-stale-write
  }

  winrt::fire_and_forget load(int id) {
    winrt::apartment_context ui;
    const int before = loaded; // note: check
    co_await winrt::resume_background(); // note: suspension
    co_await ui;
    loaded = before + id; // expect: await-stale-write
  }

  IAsyncAction look() {
    const int before = cancelled;
    auto token = co_await winrt::get_cancellation_token();
    cancelled = before + (token() ? 1 : 0); // ok: nobody else has run
  }
};

struct Album {
  int photos = 0, added = 0, shown = 0, delayed = 0, progress = 0, faded = 0;

  IAsyncAction load(int id) {
    const int before = photos; // note: check
    co_await download(id); // note: suspension
    photos = before + 1; // expect: await-stale-write
  }

  IAsyncAction add(int id) {
    co_await download(id);
    ++added; // ok: one step
  }

  winrt::fire_and_forget show(int id) {
    const int before = shown; // note: check
    co_await download(id); // note: suspension
    shown = before + 1; // expect: await-stale-write
  }

  IAsyncAction together() {
    co_await winrt::when_all(load(1), load(2)); // expect: await-concurrent-update
    co_await winrt::when_any(load(1), load(2)); // expect: await-concurrent-update
    co_await winrt::when_all(add(1), add(2)); // ok: one step
  }

  IAsyncAction begun() {
    auto first = load(1);
    auto second = load(2); // expect: await-concurrent-update
    co_await first;
    co_await second;
  }

  IAsyncAction in_order() {
    co_await load(1);
    co_await load(2); // ok: the first is over
  }

  void both() {
    show(1);
    show(2); // expect: await-concurrent-update
  }

  IAsyncAction delays() {
    const int before = delayed; // note: check
    co_await winrt::resume_after(std::chrono::milliseconds(1)); // note: suspension
    delayed = before + 1; // expect: await-stale-write
  }

  IAsyncAction signals(void *handle) {
    const int before = faded; // note: check
    co_await winrt::resume_on_signal(handle); // note: suspension
    faded = before + 1; // expect: await-stale-write
  }

  IAsyncAction reports() {
    const int before = progress;
    auto report = co_await winrt::get_progress_token();
    progress = before + 1; // ok: nobody else has run
    report(progress);
  }
};
