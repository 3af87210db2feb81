# Sourced by ./run, ./test and tests/kill-campaign: sees to it that what they start is there. Needs Debian 12 with the .NET SDK 10.

if ! command -v dotnet >/dev/null; then
  echo "The .NET SDK 10 is missing: https://learn.microsoft.com/dotnet/core/install/linux-debian" >&2
  exit 1
fi

missing=()
compgen -G "/usr/lib/postgresql/*/bin/postgres" >/dev/null || missing+=(postgresql)
[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || missing+=(rabbitmq-server)
command -v node >/dev/null || missing+=(nodejs) # tools/verify/record.mjs, platform/pages
command -v npm >/dev/null || missing+=(npm) # platform/pages
# Prints letters (services/correspondence/Printing).
[ -x /usr/bin/weasyprint ] || missing+=(weasyprint)
# A browser for the tests of pages; ./run needs none.
[ -z "${WITH_BROWSER:-}" ] || [ -x /usr/bin/chromium ] || missing+=(chromium)
# For the tests of README's commands.
[ -z "${WITH_CURL:-}" ] || command -v curl >/dev/null || missing+=(curl)
# A scanner for the tests of documents, with a database of their own; ./run needs none.
[ -z "${WITH_SCANNER:-}" ] || [ -x /usr/sbin/clamd ] || missing+=(clamav-daemon)
# An object store for the tests of documents; ./run needs none.
[ -z "${WITH_S3:-}" ] || [ -d /usr/lib/python3/dist-packages/swift ] || missing+=(python3-swift)
command -v setpriv >/dev/null && command -v setsid >/dev/null || missing+=(util-linux)

# A server that the environment names takes the place of a private one; its package is not needed then.
[ -z "${ConnectionStrings__postgres:-}" ] || missing=("${missing[@]/postgresql/}")
[ -z "${ConnectionStrings__rabbitmq:-}" ] || missing=("${missing[@]/rabbitmq-server/}")

if [ -n "${missing[*]// /}" ]; then
  # shellcheck disable=SC2206 # empty entries are to vanish
  missing=(${missing[*]})
  if [ "$(id -u)" -ne 0 ]; then
    echo "Something is missing. Run this once, then try again:" >&2
    echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
  echo "Installing ${missing[*]} ..."
  # We run servers of our own: the ones that the packages would start (and a cluster that nobody uses) stay away.
  policy=/usr/sbin/policy-rc.d
  made=
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' > "$policy"
    chmod 755 "$policy"
    made=yes
  fi
  mkdir -p /etc/postgresql-common/createcluster.d
  echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.d/complaints-platform.conf
  status=0
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"; } > /tmp/complaints-platform-apt.log 2>&1 || status=$?
  [ -z "$made" ] || rm -f "$policy"
  if [ "$status" -ne 0 ]; then
    tail -n 20 /tmp/complaints-platform-apt.log >&2
    exit "$status"
  fi
fi
unset missing
