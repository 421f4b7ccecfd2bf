// SPDX-License-Identifier: Apache-2.0
// The carton engine.
#pragma once
