//===- TypeFacts.cpp - What the types tell --------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/TypeFacts.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/raw_ostream.h"

using namespace await_tidy;
using namespace clang;

const CXXRecordDecl *TypeFacts::record(QualType T) {
  if (T.isNull())
    return nullptr;
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  return R && R->hasDefinition() ? R->getDefinition() : nullptr;
}

std::string TypeFacts::qualifiedName(const NamedDecl *D) {
  std::string Out;
  llvm::raw_string_ostream OS(Out);
  PrintingPolicy Policy(D->getASTContext().getPrintingPolicy());
  Policy.SuppressUnwrittenScope = true;
  Policy.SuppressInlineNamespace = true;
  D->printQualifiedName(OS, Policy);
  return Out;
}

/// True if \p R or a base of it names the type of its slots or items, and that
/// is a pointer: a hash table whose elements stay where they are while the
/// table grows. A flat one names the type of the element, or of an index.
static bool hasPointerSlots(const CXXRecordDecl *R) {
  llvm::SmallPtrSet<const CXXRecordDecl *, 8> Seen;
  llvm::SmallVector<const CXXRecordDecl *, 8> Work{R};
  while (!Work.empty() && Seen.size() < 16) {
    const CXXRecordDecl *C = Work.pop_back_val();
    if (!C || !C->hasDefinition() || !Seen.insert(C).second)
      continue;
    C = C->getDefinition();
    for (const Decl *D : C->decls())
      if (const auto *Name = dyn_cast<TypedefNameDecl>(D))
        if ((Name->getName() == "slot_type" || Name->getName() == "Item") &&
            Name->getUnderlyingType()->isPointerType())
          return true;
    for (const CXXBaseSpecifier &B : C->bases())
      Work.push_back(B.getType()->getAsCXXRecordDecl());
  }
  return false;
}

/// True if an iterator of \p R says where in a node of many elements it is: an
/// element moves when the node is split.
static bool hasWideNodes(const CXXRecordDecl *R) {
  for (const NamedDecl *D :
       R->lookup(&R->getASTContext().Idents.get("iterator")))
    if (const auto *Name = dyn_cast<TypedefNameDecl>(D)) {
      const CXXRecordDecl *I = Name->getUnderlyingType()->getAsCXXRecordDecl();
      if (!I || !I->hasDefinition())
        return false;
      bool Node = false, Position = false;
      for (const FieldDecl *F : I->getDefinition()->fields()) {
        Node |= F->getType()->isPointerType();
        Position |= F->getType()->isIntegerType();
      }
      return Node && Position;
    }
  return false;
}

llvm::StringRef TypeFacts::lockWord(llvm::StringRef Name) {
  // The words of the name, in any spelling: tryLock, co_lock_shared.
  bool Lock = false, Unlock = false, Shared = false, Try = false;
  for (size_t I = 0; I < Name.size();) {
    if (Name[I] == '_') {
      ++I;
      continue;
    }
    size_t End = I + 1;
    while (End < Name.size() && Name[End] != '_' &&
           !clang::isUppercase(Name[End]))
      ++End;
    llvm::StringRef Word = Name.slice(I, End);
    I = End;
    auto Is = [&](llvm::StringRef X) { return Word.equals_insensitive(X); };
    if (Is("lock"))
      Lock = true;
    else if (Is("unlock"))
      Unlock = true;
    else if (Is("shared") || Is("read") || Is("reader"))
      Shared = true;
    else if (Is("try"))
      Try = true;
    else if (!Is("co") && !Is("async") && !Is("scoped") && !Is("write") &&
             !Is("writer") && !Is("exclusive") && !Is("scope") && !Is("here"))
      return "";
  }
  if (Unlock)
    return Lock || Try ? "" : Shared ? "unlock_shared" : "unlock";
  if (!Lock)
    return "";
  return Try ? "try_lock" : Shared ? "lock_shared" : "lock";
}

llvm::ArrayRef<const CXXRecordDecl *>
TypeFacts::withBases(const CXXRecordDecl *R) {
  auto [It, New] = Bases.try_emplace(R);
  if (!New)
    return It->second;
  // Each once.
  llvm::SmallSetVector<const CXXRecordDecl *, 8> All;
  llvm::SmallVector<const CXXRecordDecl *, 8> Work{R};
  while (!Work.empty() && All.size() < 64) {
    const CXXRecordDecl *C = Work.pop_back_val();
    if (!All.insert(C))
      continue;
    for (const CXXBaseSpecifier &B : C->bases())
      if (const CXXRecordDecl *Base = record(B.getType()))
        Work.push_back(Base);
  }
  return It->second = All.takeVector();
}

