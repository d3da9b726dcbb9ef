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
