//===- ProgramId.cpp - Which program this is ------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/ProgramId.h"
#include "frontends/cli/Dependencies.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include <vector>
#ifdef __linux__
#include <elf.h>
#include <link.h>
#endif

using namespace llvm;

namespace await_tidy {

/// What a file of code can be told from another one by, without a build id.
static std::string contentId(const std::string &Path) {
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return "";
  return digestText((*Buffer)->getBuffer());
}

#ifdef __linux__
static int addObject(dl_phdr_info *Info, size_t, void *Data) {
  std::vector<std::string> &Ids =
      *static_cast<std::vector<std::string> *>(Data);
  StringRef Name = Info->dlpi_name ? Info->dlpi_name : "";
  for (unsigned I = 0; I != Info->dlpi_phnum; ++I) {
    const auto &Part = Info->dlpi_phdr[I];
    if (Part.p_type != PT_NOTE)
      continue;
    const char *At =
        reinterpret_cast<const char *>(Info->dlpi_addr + Part.p_vaddr);
    const char *End = At + Part.p_memsz;
    // 8 in the notes of some processors' features, which are not this one.
    auto Padded = [](size_t N) { return (N + 3) & ~size_t(3); };
    while (At + sizeof(ElfW(Nhdr)) <= End) {
      const auto *Note = reinterpret_cast<const ElfW(Nhdr) *>(At);
      const char *Owner = At + sizeof *Note;
      const char *Id = Owner + Padded(Note->n_namesz);
      At = Id + Padded(Note->n_descsz);
      if (At > End)
        break;
      if (Note->n_type == NT_GNU_BUILD_ID && Note->n_namesz == 4 &&
          StringRef(Owner, 3) == "GNU") {
        Ids.push_back(toHex(StringRef(Id, Note->n_descsz)));
        return 0;
      }
    }
  }
  // The kernel's page is of no weight, and has no file.
  if (Name.contains("vdso"))
    return 0;
  Ids.push_back(contentId(Name.empty() ? "/proc/self/exe" : Name.str()));
  return 0;
}
#endif

/// The program's own comes first.
static std::vector<std::string> allIds() {
  std::vector<std::string> Ids;
#ifdef __linux__
  dl_iterate_phdr(addObject, &Ids);
#else
  static int Here;
  Ids.push_back(contentId(sys::fs::getMainExecutable(nullptr, &Here)));
#endif
  return Ids;
}

std::string buildId() {
  std::vector<std::string> Ids = allIds();
  return Ids.empty() ? "" : Ids.front();
}

std::string programId() {
  std::string All;
  for (const std::string &Id : allIds()) {
    if (Id.empty())
      return "";
    All += Id + '\n';
  }
  return All;
}

} // namespace await_tidy