bool TypeFacts::declares(const CXXRecordDecl *R, DeclarationName Name) {
  auto [It, New] = Declared.try_emplace({R, Name.getAsOpaqueInteger()}, false);
  if (!New)
    return It->second;
  return It->second = llvm::any_of(withBases(R), [&](const CXXRecordDecl *C) {
           return llvm::any_of(C->lookup(Name), [](const NamedDecl *D) {
             const FunctionDecl *F = D->getAsFunction();
             return !F || !F->isDeleted();
           });
         });
}

bool TypeFacts::declares(const CXXRecordDecl *R,
                         std::initializer_list<llvm::StringRef> Names) {
  return llvm::any_of(Names, [&](llvm::StringRef N) {
    return declares(R, DeclarationName(&Context.Idents.get(N)));
  });
}

bool TypeFacts::declares(const CXXRecordDecl *R, OverloadedOperatorKind Name) {
  return declares(R, Context.DeclarationNames.getCXXOperatorName(Name));
}

bool TypeFacts::isTested(const CXXRecordDecl *R) {
  return declares(
      R, Context.DeclarationNames.getCXXConversionFunctionName(Context.BoolTy));
}

static DeclContext::lookup_result constructors(const CXXRecordDecl *R) {
  ASTContext &Context = R->getASTContext();
#if CLANG_VERSION_MAJOR >= 22
  CanQualType T = Context.getCanonicalTagType(R);
#else
  CanQualType T = Context.getCanonicalType(Context.getTypeDeclType(R));
#endif
  return R->lookup(Context.DeclarationNames.getCXXConstructorName(T));
}

/// Is made with a number.
bool TypeFacts::isCounted(const CXXRecordDecl *R) {
  // std::counting_semaphore<8>
  if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
      S && llvm::any_of(S->getTemplateArgs().asArray(),
                        [](const TemplateArgument &A) {
                          return A.getKind() == TemplateArgument::Integral;
                        }))
    return true;
  // semaphore(int permits)
  return llvm::any_of(withBases(R), [](const CXXRecordDecl *C) {
    return llvm::any_of(constructors(C), [](const NamedDecl *D) {
      const FunctionDecl *F = D->getAsFunction();
      return F && !F->isDeleted() && F->getNumParams() > 0 &&
             F->getParamDecl(0)->getType()->isIntegerType();
    });
  });
}

bool TypeFacts::isContainer(const CXXRecordDecl *R) {
  return declares(R, {"value_type"}) && declares(R, {"begin", "push"});
}

bool TypeFacts::canChange(const CXXRecordDecl *Container) {
  return declares(Container, {"insert", "push_back", "push", "erase", "clear",
                              "emplace", "emplace_back", "resize", "pop"});
}

Stability TypeFacts::findStability(const CXXRecordDecl *R) {
  if (!canChange(R))
    return Stability::Fixed;
  if (declares(R, {"splice", "splice_after"}))
    return Stability::Node;
  bool Map = declares(R, {"key_type"});
  if (Map && declares(R, {"hasher"})) {
    auto HasPointers = [](const CXXRecordDecl *C) {
      const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(C);
      return S &&
             llvm::any_of(
                 S->getTemplateArgs().asArray(), [](const TemplateArgument &A) {
                   return A.getKind() == TemplateArgument::Type &&
                          hasPointerSlots(A.getAsType()->getAsCXXRecordDecl());
                 });
    };
    return declares(R, {"local_iterator"}) ||
                   llvm::any_of(withBases(R), HasPointers)
               ? Stability::HashNode
               : Stability::Contiguous;
  }
  if (Map && declares(R, {"node_type"}) &&
      !(!R->isInStdNamespace() && hasWideNodes(R)))
    return Stability::Node;
  return (declares(R, {"push_front"}) && !declares(R, {"capacity"})) ||
                 declares(R, {"push"})
             ? Stability::Deque
             : Stability::Contiguous;
}

