// SPDX-License-Identifier: Apache-2.0
// Where tests keep databases that need not outlive a power cut.
#pragma once

// A folder in memory where there is one with room enough, else the usual one for temporary files.
const char *testtmp_folder(void);
