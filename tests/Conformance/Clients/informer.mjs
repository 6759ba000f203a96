// Run by ClientNodeTests: CRUD and an informer of @kubernetes/client-node against one context of a kubeconfig.
// Arguments: CONTEXT NAMESPACE. Prints one JSON object: what the informer told, what was read back, what errors said.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(join(process.env.FAIRWAY_NODE_MODULES, 'anchor.js'));
const k8s = await import(pathToFileURL(require.resolve('@kubernetes/client-node')));

const [context, namespace] = process.argv.slice(2);
const config = new k8s.KubeConfig();
config.loadFromDefault();
config.setCurrentContext(context);
const core = config.makeApiClient(k8s.CoreV1Api);
const apps = config.makeApiClient(k8s.AppsV1Api);

const told = [];
const waiters = [];
function tell(event, object) {
  told.push(`${event} ${object.metadata.name} ${object.data?.k ?? ''}`.trim());
  for (const waiter of waiters) waiter();
}

function until(count) {
  return new Promise((resolve) => {
    const look = () => told.length >= count && resolve();
    waiters.push(look);
    look();
  });
}

const body = (name, value) => ({ metadata: { name, labels: { from: 'node' } }, data: { k: value } });
await core.createNamespacedConfigMap({ namespace, body: body('before', '0') });
const informer = k8s.makeInformer(
  config,
  `/api/v1/namespaces/${namespace}/configmaps`,
  () => core.listNamespacedConfigMap({ namespace, labelSelector: 'from=node' }),
  'from=node',
);
const errors = [];
informer.on('add', (object) => tell('add', object));
informer.on('update', (object) => tell('update', object));
informer.on('delete', (object) => tell('delete', object));
informer.on('error', (error) => errors.push(String(error)));
await informer.start();
await until(1);

await core.createNamespacedConfigMap({ namespace, body: body('one', '1') });
await until(2);
const read = await core.readNamespacedConfigMap({ namespace, name: 'one' });
read.data.k = '2';
const replaced = await core.replaceNamespacedConfigMap({ namespace, name: 'one', body: read });
await until(3);
await core.patchNamespacedConfigMap(
  { namespace, name: 'one', body: { data: { k: '3' } } },
  k8s.setHeaderOptions('Content-Type', k8s.PatchStrategy.StrategicMergePatch),
);
await until(4);
let conflict;
try {
  await core.replaceNamespacedConfigMap({ namespace, name: 'one', body: replaced });
} catch (error) {
  conflict = { code: error.code, reason: JSON.parse(error.body).reason };
}

await core.deleteNamespacedConfigMap({ namespace, name: 'one' });
await until(5);
const complaints = [...errors]; // stopping aborts the watch, which is told as an error, too
const cached = informer.list(namespace).map((object) => object.metadata.name);
await informer.stop();
const deployments = await apps.listDeploymentForAllNamespaces();
const list = await core.listNamespacedConfigMap({ namespace, limit: 1 });
console.log(JSON.stringify({ told, cached, errors: complaints, conflict, kind: deployments.kind, page: list.items.length }));
process.exit(0);
