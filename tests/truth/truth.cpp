//===- truth.cpp - What the explorer says of a test input -----------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "truth.h"

#include "Expectations.h"
#include "Extents.h"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace explorer = await_tidy::explorer;
namespace fs = std::filesystem;
using await_tidy::test::Level;
using await_tidy::test::Mark;

namespace truth {

Parts::~Parts() {
  // What hands on to others is gone before they are: no order is right for
  // all, so all stay until each has been let go of.
  All.clear();
}

namespace {

const fs::path Root = fs::path(AWAIT_TIDY_SOURCE_DIR) / "test-inputs";

constexpr Beginning Beginnings[] = {
    {"as built", 0, 1, false, false},
    {"as built, two arguments", 0, 1, true, false},
    {"filled", 100, 60, false, false},
    {"filled, two arguments", 100, 60, true, false},
    {"of one", 1, 1, false, false},
    {"filled for two", 200, 60, false, false},
    {"as built, contended locks", 0, 1, false, true},
    {"filled, contended locks", 100, 60, false, true},
};

} // namespace

/// What the marks say of a function.
enum class Marked {
  Silent,   ///< nothing, or what is known to be a false alarm
  Racy,     ///< a rule of interleavings reports it, or should
  Doubtful, ///< the same at low confidence only
  Calls,    ///< nothing, but it calls one of the file that is racy
  Other     ///< a rule reports it that is not about interleavings
};

namespace {

/// The others report what is wrong in every schedule, or before anything ran:
/// a task that is dropped, a lock that is not held, a failure that is ignored,
/// a reference that dangles.
bool isOfInterleavings(std::string_view Rule) {
  return Rule == "await-check-then-act" || Rule == "await-stale-write" ||
         Rule == "await-snapshot-rollback" || Rule == "await-torn-update" ||
         Rule == "await-concurrent-update";
}

struct Figures {
  std::set<std::string> Inputs, Broken;
  std::map<std::string, std::size_t> Count;
  std::vector<std::string> Disagreements, Unjudged;
};
Figures All;

struct File {
  std::vector<Extent> Functions;
  std::vector<Mark> Marks;
};
const File &fileOf(const std::string &Name) {
  static std::map<std::string, File> Known;
  auto It = Known.find(Name);
  if (It != Known.end())
    return It->second;
  std::ifstream In(Root / Name);
  std::stringstream Text;
  Text << In.rdbuf();
  File F;
  F.Functions = functionsOf(Text.str());
  F.Marks = await_tidy::test::parseExpectations(Name, Text.str()).Marks;
  return Known.emplace(Name, std::move(F)).first->second;
}

const Extent *find(const File &F, const std::string &Name) {
  for (const Extent &E : F.Functions)
    if (E.Name == Name)
      return &E;
  return nullptr;
}

Marked markedIn(const File &F, const Extent &E) {
  Marked Result = Marked::Silent;
  bool Low = false, Other = false;
  for (const Mark &M : F.Marks) {
    if (M.Line < E.First || M.Line > E.Last ||
        (M.What != Mark::Expect && M.What != Mark::Missed))
      continue;
    if (!isOfInterleavings(M.Rule))
      Other = true;
    else if (M.What == Mark::Expect && M.Sureness == Level::Low)
      Low = true;
    else
      Result = Marked::Racy;
  }
  for (const Extent &Other : F.Functions)
    if (Result == Marked::Silent && &Other != &E &&
        E.Calls.contains(Other.Name.substr(Other.Name.rfind(':') + 1)) &&
        !(Other.First >= E.First && Other.Last <= E.Last))
      for (const Mark &M : F.Marks)
        if (M.Line >= Other.First && M.Line <= Other.Last &&
            (M.What == Mark::Expect || M.What == Mark::Missed) &&
            isOfInterleavings(M.Rule))
          Result = Marked::Calls;
  if (Result != Marked::Racy)
    Result = Result == Marked::Calls && !Low && !Other ? Marked::Calls
             : Low                                     ? Marked::Doubtful
             : Other                                   ? Marked::Other
                                                       : Marked::Silent;
  return Result;
}

bool verbose() { return std::getenv("TRUTH_VERBOSE"); }

/// Instances that have begun and are not at their end.
int InFlight = 0;

/// How many have begun so far.
int Begun = 0;

/// How far the process that explores has come, seen by the one that waits for
/// it as well.
struct Progress {
  int Beginning = -1;    ///< its number
  bool Overlaps = false; ///< two instances have been there at the same time
};
Progress *Far = nullptr;

/// Knows whether another instance was there at the same time.
struct Flying {
  const bool Beside = InFlight++;
  const int Mine = ++Begun;
  bool overlaps() const { return Beside || Begun != Mine; }
  ~Flying() { --InFlight; }
};

struct World {
  Parts Own;
};

} // namespace

Input::Input(std::string File) : File(std::move(File)) {
  EXPECT_TRUE(fs::exists(Root / this->File)) << this->File;
}

void Input::skip(const std::string &Name, const std::string &Why) {
  if (!find(fileOf(File), Name))
    ADD_FAILURE() << File << " has no function " << Name;
  ++All.Count["left out"];
  All.Unjudged.push_back(File + " " + Name + ": " + Why);
}

explorer::Result Input::explore(const Beginning &From, const Body &Run,
                                const Body &Other, Second Is, bool CallsCount) {
  auto observe = [this, CallsCount](World &W) {
    std::string Text;
    if (CallsCount)
      for (const auto &Call : W.Own.Calls)
        Text += Call + "() ";
    for (auto &[Name, Part] : W.Own.All)
      Text += Part.See() + " ";
    for (auto &G : Globals)
      Text += G.Value.See() + " ";
    return Text;
  };
  explorer::Program<World> P;
  P.state([&] {
    Now = From;
    Which = 0;
    Steady = false;
    InFlight = Begun = 0;
    Far->Overlaps = false;
    Pending.clear();
    mock::detail::contended = From.Contended;
    auto W = std::make_unique<World>();
    Current = &W->Own;
    for (auto &G : Globals)
      G.Restore();
    for (auto *Make : std::set(Makers))
      Make();
    return W;
  });
  const bool Twice = Is == Second::Other && !Other;
  auto as = [&](int I, const Body &Of) {
    return [&Of, &observe, I, Twice](World &W) -> mock::task<std::string> {
      // The answers to this are not compared, so that serial executions
      // without this instance are among those that are allowed.
      if (Twice && explorer::choose(2, "is there"))
        co_return "turned away";
      Which = I;
      const unsigned Waits = mock::detail::waits;
      const Flying Here;
      Far->Overlaps |= Here.Beside;
      const std::string Before = Twice ? observe(W) : "";
      std::string Result;
      try {
        Result = co_await Of();
      } catch (const std::exception &E) {
        // Gave up: then nothing of it may be left. What a call throws, it
        // throws in serial executions as well.
        if (Twice && Here.overlaps() && E.what() != std::string("failed"))
          co_return "turned away";
        throw;
      }
      if (Twice && Here.Beside && Waits == mock::detail::waits &&
          observe(W) == Before)
        co_return "turned away";
      co_return Result;
    };
  };
  const bool Before = Is == Second::ClearsFirst || Is == Second::AddsFirst;
  P.instance("first", [&, Before](World &W) -> mock::task<std::string> {
    if (Before) {
      auto Unused = Run(); // makes the parts
      for (auto &[Name, Part] : W.Own.All)
        Part.Disturb(Is == Second::AddsFirst);
      for (auto &G : Globals)
        G.Value.Disturb(Is == Second::AddsFirst);
    }
    co_return co_await as(0, Run)(W);
  });
  if (Is == Second::Nobody || Is == Second::ClearsFirst ||
      Is == Second::AddsFirst)
    ;
  else if (Is == Second::Other)
    P.instance("second", as(1, Twice ? Run : Other));
  else
    P.instance("stranger",
               [this, How = Is == Second::Adds](World &W) -> explorer::Task<> {
                 for (auto &[Name, Part] : W.Own.All)
                   Part.Disturb(How);
                 for (auto &G : Globals)
                   G.Value.Disturb(How);
                 Far->Overlaps |= InFlight;
                 co_return;
               });
  P.serializable(
      [&](const World &W) { return observe(const_cast<World &>(W)); });
  P.show([&](const World &W) { return observe(const_cast<World &>(W)); });
  explorer::Options How;
  How.MaxSchedules = 5'000;
  How.MaxSteps = 60;
  auto R = P.explore(How);
  Current = nullptr;
  for (auto &G : Globals)
    G.Restore();
  return R;
}

Input::Verdict Input::verdict(Marked M, const Body &Run, const Body &Other,
                              const std::set<std::size_t> &Broken) {
  bool Suspended = false, Stuck = false, Undecided = false, Decided = false;
  std::string Why;
  auto begins = [&](std::size_t I) {
    return !(OnlyBuilt && Beginnings[I].Filled) && !Broken.contains(I);
  };
  for (std::size_t I = 0; I < std::size(Beginnings); ++I) {
    if (!begins(I))
      continue;
    const Beginning &B = Beginnings[I];
    // What breaks down by itself is not broken by others.
    Far->Beginning = I;
    explore(B, Run, Other, Second::Nobody, false);
    const auto R = explore(B, Run, Other, Second::Other, false);
    Suspended = Suspended || R.Steps > 2 * (R.Schedules + R.CutShort);
    if (R.violated() && R.Reason.rfind("deadlock", 0) == 0) {
      // Nothing is learned from here: it waits for somebody else.
      Stuck = true;
      Why = R.text();
    } else if (R.violated()) {
      return {"racy", B.Name, R.text()};
    } else if (R.safe()) {
      Decided = true;
    } else {
      // Other beginnings are as many.
      Undecided = true;
      Why = R.text();
      break;
    }
  }
  if (M == Marked::Racy) {
    struct {
      Second Is;
      bool CallsCount;
      const char *What;
    } const Ways[] = {
        {Second::Clears, false, "racy beside a stranger"},
        {Second::Adds, false, "racy beside a stranger"},
        {Second::Other, true, "racy in its calls"},
    };
    for (const auto &Way : Ways)
      for (std::size_t I = 0; I < std::size(Beginnings); ++I) {
        if (!begins(I))
          continue;
        const Beginning &B = Beginnings[I];
        Far->Beginning = I;
        if (Way.Is != Second::Other)
          explore(B, Run, Other,
                  Way.Is == Second::Clears ? Second::ClearsFirst
                                           : Second::AddsFirst,
                  false);
        const auto R = explore(B, Run, Other, Way.Is, Way.CallsCount);
        if (R.violated() && R.Reason.rfind("deadlock", 0) != 0)
          return {Way.What, B.Name, R.text()};
      }
  }
  if (Undecided) {
    const auto Alone =
        explore(Beginnings[0], Run, Body(), Second::Nobody, false);
    return {Alone.safe() ? "safe within bounds" : "not decided", "", Why};
  }
  if (Stuck && !Decided)
    return {"waits for ever", "", Why};
  return {Suspended ? "safe" : "never suspends", "", Why};
}

/// verdict() in a process of its own.
Input::Verdict Input::verdictElsewhere(Marked M, const Body &Run,
                                       const Body &Other,
                                       const std::set<std::size_t> &Broken) {
  Verdict V;
  std::fflush(nullptr);
  int Pipe[2];
  if (!Far)
    Far = static_cast<Progress *>(mmap(nullptr, sizeof *Far,
                                       PROT_READ | PROT_WRITE,
                                       MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  if (pipe(Pipe) || Far == MAP_FAILED) {
    ADD_FAILURE() << "no pipe";
    return V;
  }
  *Far = {};
  const pid_t Child = fork();
  if (Child == 0) {
    close(Pipe[0]);
    // Diagnostics of what breaks down are no news.
    if (!verbose())
      std::freopen("/dev/null", "w", stderr);
    // Seconds of its own, however many others run.
    const rlimit Seconds{20, 20};
    setrlimit(RLIMIT_CPU, &Seconds);
    const Verdict Mine = verdict(M, Run, Other, Broken);
    const std::string Text = Mine.What + "\1" + Mine.From + "\1" + Mine.Details;
    [[maybe_unused]] auto Done = write(Pipe[1], Text.data(), Text.size());
    std::_Exit(0);
  }
  close(Pipe[1]);
  std::string Told;
  char Buffer[4096];
  for (ssize_t N; (N = read(Pipe[0], Buffer, sizeof Buffer)) > 0;)
    Told.append(Buffer, N);
  close(Pipe[0]);
  int Status = 0;
  waitpid(Child, &Status, 0);

  if (const auto End = Told.find('\1');
      WIFEXITED(Status) && End != std::string::npos) {
    const auto Second = Told.find('\1', End + 1);
    V.What = Told.substr(0, End);
    V.From = Told.substr(End + 1, Second - End - 1);
    V.Details = Told.substr(Second + 1);
  } else if (WIFSIGNALED(Status) &&
             (WTERMSIG(Status) == SIGXCPU || WTERMSIG(Status) == SIGKILL)) {
    V.What = "not decided";
  } else {
    V.What = Far->Overlaps ? "breaks down" : "breaks down alone";
    if (Far->Beginning >= 0)
      V.Beginning = Far->Beginning;
  }
  return V;
}

void Input::judge(const std::string &Name, Body Run, Body Other) {
  const auto &F = fileOf(File);
  const Extent *Where = find(F, Name);
  if (!Where) {
    ADD_FAILURE() << File << " has no function " << Name;
    return;
  }
  const Marked M = markedIn(F, *Where);
  const std::string Line =
      "test-inputs/" + File + ":" + std::to_string(Where->First) + " " + Name;

  Makers.clear();
  // In processes of their own: what a race leads to may be the end of it, such
  // as the front of an empty queue. Where that needs no race, this beginning is
  // none, and the rest is tried without it.
  Verdict V;
  std::set<std::size_t> Broken;
  do
    V = verdictElsewhere(M, Run, Other, Broken);
  while (V.What == "breaks down alone" && V.Beginning &&
         Broken.insert(*V.Beginning).second &&
         Broken.size() < std::size(Beginnings));

  auto disagree = [&](const std::string &What) {
    ++All.Count["disagreements"];
    All.Disagreements.push_back(Line + ": " + What);
    ADD_FAILURE() << Line << ": " << What << "\n" << V.Details;
  };
  auto count = [&](const std::string &What) {
    ++All.Count[What];
    if (verbose())
      std::cout << Line << ": " << What
                << (V.From.empty() ? "" : " (" + V.From + ")") << "\n";
  };

  const bool Racy = V.What.rfind("racy", 0) == 0 || V.What == "breaks down";
  switch (M) {
  case Marked::Other:
    return count("marked by other rules");
  case Marked::Calls:
    return count("calls what is racy");
  case Marked::Doubtful:
    return count(Racy ? "low, racy" : "low, safe");
  case Marked::Racy:
    if (Racy)
      return count(V.What == "breaks down" ? "racy, breaks down" : V.What);
    return disagree("marked as racy, and no schedule shows it (" + V.What +
                    ")");
  case Marked::Silent:
    if (Racy)
      return disagree("silent, and " + V.What +
                      (V.From.empty() ? "" : " from '" + V.From + "'"));
    if (V.What == "safe" || V.What == "safe within bounds" ||
        V.What == "never suspends")
      return count(V.What);
    return disagree("silent, and " + V.What);
  }
}

namespace {

/// The inputs without a harness, each with a reason or without.
void printWithout(std::ostream &OS) {
  std::map<std::string, std::string> Reasons;
  std::ifstream In(fs::path(AWAIT_TIDY_SOURCE_DIR) / "tests/truth/without.txt");
  for (std::string Text; std::getline(In, Text);)
    if (const auto Colon = Text.find(": ");
        Colon != std::string::npos && Text[0] != '#')
      Reasons[Text.substr(0, Colon)] = Text.substr(Colon + 2);
  std::map<std::string, std::vector<std::string>> ByReason;
  for (const auto &Entry : fs::recursive_directory_iterator(Root)) {
    const std::string Name =
        Entry.path().lexically_relative(Root).generic_string();
    if (Entry.path().extension() != ".cpp" || All.Inputs.contains(Name))
      continue;
    auto Known = Reasons.find(Name);
    if (Known == Reasons.end())
      Known = Reasons.find(Name.substr(0, Name.find('/')) + "/*");
    ByReason[Known == Reasons.end() ? "no harness yet" : Known->second]
        .push_back(Name);
  }
  for (auto &[Reason, Names] : ByReason) {
    std::sort(Names.begin(), Names.end());
    OS << Names.size() << " inputs are not run: " << Reason << "\n";
    for (const auto &Name : Names)
      OS << "  test-inputs/" << Name << "\n";
  }
}

class Summary : public testing::Environment {
public:
  void TearDown() override {
    if (!std::getenv("TRUTH_FIGURES"))
      return;
    auto &C = All.Count;
    printWithout(std::cout);
    for (const auto &Text : All.Unjudged)
      std::cout << "left out: test-inputs/" << Text << "\n";
    for (const auto &Text : All.Disagreements)
      std::cout << "disagreement: " << Text << "\n";
    std::cout << All.Inputs.size() << " inputs run\n"
              << C["racy"] + C["racy beside a stranger"] +
                     C["racy in its calls"] + C["racy, breaks down"]
              << " coroutines marked as racy are shown racy: " << C["racy"]
              << " beside themselves, " << C["racy beside a stranger"]
              << " beside a stranger, " << C["racy in its calls"]
              << " in what they call, " << C["racy, breaks down"]
              << " end the process\n"
              << C["safe"] << " silent coroutines are shown safe\n"
              << C["low, racy"] + C["low, safe"]
              << " are marked at low confidence: " << C["low, racy"]
              << " shown racy, " << C["low, safe"] << " shown safe\n"
              << C["safe within bounds"]
              << " more are safe alone, and two of them in as many schedules "
                 "as were run\n"
              << C["never suspends"]
              << " silent ones never had to wait, and are no evidence\n"
              << C["calls what is racy"]
              << " silent ones call a function that is marked\n"
              << C["marked by other rules"]
              << " are marked by rules that are not about interleavings\n"
              << C["left out"] << " are left out, with a reason\n"
              << C["disagreements"] << " disagreements\n";
  }
};
[[maybe_unused]] const auto *TheSummary =
    testing::AddGlobalTestEnvironment(new Summary);

class Harness : public testing::Test {
public:
  Harness(std::string File, void (*Run)()) : File(std::move(File)), Run(Run) {}
  void TestBody() override {
    Input I(File);
    All.Inputs.insert(File);
    Judging = &I;
    Run();
    Judging = nullptr;
  }

private:
  std::string File;
  void (*Run)();
};

} // namespace

Registered::Registered(const char *File, void (*Run)()) {
  std::string Name = fs::path(File).replace_extension().generic_string();
  for (char &C : Name)
    if (!std::isalnum(static_cast<unsigned char>(C)))
      C = '_';
  testing::RegisterTest(
      "Truth", Name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
      [File = std::string(File), Run]() { return new Harness(File, Run); });
}

} // namespace truth
