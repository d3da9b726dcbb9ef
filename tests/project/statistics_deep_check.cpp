// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "statistics.h"

// Does not either, as another file shows.
mock::task<> Statistics::deepCheck() { co_await check(); }
