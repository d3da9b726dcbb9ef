// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Two hundred branches one after the other: linear time, and no path is invented.
#include "coro.h"

#include <bitset>

mock::task<> save(long total);

using Choice = std::bitset<200>;

// scenario: 104
class Survey {
public:
  mock::task<> count(Choice on) {
    co_await save(0);
    if (on[0])
      total_ += 1;
    if (on[1])
      total_ += 2;
    if (on[2])
      total_ += 3;
    if (on[3])
      total_ += 4;
    if (on[4])
      total_ += 5;
    if (on[5])
      total_ += 6;
    if (on[6])
      total_ += 7;
    if (on[7])
      total_ += 8;
    if (on[8])
      total_ += 9;
    if (on[9])
      total_ += 10;
    if (on[10])
      total_ += 11;
    if (on[11])
      total_ += 12;
    if (on[12])
      total_ += 13;
    if (on[13])
      total_ += 14;
    if (on[14])
      total_ += 15;
    if (on[15])
      total_ += 16;
    if (on[16])
      total_ += 17;
    if (on[17])
      total_ += 1;
    if (on[18])
      total_ += 2;
    if (on[19])
      total_ += 3;
    if (on[20])
      total_ += 4;
    if (on[21])
      total_ += 5;
    if (on[22])
      total_ += 6;
    if (on[23])
      total_ += 7;
    if (on[24])
      total_ += 8;
    if (on[25])
      total_ += 9;
    if (on[26])
      total_ += 10;
    if (on[27])
      total_ += 11;
    if (on[28])
      total_ += 12;
    if (on[29])
      total_ += 13;
    if (on[30])
      total_ += 14;
    if (on[31])
      total_ += 15;
    if (on[32])
      total_ += 16;
    if (on[33])
      total_ += 17;
    if (on[34])
      total_ += 1;
    if (on[35])
      total_ += 2;
    if (on[36])
      total_ += 3;
    if (on[37])
      total_ += 4;
    if (on[38])
      total_ += 5;
    if (on[39])
      total_ += 6;
    if (on[40])
      total_ += 7;
    if (on[41])
      total_ += 8;
    if (on[42])
      total_ += 9;
    if (on[43])
      total_ += 10;
    if (on[44])
      total_ += 11;
    if (on[45])
      total_ += 12;
    if (on[46])
      total_ += 13;
    if (on[47])
      total_ += 14;
    if (on[48])
      total_ += 15;
    if (on[49])
      total_ += 16;
    if (on[50])
      total_ += 17;
    if (on[51])
      total_ += 1;
    if (on[52])
      total_ += 2;
    if (on[53])
      total_ += 3;
    if (on[54])
      total_ += 4;
    if (on[55])
      total_ += 5;
    if (on[56])
      total_ += 6;
    if (on[57])
      total_ += 7;
    if (on[58])
      total_ += 8;
    if (on[59])
      total_ += 9;
    if (on[60])
      total_ += 10;
    if (on[61])
      total_ += 11;
    if (on[62])
      total_ += 12;
    if (on[63])
      total_ += 13;
    if (on[64])
      total_ += 14;
    if (on[65])
      total_ += 15;
    if (on[66])
      total_ += 16;
    if (on[67])
      total_ += 17;
    if (on[68])
      total_ += 1;
    if (on[69])
      total_ += 2;
    if (on[70])
      total_ += 3;
    if (on[71])
      total_ += 4;
    if (on[72])
      total_ += 5;
    if (on[73])
      total_ += 6;
    if (on[74])
      total_ += 7;
    if (on[75])
      total_ += 8;
    if (on[76])
      total_ += 9;
    if (on[77])
      total_ += 10;
    if (on[78])
      total_ += 11;
    if (on[79])
      total_ += 12;
    if (on[80])
      total_ += 13;
    if (on[81])
      total_ += 14;
    if (on[82])
      total_ += 15;
    if (on[83])
      total_ += 16;
    if (on[84])
      total_ += 17;
    if (on[85])
      total_ += 1;
    if (on[86])
      total_ += 2;
    if (on[87])
      total_ += 3;
    if (on[88])
      total_ += 4;
    if (on[89])
      total_ += 5;
    if (on[90])
      total_ += 6;
    if (on[91])
      total_ += 7;
    if (on[92])
      total_ += 8;
    if (on[93])
      total_ += 9;
    if (on[94])
      total_ += 10;
    if (on[95])
      total_ += 11;
    if (on[96])
      total_ += 12;
    if (on[97])
      total_ += 13;
    if (on[98])
      total_ += 14;
    if (on[99])
      total_ += 15;
    if (on[100])
      total_ += 16;
    if (on[101])
      total_ += 17;
    if (on[102])
      total_ += 1;
    if (on[103])
      total_ += 2;
    if (on[104])
      total_ += 3;
    if (on[105])
      total_ += 4;
    if (on[106])
      total_ += 5;
    if (on[107])
      total_ += 6;
    if (on[108])
      total_ += 7;
    if (on[109])
      total_ += 8;
    if (on[110])
      total_ += 9;
    if (on[111])
      total_ += 10;
    if (on[112])
      total_ += 11;
    if (on[113])
      total_ += 12;
    if (on[114])
      total_ += 13;
    if (on[115])
      total_ += 14;
    if (on[116])
      total_ += 15;
    if (on[117])
      total_ += 16;
    if (on[118])
      total_ += 17;
    if (on[119])
      total_ += 1;
    if (on[120])
      total_ += 2;
    if (on[121])
      total_ += 3;
    if (on[122])
      total_ += 4;
    if (on[123])
      total_ += 5;
    if (on[124])
      total_ += 6;
    if (on[125])
      total_ += 7;
    if (on[126])
      total_ += 8;
    if (on[127])
      total_ += 9;
    if (on[128])
      total_ += 10;
    if (on[129])
      total_ += 11;
    if (on[130])
      total_ += 12;
    if (on[131])
      total_ += 13;
    if (on[132])
      total_ += 14;
    if (on[133])
      total_ += 15;
    if (on[134])
      total_ += 16;
    if (on[135])
      total_ += 17;
    if (on[136])
      total_ += 1;
    if (on[137])
      total_ += 2;
    if (on[138])
      total_ += 3;
    if (on[139])
      total_ += 4;
    if (on[140])
      total_ += 5;
    if (on[141])
      total_ += 6;
    if (on[142])
      total_ += 7;
    if (on[143])
      total_ += 8;
    if (on[144])
      total_ += 9;
    if (on[145])
      total_ += 10;
    if (on[146])
      total_ += 11;
    if (on[147])
      total_ += 12;
    if (on[148])
      total_ += 13;
    if (on[149])
      total_ += 14;
    if (on[150])
      total_ += 15;
    if (on[151])
      total_ += 16;
    if (on[152])
      total_ += 17;
    if (on[153])
      total_ += 1;
    if (on[154])
      total_ += 2;
    if (on[155])
      total_ += 3;
    if (on[156])
      total_ += 4;
    if (on[157])
      total_ += 5;
    if (on[158])
      total_ += 6;
    if (on[159])
      total_ += 7;
    if (on[160])
      total_ += 8;
    if (on[161])
      total_ += 9;
    if (on[162])
      total_ += 10;
    if (on[163])
      total_ += 11;
    if (on[164])
      total_ += 12;
    if (on[165])
      total_ += 13;
    if (on[166])
      total_ += 14;
    if (on[167])
      total_ += 15;
    if (on[168])
      total_ += 16;
    if (on[169])
      total_ += 17;
    if (on[170])
      total_ += 1;
    if (on[171])
      total_ += 2;
    if (on[172])
      total_ += 3;
    if (on[173])
      total_ += 4;
    if (on[174])
      total_ += 5;
    if (on[175])
      total_ += 6;
    if (on[176])
      total_ += 7;
    if (on[177])
      total_ += 8;
    if (on[178])
      total_ += 9;
    if (on[179])
      total_ += 10;
    if (on[180])
      total_ += 11;
    if (on[181])
      total_ += 12;
    if (on[182])
      total_ += 13;
    if (on[183])
      total_ += 14;
    if (on[184])
      total_ += 15;
    if (on[185])
      total_ += 16;
    if (on[186])
      total_ += 17;
    if (on[187])
      total_ += 1;
    if (on[188])
      total_ += 2;
    if (on[189])
      total_ += 3;
    if (on[190])
      total_ += 4;
    if (on[191])
      total_ += 5;
    if (on[192])
      total_ += 6;
    if (on[193])
      total_ += 7;
    if (on[194])
      total_ += 8;
    if (on[195])
      total_ += 9;
    if (on[196])
      total_ += 10;
    if (on[197])
      total_ += 11;
    if (on[198])
      total_ += 12;
    if (on[199])
      total_ += 13;
    co_await save(1);
    ++rounds_; // ok: in one step
  }

