// SPDX-License-Identifier: Apache-2.0
// libpq, loaded when the first PostgreSQL connection is opened. Linking it would pull in some forty
// shared libraries (Kerberos, LDAP, TLS) at each start of a station that works on SQLite.
#pragma once

#include <glib.h>
#include <libpq-fe.h>

// Every function of libpq that the driver calls, without its PQ.
#define LIBPQ_FUNCTIONS(X)                                                                         \
    X(conninfoParse)                                                                               \
    X(conninfoFree)                                                                                \
    X(freemem)                                                                                     \
    X(connectdbParams)                                                                             \
    X(finish)                                                                                      \
    X(reset)                                                                                       \
    X(status)                                                                                      \
    X(transactionStatus)                                                                           \
    X(parameterStatus)                                                                             \
    X(serverVersion)                                                                               \
    X(errorMessage)                                                                                \
    X(setNoticeReceiver)                                                                           \
    X(exec)                                                                                        \
    X(prepare)                                                                                     \
    X(enterPipelineMode)                                                                           \
    X(sendQueryParams)                                                                             \
    X(sendPrepare)                                                                                 \
    X(sendQueryPrepared)                                                                           \
    X(pipelineSync)                                                                                \
    X(getResult)                                                                                   \
    X(exitPipelineMode)                                                                            \
    X(unescapeBytea)                                                                               \
    X(resultStatus)                                                                                \
    X(resultErrorField)                                                                            \
    X(ntuples)                                                                                     \
    X(ftype)                                                                                       \
    X(nfields)                                                                                     \
    X(getvalue)                                                                                    \
    X(getisnull)                                                                                   \
    X(cmdStatus)                                                                                   \
    X(cmdTuples)                                                                                   \
    X(clear)

struct libpq {
#define LIBPQ_MEMBER(name) typeof(PQ##name) *name;
    LIBPQ_FUNCTIONS(LIBPQ_MEMBER)
#undef LIBPQ_MEMBER
};

// The loaded library, kept until the process ends. NULL with *error TOTE_DB_OPEN that says what
// to install.
const struct libpq *libpq_load(GError **error);
