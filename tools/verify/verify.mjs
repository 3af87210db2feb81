// Verifies one service's record without its code and without trusting the database's functions: psql only hands over rows, all hashing is done here.
//   node tools/verify/verify.mjs "$CASES" [--checkpoints FILE --key PUBLIC.pem]
// Needs Node 18 and psql. Prints stream|version|problem for each finding, as verify.sql does; exit code 1 when there is one.
import { spawn } from 'node:child_process';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const { values: options, positionals: [database] } = parseArgs({ options: { checkpoints: { type: 'string' }, key: { type: 'string' } }, allowPositionals: true });
const limit = 99, streams = [], log = [];
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const compare = ([transaction, sequence], [otherTransaction, otherSequence]) => BigInt(transaction) - BigInt(otherTransaction) || BigInt(sequence) - BigInt(otherSequence);
const found = (...finding) => streams.length < limit && streams.push(finding);

// The rows of a query as arrays, fetched little by little: memory does not grow with the log.
async function* rows(columns, rest) {
  const psql = spawn('psql', ['-XAtq', '-v', 'ON_ERROR_STOP=1', '-v', 'FETCH_COUNT=2000', '-d', database,
    '-c', 'set search_path = pg_catalog, pg_temp', '-c', 'set enable_seqscan = off', '-c', 'set idle_in_transaction_session_timeout = 0', // one may wait long for another
    '-c', `select json_build_array(${columns}) from ${rest}`],
  { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, PGCLIENTENCODING: 'UTF8' } });
  const ended = new Promise(resolve => psql.on('error', resolve).on('close', resolve));
  for await (const line of createInterface({ input: psql.stdout })) yield JSON.parse(line);
  if (await ended !== 0) throw new Error('psql failed');
}

// What is hashed: these fields in this order, spelled like this. Headers, data and large numbers come as PostgreSQL's text; time is UTC, without trailing zeros.
function content([transaction, sequence, stream, version, id, type, utc, user, correlation, causation, tenant, dotnetType, archived, binary, headers, data]) {
  const json = JSON.stringify;
  return `{"streamId" : ${json(stream)}, "version" : ${version}, "sequence" : ${sequence}, "transaction" : ${transaction}, "id" : ${json(id)}, "type" : ${json(type)}, `
    + `"utc" : ${json(utc?.replace(/\.?0*$/, '') ?? null)}, "user" : ${json(user)}, "correlation" : ${json(correlation)}, "causation" : ${json(causation)}, "tenant" : ${json(tenant)}, `
    + `"dotnetType" : ${json(dotnetType)}, "archived" : ${archived}, "binary" : ${json(binary)}, "headers" : ${headers}, "data" : ${data}}`;
}

// Stream by stream: an event's hash is SHA-256 over the hash of its predecessor (nothing before the first) followed by its content.
async function verifyStreams() {
  const columns = `transaction_id::text, seq_id::text, stream_id, e.version, e.id, e.type, to_char(e.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), user_name, correlation_id,
    causation_id, e.tenant_id, mt_dotnet_type, e.is_archived, encode(bdata, 'hex'), headers::text, data::text, encode(hash, 'hex'), s.version`;
  const ends = (stream, last, counted) => counted < last ? found(stream, last, 'the stream has more events than its row counts')
    : counted > last && found(stream, counted, 'the stream ends early: its last event is missing');
  let previous = [];
  for await (const event of rows(columns, 'public.mt_events e left join public.mt_streams s on s.id = stream_id order by stream_id, e.version')) {
    const [stream, version, hash, counted] = [event[2], event[3], event[16], event[17]], first = stream !== previous[2], before = first ? '' : previous[16];
    if (first && previous[17] != null) ends(previous[2], previous[3], previous[17]);
    if (stream === null) found(stream, version, 'the event belongs to no stream');
    else if (first && counted === null) found(stream, version, 'the stream has no row in mt_streams');
    else if (version !== (first ? 0 : previous[3]) + 1) found(stream, version, 'an event is missing before this one');
    else if (hash !== sha256(Buffer.from(before, 'hex'), content(event)).toString('hex')) found(stream, version, 'the event was altered, or its predecessor exchanged');
    else if (!first && compare(event, previous) <= 0n) found(stream, version, 'the event stands before its predecessor in the log');
    previous = event;
  }
  if (previous[17] != null) ends(previous[2], previous[3], previous[17]);
  const empty = rows('id, version', `public.mt_streams s where version <> 0 and not exists (select from public.mt_events where stream_id = s.id) order by id limit ${limit}`);
  for await (const [stream, version] of empty) streams.push([stream, version, 'the stream ends early: its last event is missing']);
  streams.sort(([a, v, p], [b, w, q]) => a !== b ? (b === null || a !== null && a < b ? -1 : 1) : v - w || (p < q ? -1 : 1));
}

