"""OpenStack's Swift with its S3 API: all of it in one process, below one directory, on 127.0.0.1.

swift-server.py DIRECTORY PORT ACCESS_KEY SECRET_KEY; the access key has the form account:user. Signatures are checked
(AWS 4). Needs Debian's python3-swift. Started again, it has what it had.
"""
import os
import sys

import eventlet
from swift.common import storage_policy, utils
from swift.common.ring import RingBuilder
from swift.common.wsgi import SwiftHttpProtocol, loadapp

DIRECTORY, PORT, ACCESS_KEY, SECRET_KEY = sys.argv[1:]

COMMON = f"""
[DEFAULT]
swift_dir = {DIRECTORY}
devices = {DIRECTORY}
mount_check = false
log_level = ERROR
"""

PROXY = f"""
[pipeline:main]
pipeline = catch_errors s3api tempauth proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:s3api]
use = egg:swift#s3api
[filter:tempauth]
use = egg:swift#tempauth
user_{ACCESS_KEY.replace(':', '_')} = {SECRET_KEY} .admin
"""


def write(name, text):
    path = os.path.join(DIRECTORY, name)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return path


def listen(port=0):
    return eventlet.listen(('127.0.0.1', port), backlog=1024)


class NoMemory:
    """In the place of memcached, which the check of signatures asks for: remembers nothing."""

    def get(self, *_, **__):
        return None

    set = delete = incr = decr = get


def serve(name, socket, text):
    app = loadapp(write(f'{name}.conf', COMMON + text), {'log_name': name})
    eventlet.spawn(eventlet.wsgi.server, socket, lambda environ, start_response: app(
        {**environ, 'swift.cache': NoMemory()}, start_response), utils.NullLogger(), protocol=SwiftHttpProtocol,
                   capitalize_response_headers=False)


utils.eventlet_monkey_patch()
os.makedirs(os.path.join(DIRECTORY, 'disk'), exist_ok=True)
write('swift.conf', '[swift-hash]\nswift_hash_path_suffix = tests\n')
utils.set_swift_dir(DIRECTORY)
storage_policy.reload_storage_policies()
keepers = {name: listen() for name in ('account', 'container', 'object')}
# One disk, on which everything lies once.
for name, socket in keepers.items():
    ring = RingBuilder(part_power=0, replicas=1, min_part_hours=0)
    ring.add_dev({'region': 1, 'zone': 1, 'ip': '127.0.0.1', 'port': socket.getsockname()[1], 'device': 'disk',
                  'weight': 1})
    ring.rebalance()
    ring.get_ring().save(os.path.join(DIRECTORY, f'{name}.ring.gz'))
for name, socket in keepers.items():
    serve(name, socket, f'[pipeline:main]\npipeline = it\n[app:it]\nuse = egg:swift#{name}\n')
serve('proxy', listen(int(PORT)), PROXY)
eventlet.Event().wait()
