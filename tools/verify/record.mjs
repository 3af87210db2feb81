// Verifies one service's record without its code and without trusting the database's functions: psql only hands over
// rows, all hashing is done here.
//   node tools/verify/record.mjs "$CASES" [--checkpoints FILE --key PUBLIC.pem]
// Needs Node 18 and psql. Prints stream|version|problem for each finding, as record.sql does; exit code 1 when there is
// one.
import { spawn } from 'node:child_process';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const { values: options, positionals: [database] } = parseArgs({
  options: { checkpoints: { type: 'string' }, key: { type: 'string' } }, allowPositionals: true,
});
const limit = 99, streams = [], log = [];
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const compare = (one, other) => BigInt(one[0]) - BigInt(other[0]) || BigInt(one[1]) - BigInt(other[1]);
const foundInLog = problem => log.push([null, null, problem]);

// A stream's findings. The list is cut when it has grown, so that a ruined record does not fill the memory.
function found(...finding) {
  streams.push(finding);
  if (streams.length > 100 * limit) inOrder();
}

function inOrder() {
  streams.sort(([a, v, p], [b, w, q]) =>
    a !== b ? (b === null || a !== null && a < b ? -1 : 1) : v - w || (p < q ? -1 : 1));
  streams.length = Math.min(streams.length, limit);
}

// The rows of a query as arrays, fetched little by little: memory does not grow with the log.
async function* rows(columns, rest) {
  const psql = spawn('psql', ['-XAtq', '-v', 'ON_ERROR_STOP=1', '-v', 'FETCH_COUNT=2000', '-d', database,
    '-c', 'set search_path = pg_catalog, pg_temp', '-c', 'set enable_seqscan = off',
    '-c', 'set idle_in_transaction_session_timeout = 0', // one may wait long for another
    '-c', `select json_build_array(${columns}) from ${rest}`],
  { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, PGCLIENTENCODING: 'UTF8' } });
  const ended = new Promise(resolve => psql.on('error', resolve).on('close', resolve));
  for await (const line of createInterface({ input: psql.stdout })) yield JSON.parse(line);
  if (await ended !== 0) throw new Error('psql failed');
}

// What is hashed: these fields in this order, spelled like this. Headers, data and large numbers come as PostgreSQL's
// text; time is UTC, without trailing zeros.
function content([transaction, sequence, stream, version, id, type, utc, user, correlation, causation, tenant,
  dotnetType, binary, headers, data]) {
  const json = JSON.stringify;
  return `{"streamId" : ${json(stream)}, "version" : ${version}, "sequence" : ${sequence}, `
    + `"transaction" : ${transaction}, "id" : ${json(id)}, "type" : ${json(type)}, `
    + `"utc" : ${json(utc?.replace(/\.?0*$/, '') ?? null)}, "user" : ${json(user)}, `
    + `"correlation" : ${json(correlation)}, "causation" : ${json(causation)}, "tenant" : ${json(tenant)}, `
    + `"dotnetType" : ${json(dotnetType)}, "binary" : ${json(binary)}, "headers" : ${headers}, "data" : ${data}}`;
}

