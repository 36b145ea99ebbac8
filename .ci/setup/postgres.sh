#!/usr/bin/env bash
# PostgreSQL's programs, for the server tests. The tests make a cluster of their own; no service is started.
source "$(dirname "$0")/lib.sh"

have initdb && exit 0
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && exit 0

say "installing PostgreSQL"
# Only the programs: no cluster is made and no service started by the package.
as_root mkdir -p /etc/postgresql-common
[ -e /etc/postgresql-common/createcluster.conf ] ||
    printf 'create_main_cluster = false\n' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
apt_install postgresql
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || fail "PostgreSQL was installed, but initdb is not there." \
    "Put the folder that holds initdb on PATH and start again."
