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

/// Everything is explored from these.
const std::vector<Beginning> Usual = {
    {"as built", {}, 1},
    {"as built, two arguments", {}, 1, true},
    {"filled", 100, 60},
    {"filled, two arguments", 100, 60, true},
    {"of one", 1, 1},
    {"filled for two", 200, 60},
    {"as built, contended locks", {}, 1, false, true},
    {"filled, contended locks", 100, 60, false, true},
};

} // namespace

/// What the marks say of a function.
enum class Marked : int {
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
  int Beginning = -1;    ///< its number, with that of the disturbance
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

/// Somebody who is judged had to wait.
bool Waited = false;

/// Knows whether it had: without, nobody else runs until the end.
struct Waiting {
  const bool Counts;
  const unsigned Before = mock::detail::waits;
  ~Waiting() { Waited |= Counts && mock::detail::waits != Before; }
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

namespace {
/// How many schedules may still be run for a coroutine.
std::size_t Budget = 0;
} // namespace

explorer::Result Input::explore(const Beginning &From, const Run &R,
                                const Way &Way) {
  auto observe = [this, &Way](World &W) {
    std::string Text;
    if (Way.CallsCount)
      for (const auto &Call : W.Own.Calls)
        Text += Call + "() ";
    for (auto &[Name, Part] : W.Own.All)
      Text += Part.See() + " ";
    for (auto &G : Globals)
      Text += G.Value.See() + " ";
    return Text;
  };
  auto disturbAll = [this, &Way](World &W) {
    for (auto &[Name, Part] : W.Own.All)
      Part.Disturb(Way.How);
    for (auto &G : Globals)
      G.Value.Disturb(Way.How);
  };
  std::vector<bool> Kept; // of the promises, at the beginning
  bool Begins = true;     // who has to run before has done so
  explorer::Program<World> P;
  P.state([&] {
    Now = From;
    Which = 0;
    Steady = Way.Steady;
    InFlight = Begun = 0;
    Begins = From.After < 0;
    Far->Overlaps = false;
    std::chrono::await_tidy_clock::Present =
        std::chrono::await_tidy_clock::Begin;
    Pending.clear();
    mock::detail::contended = From.Contended;
    auto W = std::make_unique<World>();
    Current = &W->Own;
    for (auto &G : Globals)
      G.Restore();
    for (auto *Make : std::set(Makers))
      Make();
    Kept.clear();
    for (const auto &[Text, Holds] : Promises)
      Kept.push_back(Holds());
    return W;
  });
  const bool Twice = Way.Who == Beside::Itself && !R.Other;
  auto as = [&](int I, const Body &Of) {
    return [&, I, Twice](World &W) -> mock::task<std::string> {
      if (!Begins)
        co_await mock::detail::until{[&] { return Begins; }};
      // The answers to this are not compared, so that serial executions
      // without this instance are among those that are allowed.
      if (Twice && explorer::choose(2, "is there"))
        co_return "turned away";
      Which = I;
      const unsigned Waits = mock::detail::waits;
      const Flying Here;
      const Waiting Mine{&Of == &R.Start};
      Far->Overlaps |= Here.Beside;
      const std::string Before = Twice ? observe(W) : "";
      std::string Result;
      try {
        Result = co_await Of();
      } catch (const Over &) {
        co_return "over";
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
  if (From.After >= 0)
    P.instance("before", [&](World &) -> mock::task<> {
      const bool Was = std::exchange(Steady, true);
      try {
        co_await Runs[From.After].Start();
      } catch (const Over &) {
      }
      Steady = Was;
      Begins = true;
    });
  P.instance("first", [&](World &W) -> mock::task<std::string> {
    if (Way.Who == Beside::StrangerBefore) {
      auto Unused = R.Start(); // makes the parts
      disturbAll(W);
    }
    co_return co_await as(0, R.Start)(W);
  });
  switch (Way.Who) {
  case Beside::Itself:
    P.instance("second", as(1, Twice ? R.Start : R.Other));
    break;
  case Beside::Both:
    P.instance("second", as(1, R.Start));
    [[fallthrough]];
  case Beside::Other:
    P.instance("other", as(2, R.Other));
    break;
  case Beside::Stranger:
    P.instance("stranger", [&](World &W) -> explorer::Task<> {
      if (!Begins)
        co_await mock::detail::until{[&] { return Begins; }};
      disturbAll(W);
      Far->Overlaps |= InFlight > 0;
      co_return;
    });
    break;
  case Beside::StrangerBefore:
  case Beside::Nobody:
    break;
  }
  for (std::size_t I = 0; I < Promises.size(); ++I)
    P.atEnd(Promises[I].first,
            [&, I](const World &) { return !Kept[I] || Promises[I].second(); });
  P.serializable(
      [&](const World &W) { return observe(const_cast<World &>(W)); });
  P.show([&](const World &W) { return observe(const_cast<World &>(W)); });
  explorer::Options How;
  How.MaxSchedules = std::min<std::size_t>(5'000, 1 + Budget / 4);
  How.MaxSteps = 60;
  auto Result = P.explore(How);
  Budget -= std::min(Budget, Result.Schedules + Result.CutShort);
  Current = nullptr;
  for (auto &G : Globals)
    G.Restore();
  return Result;
}

/// The usual beginnings, and those that what the coroutine compares with and
/// the other coroutines of the input suggest.
std::vector<Beginning> Input::beginnings(const Run &R) const {
  std::vector<Beginning> All = Usual;
  auto add = [&](Beginning B) { All.push_back(std::move(B)); };
  add({.Name = "as built, turned", .Turned = true});
  add({.Name = "filled, turned", .Filled = 100, .Number = 60, .Turned = true});
  add({.Name = "filled, inside", .Filled = 100, .Number = 60, .Inside = true});
  add({.Name = "filled, inside and turned",
       .Filled = 100,
       .Number = 60,
       .Turned = true,
       .Inside = true});
  add({.Name = "filled with 0", .Filled = 0, .Number = 0});
  add({.Name = "as built, asked for 0", .Number = 0});
  add({.Name = "three of one", .Filled = 1, .Entries = 3});
  int Left = 6;
  for (const long N : find(fileOf(File), R.Name)->Numbers) {
    if (N < 2 || N > 1000 || !Left--)
      continue;
    const int I = static_cast<int>(N);
    const std::string Text = std::to_string(I);
    add({.Name = "filled with " + Text,
         .Filled = I,
         .Entries = std::min(I, 100)});
    add({.Name = "filled with one less than " + Text,
         .Filled = I - 1,
         .Entries = std::min(I, 100) - 1});
    add({.Name = "as built, asked for " + Text, .Number = I});
    add({.Name = "filled, asked for " + Text, .Filled = 100, .Number = I});
  }
  for (std::size_t I = 0; I < Runs.size() && I < 8; ++I)
    if (Runs[I].Name != R.Name) {
      add({.Name = "after " + Runs[I].Name, .After = static_cast<int>(I)});
      add({.Name = "filled, after " + Runs[I].Name,
           .Filled = 100,
           .Number = 60,
           .After = static_cast<int>(I)});
    }
  if (OnlyBuilt)
    std::erase_if(All, [](const Beginning &B) {
      return B.Filled || B.Turned || B.Inside;
    });
  return All;
}

Input::Verdict Input::verdict(const Run &R,
                              const std::set<std::size_t> &Broken) {
  bool Suspended = false, Stuck = false, Decided = false;
  std::string Why;
  const auto All = beginnings(R);
  const std::size_t UsualOnes =
      std::count_if(Usual.begin(), Usual.end(),
                    [&](const auto &B) { return !(OnlyBuilt && B.Filled); });
  std::set<std::size_t> TooMany;
  std::optional<Verdict> Found;
  Budget = 20'000;
  auto isDeadlock = [](const explorer::Result &Of) {
    return Of.Reason.rfind("deadlock", 0) == 0;
  };

  // Beside itself, from the beginning with this number.
  auto beside = [&](std::size_t I, Way W, const Run &R) {
    if (Broken.contains(I) || Budget < 2)
      return;
    const Beginning &B = All[I];
    // What breaks down by itself is not broken by others.
    Far->Beginning = I;
    explore(B, R, {.Steady = W.Steady});
    Waited = false;
    const auto Result = explore(B, R, W);
    Suspended |= Waited && !isDeadlock(Result);
    if (Result.violated() && isDeadlock(Result)) {
      // Nothing is learned from here: it waits for somebody else.
      Stuck = true;
      Why = Result.text();
    } else if (Result.violated()) {
      Found = {"racy", B.Name, Result.text()};
    } else if (Result.safe()) {
      Decided = true;
    } else {
      TooMany.insert(I);
      Why = Result.text();
    }
  };
  // Beside who disturbs.
  auto disturbed = [&](std::size_t I, Way W, const char *What) {
    // What cannot be disturbed in one way may well be in another.
    const std::size_t Trial = I + 1000 * (1 + static_cast<std::size_t>(W.How));
    if (Broken.contains(I) || Broken.contains(Trial) || Budget < 2)
      return;
    Far->Beginning = Trial;
    if (W.Who == Beside::Stranger)
      explore(All[I], R, {Beside::StrangerBefore, W.How});
    const auto Result = explore(All[I], R, W);
    if (Result.violated() && !isDeadlock(Result))
      Found = {What, All[I].Name, Result.text()};
  };

  const Way Usually{R.Both ? Beside::Both : Beside::Itself};
  for (std::size_t I = 0; I < UsualOnes && !Found && TooMany.empty(); ++I)
    beside(I, Usually, R);
  if (!TooMany.empty()) {
    Budget = 500;
    // Other beginnings are as many. Fewer outcomes are fewer schedules.
    for (std::size_t I = 0; I < UsualOnes && !Found; ++I)
      beside(I, {.Who = Usually.Who, .Steady = true}, R);
    Budget = R.M == Marked::Racy ? 10'000 : 2'000;
  }

  constexpr const char *Stranger = "racy beside a stranger";
  const std::pair<Way, const char *> Ways[] = {
      {{Beside::Stranger, Disturbance::Clears}, Stranger},
      {{Beside::Stranger, Disturbance::Adds}, Stranger},
      {{Usually.Who, {}, true}, "racy in its calls"},
      {{Beside::Stranger, Disturbance::Takes}, Stranger}};
  if (R.M == Marked::Racy)
    for (const auto &[W, What] : Ways)
      for (std::size_t I = 0; I < UsualOnes && !Found; ++I)
        disturbed(I, W, What);

  // The unusual beginnings are for who has shown nothing so far.
  Budget = TooMany.empty() ? 4'000 : 1'000;
  if (!Found && (R.M == Marked::Racy || (TooMany.empty() && !Suspended))) {
    for (std::size_t I = UsualOnes; I < All.size() && !Found; ++I)
      beside(I, Usually, R);
    if (R.M == Marked::Racy)
      for (const auto &[W, What] : Ways)
        for (std::size_t I = UsualOnes; I < All.size() && !Found; ++I)
          disturbed(I, W, What);
    // Beside each of the others.
    for (const Run &Partner : Runs) {
      if (Found || Partner.Name == R.Name || R.Other ||
          (R.M != Marked::Racy && (Partner.M != Marked::Silent || Suspended)))
        continue;
      Run Together = R;
      Together.Other = Partner.Start;
      for (const Beside Who : {Beside::Other, Beside::Both})
        for (std::size_t I = 0; I < UsualOnes && !Found; ++I)
          if (!All[I].Contended)
            beside(I, {Who}, Together);
      if (Found) {
        Found->What = "racy beside another";
        Found->From += ", beside " + Partner.Name;
      }
    }
  }
  if (Found)
    return *Found;
  if (!TooMany.empty()) {
    Budget = 20'000;
    const auto Alone = explore(All[0], R, {});
    return {Alone.safe() || Decided ? "safe within bounds" : "not decided", "",
            Why};
  }
  if (Stuck && !Decided)
    return {"waits for ever", "", Why};
  return {Suspended ? "safe" : "never suspends", "", Why};
}

/// verdict() in a process of its own.
Input::Verdict Input::verdictElsewhere(const Run &R,
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
    // Who waits for a lock between threads needs none.
    alarm(60);
    const Verdict Mine = verdict(R, Broken);
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
             (WTERMSIG(Status) == SIGXCPU || WTERMSIG(Status) == SIGKILL ||
              WTERMSIG(Status) == SIGALRM)) {
    V.What = "not decided";
  } else {
    V.What = Far->Overlaps ? "breaks down" : "breaks down alone";
    if (Far->Beginning >= 0)
      V.Beginning = Far->Beginning;
  }
  return V;
}

void Input::judge() {
  for (Run &R : Runs)
    if (const Extent *Where = find(fileOf(File), R.Name))
      R.M = markedIn(fileOf(File), *Where);
    else
      ADD_FAILURE() << File << " has no function " << R.Name;
  for (const Run &R : Runs)
    if (find(fileOf(File), R.Name))
      judge(R);
}

void Input::judge(const Run &R) {
  const std::string Line = "test-inputs/" + File + ":" +
                           std::to_string(find(fileOf(File), R.Name)->First) +
                           " " + R.Name;

  Makers.clear();
  // In processes of their own: what a race leads to may be the end of it, such
  // as the front of an empty queue. Where that needs no race, this beginning is
  // none, and the rest is tried without it.
  Verdict V;
  std::set<std::size_t> Broken;
  do
    V = verdictElsewhere(R, Broken);
  while (V.What == "breaks down alone" && V.Beginning &&
         Broken.insert(*V.Beginning).second);

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
  switch (R.M) {
  case Marked::Other:
    return count("marked by other rules");
  case Marked::Calls:
    return count("calls what is racy");
  case Marked::Doubtful:
    return count(Racy ? "low, racy" : "low, safe");
  case Marked::Racy:
    if (Racy && std::getenv("TRUTH_DETAILS"))
      std::cout << V.Details;
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
    std::cout
        << All.Inputs.size() << " inputs run\n"
        << C["racy"] + C["racy beside a stranger"] + C["racy beside another"] +
               C["racy in its calls"] + C["racy, breaks down"]
        << " coroutines marked as racy are shown racy: " << C["racy"]
        << " beside themselves, " << C["racy beside a stranger"]
        << " beside a stranger, " << C["racy beside another"]
        << " beside another of the input, " << C["racy in its calls"]
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
        << " silent ones never wait, from any beginning, and are no evidence\n"
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
    I.judge();
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