const TypeFacts::LockFacts &TypeFacts::lockFacts(const CXXRecordDecl *R) {
  auto [It, New] = Locks.try_emplace(R);
  if (!New)
    return It->second;
  LockFacts &F = It->second;
  for (const CXXRecordDecl *C : withBases(R))
    for (const Decl *D : C->decls()) {
      const FunctionDecl *M = D->getAsFunction();
      if (!isa_and_nonnull<CXXMethodDecl>(M) || !M->getIdentifier() ||
          M->isDeleted())
        continue;
      llvm::StringRef Word = lockWord(M->getName());
      F.Unlock |= Word == "unlock" || Word == "unlock_shared";
      F.Lock |= Word == "lock" || Word == "lock_shared" || Word == "try_lock";
      if (M->getName() == "lock")
        F.Waits |= !M->getReturnType()->isVoidType() &&
                   !M->getReturnType()->isScalarType();
    }
  return F;
}

bool TypeFacts::isCopyable(const CXXRecordDecl *R) {
  // Before somebody copies it, Clang knows of simple classes only.
  if (R->needsImplicitCopyConstructor() &&
      ((!R->needsOverloadResolutionForCopyConstructor() &&
        R->defaultedCopyConstructorIsDeleted()) ||
       R->hasUserDeclaredMoveConstructor() ||
       R->hasUserDeclaredMoveAssignment()))
    return false;
  if (R->hasSimpleCopyConstructor() || R->needsImplicitCopyConstructor())
    return true;
  return llvm::any_of(constructors(R), [](const NamedDecl *D) {
    const auto *C = dyn_cast<CXXConstructorDecl>(D);
    return C && C->isCopyConstructor() && !C->isDeleted() &&
           C->getAccess() != AS_private;
  });
}

bool TypeFacts::holdsGuard(QualType T) {
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(record(T));
  return S && isPointerLike(T) && S->getTemplateArgs().size() > 0 &&
         S->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
         looksLikeGuard(S->getTemplateArgs()[0].getAsType());
}

bool TypeFacts::isFilledAtStart(const FieldDecl *F) {
  auto [It, New] = Filled.try_emplace(F, false);
  if (New) {
    bool Found = findFilledAtStart(F);
    return Filled[F] = Found;
  }
  return It->second;
}

bool TypeFacts::findFilledAtStart(const FieldDecl *F) {
  if (!isContainer(F->getType()))
    return false;
  // A size, a range, a list of values or another container; not an allocator.
  auto Fills = [&](const Expr *E) {
    for (int I = 0; E && I < 8; ++I) {
      if (const auto *D = dyn_cast<CXXDefaultInitExpr>(E))
        E = D->getExpr();
      E = E->IgnoreImplicit()->IgnoreParens();
      if (const auto *L = dyn_cast<InitListExpr>(E))
        return L->getNumInits() > 0;
      if (const auto *C = dyn_cast<CastExpr>(E)) {
        E = C->getSubExpr();
        continue;
      }
      const auto *C = dyn_cast<CXXConstructExpr>(E);
      if (!C || !C->getNumArgs() || isa<CXXDefaultArgExpr>(C->getArg(0)))
        return false;
      QualType T = C->getArg(0)->getType();
      return T->isIntegralOrEnumerationType() || isContainer(T) ||
             isIterator(T) || C->isStdInitListInitialization();
    }
    return false;
  };
  const auto *R = dyn_cast<CXXRecordDecl>(F->getParent());
  if (!R)
    return false;
  unsigned Seen = 0;
  for (const CXXConstructorDecl *C : R->ctors()) {
    if (C->isCopyOrMoveConstructor() || C->isDeleted() ||
        C->isDelegatingConstructor() || (C->isImplicit() && !C->hasBody()))
      continue;
    const FunctionDecl *Body = nullptr;
    if (!C->hasBody(Body))
      continue; // never instantiated, or elsewhere
    bool Filled = false;
    for (const CXXCtorInitializer *I : cast<CXXConstructorDecl>(Body)->inits())
      if (I->getAnyMember() == F)
        Filled = Fills(I->getInit());
    if (!Filled)
      return false;
    ++Seen;
  }
  return Seen > 0 || (F->hasInClassInitializer() && R->isAggregate() &&
                      Fills(F->getInClassInitializer()));
}

