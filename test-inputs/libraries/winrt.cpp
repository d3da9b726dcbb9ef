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
