// Run by OperatorTests: a small operator on @kubernetes/client-node, written as one would for a real cluster.
// Arguments: CONTEXT NAMESPACE GROUP NAME CERTIFICATE KEY. One of several of these leads, by a Lease; every one serves the webhooks.
// For each Gizmo the leader keeps a ConfigMap of the same name, tells of it in the status, and takes it away behind a finalizer.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(join(process.env.FAIRWAY_NODE_MODULES, 'anchor.js'));
const k8s = await import(pathToFileURL(require.resolve('@kubernetes/client-node')));

const [context, namespace, group, identity, certificate, key] = process.argv.slice(2);
const [plural, finalizer, manager] = ['gizmos', `${group}/operator`, 'gizmo-operator'];
const [leaseSeconds, beatMilliseconds] = [2, 400];
const config = new k8s.KubeConfig();
config.loadFromDefault();
config.setCurrentContext(context);
const core = config.makeApiClient(k8s.CoreV1Api);
const custom = config.makeApiClient(k8s.CustomObjectsApi);
const leases = config.makeApiClient(k8s.CoordinationV1Api);
const contentType = (type) => k8s.setHeaderOptions('Content-Type', type);
const gizmo = (name) => ({ group, version: 'v1', namespace, plural, name });

// --- the webhooks

function mutate({ object }) {
  const patch = [];
  if (!object.metadata.labels) patch.push({ op: 'add', path: '/metadata/labels', value: {} });
  patch.push({ op: 'add', path: '/metadata/labels/seen-by', value: 'webhook' });
  if (object.spec?.size === undefined) patch.push({ op: 'add', path: '/spec/size', value: 7 });
  return { allowed: true, patchType: 'JSONPatch', patch: Buffer.from(JSON.stringify(patch)).toString('base64') };
}

function validate({ object, operation }) {
  if (object?.spec?.colour === 'forbidden') {
    return { allowed: false, status: { code: 422, reason: 'Invalid', message: `${operation} of a forbidden colour` } };
  }

  return { allowed: true, warnings: object?.spec?.size > 100 ? ['that is a large gizmo'] : undefined };
}

function answer(request, response) {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const review = JSON.parse(Buffer.concat(parts));
    const decide = request.url.startsWith('/mutate') ? mutate : validate;
    const verdict = { uid: review.request.uid, ...decide(review.request) };
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ apiVersion: review.apiVersion, kind: review.kind, response: verdict }));
  });
}

// --- the controller

async function apply(name, body, part = 'patchNamespacedCustomObject') {
  const owned = { apiVersion: `${group}/v1`, kind: 'Gizmo', metadata: { name }, ...body };
  await custom[part](
    { ...gizmo(name), body: owned, fieldManager: manager, force: true },
    contentType(k8s.PatchStrategy.ServerSideApply),
  );
}

async function reconcile(object) {
  const { name, uid, generation, deletionTimestamp, finalizers = [] } = object.metadata;
  if (deletionTimestamp) {
    if (!finalizers.includes(finalizer)) return;
    await core.deleteNamespacedConfigMap({ namespace, name }).catch((error) => { if (error.code !== 404) throw error; });
    await apply(name, { metadata: { name } }); // the finalizer was ours alone: left out, it goes
    return;
  }

  if (!finalizers.includes(finalizer)) await apply(name, { metadata: { name, finalizers: [finalizer] } });
  const owner = { apiVersion: `${group}/v1`, kind: 'Gizmo', name, uid, controller: true };
  await core.patchNamespacedConfigMap(
    {
      namespace, name, fieldManager: manager, force: true,
      body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ownerReferences: [owner] }, data: { size: `${object.spec.size}` } },
    },
    contentType(k8s.PatchStrategy.ServerSideApply),
  );
  if (object.status?.observedGeneration === generation && object.status.by === identity) return;
  await apply(name, { status: { observedGeneration: generation, phase: 'Ready', by: identity } }, 'patchNamespacedCustomObjectStatus');
}

// One at a time; what fails is tried again with what is known by then.
const waiting = new Map();
let working = false;
async function work() {
  if (working) return;
  working = true;
  while (waiting.size > 0) {
    const [[name, object]] = waiting;
    waiting.delete(name);
    await reconcile(object).catch((error) => {
      console.error(`${name}: ${error.code ?? ''} ${error.body ?? error}`);
      setTimeout(() => { if (!waiting.has(name)) enqueue(informer.get(name, namespace)); }, 200);
    });
  }

  working = false;
}

function enqueue(object) {
  if (!object) return;
  waiting.set(object.metadata.name, object);
  void work();
}

const path = `/apis/${group}/v1/namespaces/${namespace}/${plural}`;
const informer = k8s.makeInformer(config, path, () => custom.listNamespacedCustomObject({ group, version: 'v1', namespace, plural }));
informer.on('add', enqueue);
informer.on('update', enqueue);
informer.on('error', () => setTimeout(() => informer.start(), 200));

// --- who leads

async function tryToLead() {
  const now = new k8s.V1MicroTime();
  const mine = { holderIdentity: identity, leaseDurationSeconds: leaseSeconds, renewTime: now };
  const metadata = { name: 'gizmo-operator', namespace };
  let lease;
  try {
    lease = await leases.readNamespacedLease({ name: metadata.name, namespace });
  } catch (error) {
    if (error.code !== 404) throw error;
    await leases.createNamespacedLease({ namespace, body: { metadata, spec: { ...mine, acquireTime: now, leaseTransitions: 0 } } });
    return true;
  }

  const { holderIdentity, renewTime, leaseTransitions = 0 } = lease.spec;
  const isLive = holderIdentity && now - new Date(renewTime) < leaseSeconds * 1000; // the client leaves it a string
  if (holderIdentity !== identity && isLive) return false;
  const taken = holderIdentity === identity ? {} : { acquireTime: now, leaseTransitions: leaseTransitions + 1 };
  lease.spec = { ...lease.spec, ...mine, ...taken };
  await leases.replaceNamespacedLease({ name: metadata.name, namespace, body: lease }); // refused if another was faster
  return true;
}

let leads = false;
async function beat() {
  const won = await tryToLead().catch(() => false);
  if (leads && !won) process.exit(1); // a leader that is none any more must not act
  if (won && !leads) {
    leads = true;
    console.log(`leads ${identity}`);
    await informer.start();
  }

  setTimeout(beat, beatMilliseconds);
}

const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, answer);
server.listen(0, '127.0.0.1', () => {
  console.log(`serves ${server.address().port}`);
  void beat();
});
