#include "task.h"

Task<bool> transfer(long amount);

class Account {
public:
  Task<bool> withdraw(long amount) {
    if (balance < amount)
      co_return false;
    if (!co_await transfer(amount))
      co_return false;
    balance -= amount;
    co_return true;
  }

private:
  long balance = 100;
};

class Till {
public:
  Task<bool> take(long amount) {
    const long before = held;
    if (!co_await transfer(amount))
      co_return false;
    held = before + amount;
    co_return true;
  }

private:
  long held = 0;
};
