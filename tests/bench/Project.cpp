//===- Project.cpp - Projects of any size ---------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Project.h"
#include "Shapes.h"
#include <fmt/format.h>
#include <fstream>
#include <string>

namespace {

/// What every unit declares, so that any neighbour can be called. {0} is its
/// number.
const char *UnitHeader = R"(#pragma once
#include "task.h"

class Unit{0} {{
public:
  Task<bool> work(long amount);
  Task<> step(long amount);
  long total() const;
  long left = 100;
  long done = 0;
}};

void spend{0}(Unit{0} &unit, long amount);
)";

/// {0} is the number of the unit, {1} that of its neighbour.
const char *Begin = R"(#include "unit{0}.h"
#include "unit{1}.h"

long Unit{0}::total() const {{ return left + done; }}

void spend{0}(Unit{0} &unit, long amount) {{
  unit.left -= amount;
}}

long together{0}(const Unit{0} &one, const Unit{1} &other) {{
  return one.total() + other.total();
}}
)";

const char *Kinds[] = {
    // A check that is out of date.
    R"(
Task<> Unit{0}::step(long amount) {{
  done += amount;
  co_await pause();
}}
Task<bool> Unit{0}::work(long amount) {{
  if (left < amount)
    co_return false;
  co_await pause();
  left -= amount;
  co_return true;
}}
)",
    // A lost update, around a coroutine of the neighbour.
    R"(
Unit{1} next{0};
Task<> Unit{0}::step(long amount) {{
  const long before = done;
  co_await next{0}.step(amount);
  done = before + amount;
}}
Task<bool> Unit{0}::work(long amount) {{
  if (left < amount)
    co_return false;
  left -= amount;
  co_await pause();
  co_return true;
}}
)",
    // Correct: the change comes first, or the check is made again.
    R"(
Task<> Unit{0}::step(long amount) {{
  done += amount;
  co_await pause();
}}
Task<bool> Unit{0}::work(long amount) {{
  if (left < amount)
    co_return false;
  co_await pause();
  if (left < amount)
    co_return false;
  left -= amount;
  co_return true;
}}
)",
    // No coroutine: somebody else has to define them.
    R"(
long half{0}(long amount) {{ return amount / 2; }}
long twice{0}(long amount) {{ return half{0}(amount) * 4; }}
)",
    // The act is a function of the neighbour.
    R"(
Unit{1} pool{0};
Task<> Unit{0}::step(long amount) {{
  done += amount;
  co_await pause();
}}
Task<bool> Unit{0}::work(long amount) {{
  if (pool{0}.left < amount)
    co_return false;
  co_await pause();
  spend{1}(pool{0}, amount);
  co_return true;
}}
)"};

void write(const std::filesystem::path &Path, const std::string &Text) {
  std::ofstream(Path, std::ios::binary) << Text;
}

} // namespace

Project::Project(const std::filesystem::path &Folder, unsigned Files)
    : Folder(Folder) {
  std::filesystem::create_directories(Folder);
  write(Folder / "task.h",
        std::string("#pragma once\n") + TaskType + "Task<> pause();\n");
  std::string Commands = "[";
  for (unsigned I = 0; I != Files; ++I) {
    unsigned Kind = I % std::size(Kinds), Next = (I + 1) % Files;
    Races += Kind == 0 || Kind == 1;
    AcrossFiles += Kind == 4;
    std::filesystem::path Source = Folder / fmt::format("unit{}.cpp", I);
    write(Folder / fmt::format("unit{}.h", I),
          fmt::format(fmt::runtime(UnitHeader), I));
    write(Source, fmt::format(fmt::runtime(Begin), I, Next) +
                      fmt::format(fmt::runtime(Kinds[Kind]), I, Next));
    Commands += fmt::format("{}\n{{\"directory\": \"{}\", \"file\": \"{}\", "
                            "\"command\": \"c++ -std=c++20 -c {}\"}}",
                            I ? "," : "", Folder.string(), Source.string(),
                            Source.string());
    Sources.push_back(std::move(Source));
  }
  write(Folder / "compile_commands.json", Commands + "\n]\n");
}

void Project::edit(unsigned I, unsigned Times) const {
  std::ofstream(Sources[I], std::ios::app)
      << fmt::format("// changed {}\n", Times);
}
