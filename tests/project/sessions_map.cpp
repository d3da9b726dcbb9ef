// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "sessions.h"

bool Sessions::has(int id) const { return all.count(id) != 0; }
void Sessions::add(int id, Session s) { all[id] = s; }