  mock::task<> snapshot(Choice on) {
    const long before = total_; // note: check
    long extra = 0;
    if (on[0])
      extra += 1;
    if (on[1])
      extra += 2;
    if (on[2])
      extra += 3;
    if (on[3])
      extra += 4;
    if (on[4])
      extra += 5;
    if (on[5])
      extra += 6;
    if (on[6])
      extra += 7;
    if (on[7])
      extra += 8;
    if (on[8])
      extra += 9;
    if (on[9])
      extra += 10;
    if (on[10])
      extra += 11;
    if (on[11])
      extra += 12;
    if (on[12])
      extra += 13;
    if (on[13])
      extra += 1;
    if (on[14])
      extra += 2;
    if (on[15])
      extra += 3;
    if (on[16])
      extra += 4;
    if (on[17])
      extra += 5;
    if (on[18])
      extra += 6;
    if (on[19])
      extra += 7;
    if (on[20])
      extra += 8;
    if (on[21])
      extra += 9;
    if (on[22])
      extra += 10;
    if (on[23])
      extra += 11;
    if (on[24])
      extra += 12;
    if (on[25])
      extra += 13;
    if (on[26])
      extra += 1;
    if (on[27])
      extra += 2;
    if (on[28])
      extra += 3;
    if (on[29])
      extra += 4;
    if (on[30])
      extra += 5;
    if (on[31])
      extra += 6;
    if (on[32])
      extra += 7;
    if (on[33])
      extra += 8;
    if (on[34])
      extra += 9;
    if (on[35])
      extra += 10;
    if (on[36])
      extra += 11;
    if (on[37])
      extra += 12;
    if (on[38])
      extra += 13;
    if (on[39])
      extra += 1;
    if (on[40])
      extra += 2;
    if (on[41])
      extra += 3;
    if (on[42])
      extra += 4;
    if (on[43])
      extra += 5;
    if (on[44])
      extra += 6;
    if (on[45])
      extra += 7;
    if (on[46])
      extra += 8;
    if (on[47])
      extra += 9;
    if (on[48])
      extra += 10;
    if (on[49])
      extra += 11;
    if (on[50])
      extra += 12;
    if (on[51])
      extra += 13;
    if (on[52])
      extra += 1;
    if (on[53])
      extra += 2;
    if (on[54])
      extra += 3;
    if (on[55])
      extra += 4;
    if (on[56])
      extra += 5;
    if (on[57])
      extra += 6;
    if (on[58])
      extra += 7;
    if (on[59])
      extra += 8;
    if (on[60])
      extra += 9;
    if (on[61])
      extra += 10;
    if (on[62])
      extra += 11;
    if (on[63])
      extra += 12;
    if (on[64])
      extra += 13;
    if (on[65])
      extra += 1;
    if (on[66])
      extra += 2;
    if (on[67])
      extra += 3;
    if (on[68])
      extra += 4;
    if (on[69])
      extra += 5;
    if (on[70])
      extra += 6;
    if (on[71])
      extra += 7;
    if (on[72])
      extra += 8;
    if (on[73])
      extra += 9;
    if (on[74])
      extra += 10;
    if (on[75])
      extra += 11;
    if (on[76])
      extra += 12;
    if (on[77])
      extra += 13;
    if (on[78])
      extra += 1;
    if (on[79])
      extra += 2;
    if (on[80])
      extra += 3;
    if (on[81])
      extra += 4;
    if (on[82])
      extra += 5;
    if (on[83])
      extra += 6;
    if (on[84])
      extra += 7;
    if (on[85])
      extra += 8;
    if (on[86])
      extra += 9;
    if (on[87])
      extra += 10;
    if (on[88])
      extra += 11;
    if (on[89])
      extra += 12;
    if (on[90])
      extra += 13;
    if (on[91])
      extra += 1;
    if (on[92])
      extra += 2;
    if (on[93])
      extra += 3;
    if (on[94])
      extra += 4;
    if (on[95])
      extra += 5;
    if (on[96])
      extra += 6;
    if (on[97])
      extra += 7;
    if (on[98])
      extra += 8;
    if (on[99])
      extra += 9;
    if (on[100])
      extra += 10;
    if (on[101])
      extra += 11;
    if (on[102])
      extra += 12;
    if (on[103])
      extra += 13;
    if (on[104])
      extra += 1;
    if (on[105])
      extra += 2;
    if (on[106])
      extra += 3;
    if (on[107])
      extra += 4;
    if (on[108])
      extra += 5;
    if (on[109])
      extra += 6;
    if (on[110])
      extra += 7;
    if (on[111])
      extra += 8;
    if (on[112])
      extra += 9;
    if (on[113])
      extra += 10;
    if (on[114])
      extra += 11;
    if (on[115])
      extra += 12;
    if (on[116])
      extra += 13;
    if (on[117])
      extra += 1;
    if (on[118])
      extra += 2;
    if (on[119])
      extra += 3;
    if (on[120])
      extra += 4;
    if (on[121])
      extra += 5;
    if (on[122])
      extra += 6;
    if (on[123])
      extra += 7;
    if (on[124])
      extra += 8;
    if (on[125])
      extra += 9;
    if (on[126])
      extra += 10;
    if (on[127])
      extra += 11;
    if (on[128])
      extra += 12;
    if (on[129])
      extra += 13;
    if (on[130])
      extra += 1;
    if (on[131])
      extra += 2;
    if (on[132])
      extra += 3;
    if (on[133])
      extra += 4;
    if (on[134])
      extra += 5;
    if (on[135])
      extra += 6;
    if (on[136])
      extra += 7;
    if (on[137])
      extra += 8;
    if (on[138])
      extra += 9;
    if (on[139])
      extra += 10;
    if (on[140])
      extra += 11;
    if (on[141])
      extra += 12;
    if (on[142])
      extra += 13;
    if (on[143])
      extra += 1;
    if (on[144])
      extra += 2;
    if (on[145])
      extra += 3;
    if (on[146])
      extra += 4;
    if (on[147])
      extra += 5;
    if (on[148])
      extra += 6;
    if (on[149])
      extra += 7;
    if (on[150])
      extra += 8;
    if (on[151])
      extra += 9;
    if (on[152])
      extra += 10;
    if (on[153])
      extra += 11;
    if (on[154])
      extra += 12;
    if (on[155])
      extra += 13;
    if (on[156])
      extra += 1;
    if (on[157])
      extra += 2;
    if (on[158])
      extra += 3;
    if (on[159])
      extra += 4;
    if (on[160])
      extra += 5;
    if (on[161])
      extra += 6;
    if (on[162])
      extra += 7;
    if (on[163])
      extra += 8;
    if (on[164])
      extra += 9;
    if (on[165])
      extra += 10;
    if (on[166])
      extra += 11;
    if (on[167])
      extra += 12;
    if (on[168])
      extra += 13;
    if (on[169])
      extra += 1;
    if (on[170])
      extra += 2;
    if (on[171])
      extra += 3;
    if (on[172])
      extra += 4;
    if (on[173])
      extra += 5;
    if (on[174])
      extra += 6;
    if (on[175])
      extra += 7;
    if (on[176])
      extra += 8;
    if (on[177])
      extra += 9;
    if (on[178])
      extra += 10;
    if (on[179])
      extra += 11;
    if (on[180])
      extra += 12;
    if (on[181])
      extra += 13;
    if (on[182])
      extra += 1;
    if (on[183])
      extra += 2;
    if (on[184])
      extra += 3;
    if (on[185])
      extra += 4;
    if (on[186])
      extra += 5;
    if (on[187])
      extra += 6;
    if (on[188])
      extra += 7;
    if (on[189])
      extra += 8;
    if (on[190])
      extra += 9;
    if (on[191])
      extra += 10;
    if (on[192])
      extra += 11;
    if (on[193])
      extra += 12;
    if (on[194])
      extra += 13;
    if (on[195])
      extra += 1;
    if (on[196])
      extra += 2;
    if (on[197])
      extra += 3;
    if (on[198])
      extra += 4;
    if (on[199])
      extra += 5;
    co_await save(extra);    // note: suspension
    total_ = before + extra; // expect: await-stale-write
  }

private:
  long total_ = 0;
  int rounds_ = 0;
};
