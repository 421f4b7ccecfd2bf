// SPDX-License-Identifier: Apache-2.0
// The route engine.
#pragma once
