#!/usr/bin/env bash
# Unpacks the PgBouncer of a later release of Debian beside the tests, with the libraries that it needs, and installs nothing:
#   test/server/newer-pgbouncer.sh trixie
# The packages come from the mirror that apt is set up with, and are checked by apt as always.
set -euo pipefail
suite=$1
cd "$(dirname "$0")/.."
folder="$PWD/.cache/pgbouncer/$suite"
[ -x "$folder/pgbouncer" ] && exit 0
work="$folder.unpacking"
rm -rf "$work" && mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/tree"
trap 'rm -rf "$work"' EXIT
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security | head -n 1)
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
echo "deb [signed-by=$keyring] $mirror $suite main" >"$work/sources.list"
: >"$work/status"
apt() {
  apt-get -qq -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists="$work/lists" \
    -o Dir::State::status="$work/status" -o Dir::Cache="$work/cache" -o APT::Sandbox::User=root "$@"
}
apt update
cd "$work"
# what a library is called differs between releases; apt names those that this release needs
needed=$(apt install --print-uris -y --no-install-recommends pgbouncer | awk '{ print $2 }' | grep -oE '^(pgbouncer|libc6|libgcc-s1|libevent[^_ ]*|libssl3[^_ ]*|libcares2|libpam0g|libsystemd0|libldap[^_ ]*|liblber[^_ ]*|libsasl2-2|libaudit1|libcap-ng0|libcap2|libzstd1|zlib1g|liblzma5|liblz4-1|libgcrypt20|libgpg-error0)_' | tr -d _ | sort -u)
apt download $needed
for package in *.deb; do dpkg-deb -x "$package" tree; done
loader=$(find tree -name 'ld-linux*' | head -n 1)
libraries=$(find tree -name 'lib*.so*' -printf '%h\n' | sort -u | sed "s|^|$folder/|" | paste -sd:)
mkdir -p "$folder" && mv tree "$folder/"
printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' "$folder/$loader" "$libraries" "$folder/tree/usr/sbin/pgbouncer" >"$folder/pgbouncer"
chmod +x "$folder/pgbouncer"
"$folder/pgbouncer" --version | head -n 1