// Event by event: the log's head is SHA-256 over the head so far (nothing at first) followed by the event's hash. Every seal and every signed checkpoint states it for its place.
async function verifyLog(checkpoints) {
  const seals = rows(`transaction_id::text, seq_id::text, seal::text, events, encode(head, 'hex')`, 'public.es_log_head order by seal');
  const places = new Map(checkpoints.map(({ position }) => [position, []])), broken = new Set(checkpoints);
  for (const checkpoint of checkpoints) places.get(checkpoint.position).push(checkpoint);
  // Asked for before the first event: what is sealed is among the events.
  let { value: seal } = await seals.next(), good = true, events = 0, head = Buffer.alloc(0);
  for await (const event of rows(`transaction_id::text, seq_id::text, encode(hash, 'hex')`, 'public.mt_events order by transaction_id, seq_id')) {
    [events, head] = [events + 1, sha256(head, Buffer.from(event[2], 'hex'))];
    const holds = statement => statement.events === events && statement.head === head.toString('hex');
    const place = good && seal ? compare(event, seal) : -1n;
    good &&= place < 0n || place === 0n && holds({ events: seal[3], head: seal[4] });
    if (good && place === 0n) ({ value: seal } = await seals.next());
    for (const checkpoint of places.get(`${event[0]}-${event[1]}`) ?? []) if (holds(checkpoint)) broken.delete(checkpoint);
  }
  if (seal) log.push([null, null, `the log does not match seal ${seal[2]}: up to ${seal[0]}-${seal[1]} an event was altered, deleted, inserted or moved`]);
  await seals.return();
  for (const checkpoint of broken) log.push([null, null, `the log no longer has the head of seal ${checkpoint.seal} at position ${checkpoint.position}`]);
}

async function verifyErasures(checkpoints) {
  for await (const [now] of rows('count(*)', 'public.es_subject_keys where wrapped is null'))
    for (const { seal, erased } of checkpoints.filter(({ erased }) => erased > now)) log.push([null, null, `${erased} people were erased by seal ${seal}, fewer are now`]);
}

// A line is a compact JWS, ES256. What is not signed by the key says nothing about the log.
function readCheckpoints(file, key) {
  return readFileSync(file, 'utf8').split('\n').filter(Boolean).flatMap(line => {
    const [header, payload, signature = ''] = line.split('.');
    if (verify('sha256', Buffer.from(`${header}.${payload}`), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))) return [JSON.parse(Buffer.from(payload, 'base64url'))];
    log.push([null, null, 'the checkpoint is not signed by this key']);
    return [];
  });
}

const checkpoints = options.checkpoints ? readCheckpoints(options.checkpoints, createPublicKey(readFileSync(options.key))) : [];
await verifyStreams();
await verifyLog(checkpoints);
if (checkpoints.length > 0) await verifyErasures(checkpoints);
const findings = [...streams.slice(0, limit), ...log];
for (const finding of findings) console.log(finding.join('|'));
process.exitCode = findings.length > 0 ? 1 : 0;