// Stream by stream: an event's hash is SHA-256 over the hash of its predecessor (nothing before the first) followed by
// its content. Marten's tombstones (events that failed, in a stream that counts none) have no predecessors.
async function verifyStreams() {
  const columns = `c.transaction_id::text, e.seq_id::text, e.stream_id, e.version, e.id, e.type,
    case when isfinite(e.timestamp) then to_char(e.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')
      else e.timestamp::text end, user_name, correlation_id, causation_id, e.tenant_id, mt_dotnet_type,
    encode(bdata, 'hex'), headers::text, data::text, encode(hash, 'hex'), c.seq_id::text, s.version`;
  let stream, version, hash, counted, last;
  const end = () => counted != null && counted !== last && found(stream, Math.max(counted, last),
    counted < last ? 'the stream has more events than its row counts'
      : 'the stream ends early: its last event is missing');
  for await (const event of rows(columns, `public.mt_events e
    left join record.event_chain c on c.stream_id = e.stream_id and c.version = e.version
    left join public.mt_streams s on s.id = e.stream_id order by e.stream_id, e.version`)) {
    const first = event[2] !== stream, tombstone = event[5] === 'tombstone';
    if (first) {
      end();
      [stream, version, hash, counted, last] = [event[2], 0, null, event[17], 0];
    }
    const expected = sha256(Buffer.from(tombstone ? '' : hash ?? '', 'hex'), content(event)).toString('hex');
    const report = problem => found(stream, event[3], problem);
    if (stream === null) report('the event belongs to no stream');
    else if (counted === null && first) report('the stream has no row in mt_streams');
    else if (event[3] !== version + 1 && !(tombstone && counted === 0)) report('an event is missing before this one');
    else if (event[15] === null) report('the event has no hash');
    else if (event[16] !== event[1] || event[15] !== expected)
      report('the event was altered, or its predecessor exchanged');
    [version, hash] = [event[3], event[15]];
    if (!tombstone) last = version;
  }
  end();
  for await (const [id, count] of rows('id, version', `public.mt_streams s where version <> 0
    and not exists (select from public.mt_events where stream_id = s.id) order by id limit ${limit}`))
    found(id, count, 'the stream ends early: its last event is missing');
  for await (const [id, place] of rows('stream_id, version', `record.event_chain c
    where not exists (select from public.mt_events e where e.stream_id = c.stream_id and e.version = c.version)
    order by stream_id, version limit ${limit}`))
    found(id, place, 'the event is missing');
  inOrder();
}

// Event by event: the log's head is SHA-256 over the head so far (nothing at first) followed by the event's hash. Every
// seal and every signed checkpoint states it for its place.
async function verifyLog(checkpoints) {
  const seals = rows(
    `transaction_id::text, seq_id::text, seal, events, encode(head, 'hex')`, 'record.seals order by seal');
  const places = new Map(checkpoints.map(({ position }) => [position, []])), broken = new Set(checkpoints);
  for (const checkpoint of checkpoints) places.get(checkpoint.position).push(checkpoint);
  // Asked for before the first event: what is sealed is among the events.
  let { value: seal } = await seals.next(), good = true, number = 1, events = 0, head = Buffer.alloc(0);
  for await (const event of rows(`transaction_id::text, seq_id::text, encode(hash, 'hex')`,
    'record.event_chain order by transaction_id, seq_id')) {
    [events, head] = [events + 1, sha256(head, Buffer.from(event[2], 'hex'))];
    const holds = statement => statement.events === events && statement.head === head.toString('hex');
    const place = good && seal ? compare(event, seal) : -1n;
    good &&= place < 0n || place === 0n && seal[2] === number && holds({ events: seal[3], head: seal[4] });
    if (good && place === 0n) [seal, number] = [(await seals.next()).value, number + 1];
    for (const checkpoint of places.get(`${event[0]}-${event[1]}`) ?? [])
      if (holds(checkpoint)) broken.delete(checkpoint);
  }
  if (seal)
    foundInLog(`the log does not match seal ${seal[2]}: up to ${seal[0]}-${seal[1]} an event was altered, deleted, `
      + 'inserted or moved');
  await seals.return();
  for (const { seal, position } of broken)
    foundInLog(`the log no longer has the head of seal ${seal} at position ${position}`);
}

async function verifyErasures(checkpoints) {
  const counted = checkpoints.filter(({ erased }) => erased > 0);
  if (counted.length === 0) return;
  for await (const [now] of rows('count(*)', 'personal_data.subject_keys where erased_at is not null'))
    for (const { seal, erased } of counted)
      if (erased > now) foundInLog(`${erased} people were erased by seal ${seal}, fewer are now`);
}

// A line is a compact JWS, ES256. What is not signed by the key says nothing about the log.
function readCheckpoints(file, key) {
  return readFileSync(file, 'utf8').split('\n').filter(Boolean).flatMap(line => {
    const [header, payload, signature = ''] = line.split('.');
    const signed = Buffer.from(`${header}.${payload}`);
    if (verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')))
      return [JSON.parse(Buffer.from(payload, 'base64url'))];
    foundInLog('the checkpoint is not signed by this key');
    return [];
  });
}

const checkpoints = options.checkpoints
  ? readCheckpoints(options.checkpoints, createPublicKey(readFileSync(options.key))) : [];
await verifyStreams();
await verifyLog(checkpoints);
await verifyErasures(checkpoints);
const findings = [...streams, ...log];
for (const finding of findings) console.log(finding.join('|'));
process.exitCode = findings.length > 0 ? 1 : 0;
