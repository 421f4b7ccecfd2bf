// SPDX-License-Identifier: Apache-2.0
// The forecast engine.
#pragma once
