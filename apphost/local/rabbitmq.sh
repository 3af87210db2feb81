#!/usr/bin/env bash
# Stands in for the image's entry point: its variables, Debian's programs. $1: data directory; TCP_PORT, MANAGEMENT_PORT, DIST_PORT, EPMD_PORT:
# where to listen, on 127.0.0.1 only; ERL_ARGUMENTS: what else the Erlang machine is told.
set -euo pipefail
home=$1
mkdir -p "$home"
cd "$home"
cat > rabbitmq.conf <<CONF
listeners.tcp.1 = 127.0.0.1:$TCP_PORT
management.tcp.ip = 127.0.0.1
management.tcp.port = $MANAGEMENT_PORT
# Queue totals are all that anybody looks at here; the statistics database costs memory and time.
management.disable_stats = true
management.enable_queue_totals = true
management_agent.disable_metrics_collector = true
default_user = ${RABBITMQ_DEFAULT_USER:-guest}
default_pass = $RABBITMQ_DEFAULT_PASS
vm_memory_high_watermark.absolute = 1GB
disk_free_limit.absolute = 200MB
# The write-ahead log of quorum queues lives in memory until it rolls over: 512 MB unless told otherwise.
raft.wal_max_size_bytes = 32000000
log.console = true
log.console.level = warning
log.file = false
CONF
echo '[rabbitmq_management].' > enabled_plugins
# Names by address, since a bare machine (a chroot, say) may not resolve any name, not even localhost.
export HOME=$home LANG=C.UTF-8 ERL_EPMD_PORT=$EPMD_PORT ERL_EPMD_ADDRESS=127.0.0.1 RABBITMQ_DIST_PORT=$DIST_PORT \
  RABBITMQ_NODENAME=complaints@127.0.0.1 RABBITMQ_USE_LONGNAME=true \
  RABBITMQ_CONF_ENV_FILE=$home/none RABBITMQ_CONFIG_FILE=$home/rabbitmq.conf RABBITMQ_ENABLED_PLUGINS_FILE=$home/enabled_plugins \
  RABBITMQ_MNESIA_BASE=$home/mnesia RABBITMQ_LOG_BASE=$home/log RABBITMQ_LOGS=- RABBITMQ_FEATURE_FLAGS_FILE=$home/feature_flags \
  RABBITMQ_PLUGINS_EXPAND_DIR=$home/plugins RABBITMQ_GENERATED_CONFIG_DIR=$home/config RABBITMQ_PID_FILE=$home/pid \
  RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="+S 2:2 +SDcpu 1:1 +A 4 -kernel inet_dist_use_interface {127,0,0,1} ${ERL_ARGUMENTS:-}"
# Makes the start script replace itself by the Erlang machine, so that signals reach it; it still gets no input.
export RABBITMQ_ALLOW_INPUT=1 RABBITMQ_SERVER_START_ARGS=-noinput
# RabbitMQ would start a port mapper that stays behind as a daemon; this one dies with it.
setpriv --pdeathsig KILL epmd -port "$EPMD_PORT" -address 127.0.0.1 &
exec /usr/lib/rabbitmq/bin/rabbitmq-server