bool TypeFacts::allMethodsDefined(const CXXRecordDecl *R) {
  if (!R)
    return false;
  auto [It, New] = Defined.try_emplace(R, true);
  if (!New)
    return It->second;
  auto HasBody = [](const FunctionDecl *F) {
    return F->isDefined() || F->isDefaulted() || F->isDeleted() ||
           (F->getTemplateInstantiationPattern() &&
            F->getTemplateInstantiationPattern()->isDefined());
  };
  bool All = true;
  for (const Decl *D : R->decls()) {
    if (const auto *T = dyn_cast<FunctionTemplateDecl>(D))
      D = T->getTemplatedDecl();
    const auto *M = dyn_cast<CXXMethodDecl>(D);
    if (M && !M->isConst() && !M->isImplicit())
      All &= HasBody(M);
    All &= !isa<FriendDecl>(D);
  }
  return Defined[R] = All;
}

bool TypeFacts::isOfThisFile(const CXXRecordDecl *R) const {
  if (!R)
    return false;
  if (R->isInAnonymousNamespace() || R->getParentFunctionOrMethod())
    return true;
  const SourceManager &SM = Context.getSourceManager();
  return !Context.getLangOpts().IsHeaderFile &&
         SM.isInMainFile(SM.getExpansionLoc(R->getLocation()));
}

Outcome TypeFacts::outcome(QualType T) {
  if (T.isNull() || T->isDependentType())
    return Outcome::None;
  if (T->isBooleanType())
    return Outcome::Success;
  if (const auto *E = T->getAs<EnumType>())
    // std::errc: an enumeration that converts to an error condition.
    return qualifiedName(E->getDecl()) == "std::errc" ? Outcome::Error
                                                      : Outcome::None;
  const CXXRecordDecl *R = record(T);
  if (!R || T->isReferenceType())
    return Outcome::None;
  const bool Tested = isTested(R);
  if (!Tested && !declares(R, {"has_value"}))
    return Outcome::None;
  // A lock that can be asked whether it is held.
  if (isContainer(R) || declares(R, {"owns_lock"}) || lockFacts(R).Unlock)
    return Outcome::None;
  return Tested && hasMember(R, "category") ? Outcome::Error : Outcome::Success;
}

const CXXRecordDecl *TypeFacts::cancellationToken(QualType T) {
  const CXXRecordDecl *R = record(T);
  if (!R || isContainer(T))
    return nullptr;
  auto IsQuestion = [](const CXXMethodDecl *M) {
    return M->isConst() && M->param_empty() && M->getIdentifier() &&
           M->getReturnType()->isBooleanType();
  };
  for (const CXXMethodDecl *Gives : R->methods()) {
    if (!Gives->isConst() || !Gives->param_empty() ||
        !Gives->getReturnType()->isRecordType())
      continue;
    const CXXRecordDecl *Token = record(Gives->getReturnType());
    if (!Token || Token == R || isContainer(Gives->getReturnType()))
      continue;
    for (const CXXMethodDecl *M : Token->methods())
      if (IsQuestion(M) &&
          llvm::any_of(R->methods(), [&](const CXXMethodDecl *Own) {
            return IsQuestion(Own) && Own->getName() == M->getName();
          }))
        return Token;
  }
  return nullptr;
}

bool TypeFacts::hasMember(const CXXRecordDecl *R, llvm::StringRef Name) {
  const auto *II = &Context.Idents.get(Name);
  return R && R->hasMemberName(DeclarationName(II));
}

ValueClass TypeFacts::valueClass(QualType T) {
  if (T.isNull())
    return ValueClass::Other;
  T = T.getNonReferenceType().getCanonicalType();
  if (T->isBooleanType())
    return ValueClass::Bool;
  if (T->isAnyPointerType() || T->isMemberPointerType() || T->isNullPtrType())
    return ValueClass::Handle;
  if (T->isArithmeticType() || T->isEnumeralType())
    return ValueClass::Number;
  if (const CXXRecordDecl *R = record(T)) {
    if (isContainer(R))
      return ValueClass::Container;
    if (declares(R, OO_Arrow) || isTested(R))
      return ValueClass::Handle;
  }
  return ValueClass::Other;
}

