// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_lazy_fill {
#include "test-inputs/await-check-then-act/lazy_fill.cpp"

// What the input only declares.
mock::task<std::shared_ptr<Config>> load_config() {
  return truth::answer<std::shared_ptr<Config>>("load_config");
}
mock::task<std::shared_ptr<Page>> render(std::string) {
  return truth::answer<std::shared_ptr<Page>>("render");
}
mock::task<std::string> log_in() {
  return truth::answer<std::string>("log_in");
}
mock::task<double> ask_rate(std::string) {
  return truth::answer<double>("ask_rate");
}
// What is shared, and seen at the end.
auto fields(Config &it) { return std::tie(it.workers); }
auto fields(Page &it) { return std::tie(it.html); }
auto fields(Settings &it) { return std::tie(it.config); }
auto fields(Site &it) { return std::tie(it.pages); }
auto fields(Client &it) { return std::tie(it.cached); }
auto fields(Desk &it) { return std::tie(it.clerk); }

TRUTH("await-check-then-act/lazy_fill.cpp") {
  globals(euro);
  run("Settings::get", [] { return part<Settings>().get(); });
  run("Settings::get_first", [] { return part<Settings>().get_first(); });
  run("Site::page", [] { return part<Site>().page(any); });
  run("euro_rate", [] { return euro_rate(); });
  run("Client::token", [] { return part<Client>().token(); });
  run("Client::token_once", [] { return part<Client>().token_once(); });
  run("staff", [] { return staff(part<Desk>()); });
  run("restaff", [] { return restaff(part<Desk>()); });
}

} // namespace truth_of::check_then_act_lazy_fill