/// What a raw or a smart pointer points to, as far as a class tells.
static const CXXRecordDecl *pointee(QualType T, bool PointerLike) {
  T = T.getNonReferenceType();
  if (T->isAnyPointerType())
    return T->getPointeeType()->getAsCXXRecordDecl();
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  if (!PointerLike || !S || !S->getTemplateArgs().size() ||
      S->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return nullptr;
  return S->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl();
}

bool TypeFacts::isLink(QualType T) {
  if (T.isNull() || T->isDependentType())
    return false;
  const CXXRecordDecl *R = pointee(T, isPointerLike(T));
  if (!R || !(R = R->getDefinition()) || R->isInvalidDecl())
    return false;
  return llvm::any_of(R->fields(), [&](const FieldDecl *F) {
    const CXXRecordDecl *To =
        pointee(F->getType(), isPointerLike(F->getType()));
    return To && To->getCanonicalDecl() == R->getCanonicalDecl();
  });
}

bool TypeFacts::isContainer(QualType T) {
  if (!T.isNull() && T.getNonReferenceType()->isArrayType())
    return true;
  const CXXRecordDecl *R = record(T);
  return R && isContainer(R);
}

Stability TypeFacts::stability(QualType T) {
  if (!T.isNull() && T.getNonReferenceType()->isArrayType())
    return Stability::Fixed;
  const CXXRecordDecl *R = record(T);
  if (!R || !isContainer(R))
    return Stability::Unknown;
  auto [It, New] = Elements.try_emplace(R, Stability::Unknown);
  return New ? It->second = findStability(R) : It->second;
}

bool TypeFacts::isIterator(QualType T) {
  if (T.isNull())
    return false;
  if (T.getNonReferenceType()->isObjectType() &&
      T.getNonReferenceType()->isPointerType())
    return true;
  const CXXRecordDecl *R = record(T);
  return R && declares(R, OO_Star) && declares(R, OO_PlusPlus);
}

bool TypeFacts::holdsIterator(QualType T) {
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(record(T));
  return S && declares(S, {"has_value"}) && S->getTemplateArgs().size() == 1 &&
         S->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
         isIterator(S->getTemplateArgs()[0].getAsType());
}

bool TypeFacts::isView(QualType T) {
  const CXXRecordDecl *R = record(T);
  return R && isContainer(R) && !canChange(R) &&
         R->hasTrivialCopyConstructor() && R->hasTrivialDestructor() &&
         !R->isAggregate();
}

bool TypeFacts::isMap(QualType T) {
  const CXXRecordDecl *R = record(T);
  return R && isContainer(R) && declares(R, {"key_type"});
}

bool TypeFacts::isPointerLike(QualType T) {
  if (T.isNull())
    return false;
  if (T.getNonReferenceType()->isAnyPointerType())
    return true;
  const CXXRecordDecl *R = record(T);
  return R && declares(R, OO_Arrow);
}

Ownership TypeFacts::targetOwnership(QualType T) {
  const CXXRecordDecl *R = record(T);
  if (!R)
    return Ownership::Shared;
  // An optional contains what it points to; a unique_ptr cannot be copied.
  return declares(R, {"has_value"}) || !isCopyable(R) ? Ownership::Unique
                                                      : Ownership::Shared;
}

bool TypeFacts::isLockable(QualType T) {
  const CXXRecordDecl *R = record(T);
  return R && lockFacts(R).Lock && lockFacts(R).Unlock && !looksLikeGuard(T);
}

bool TypeFacts::isSemaphore(QualType T) {
  const CXXRecordDecl *R = record(T);
  return R && declares(R, {"acquire", "try_acquire"}) &&
         declares(R, {"release"}) && isCounted(R);
}

bool TypeFacts::isCounted(QualType T) {
  const CXXRecordDecl *R = record(T);
  return R && isCounted(R);
}

bool TypeFacts::isReentrant(QualType T) {
  const CXXRecordDecl *R = record(T);
  return R && R->getIdentifier() &&
         R->getName().contains_insensitive("recursive");
}

bool TypeFacts::isAsyncLock(QualType T) {
  return isLockable(T) && lockFacts(record(T)).Waits;
}

bool TypeFacts::isAtomic(QualType T) {
  const CXXRecordDecl *R = record(T);
  return (R && declares(R, {"compare_exchange_strong", "test_and_set"})) ||
         (!T.isNull() && T->isAtomicType());
}

bool TypeFacts::isMoveOnlyRaii(QualType T) {
  const CXXRecordDecl *R = record(T);
  return R && !R->hasTrivialDestructor() && !isCopyable(R);
}

bool TypeFacts::looksLikeGuard(QualType T) {
  const CXXRecordDecl *R = record(T);
  if (!isMoveOnlyRaii(T))
    return false;
  // A mutex can be unlocked too, but nobody makes one by awaiting, and it
  // cannot be moved.
  return declares(R, {"owns_lock"}) ||
         (R->hasMoveConstructor() && lockFacts(R).Unlock);
}
