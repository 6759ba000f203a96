using System.Text;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using Fairway.Merge.Fields;
using Fairway.Merge.Ownership;
using Fairway.Merge.Patches;
using Fairway.Schema;
using Fairway.Schema.Json;

namespace Fairway.Bench.Merge;

/// <summary>
/// What ownership costs a write of a 2 KB pod. Parsing and patching are part of each, so that trees are young as in a
/// request; subtract the first two. Aim: below 25 µs for a create and for a patch of the status.
/// </summary>
[MemoryDiagnoser]
public class OwnershipBenchmarks
{
    private const string Draft = """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-x2x7k","namespace":"prod",
         "labels":{"app":"web","tier":"front"},
         "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web","uid":"1","controller":true}]},
         "spec":{"volumes":[{"name":"config","configMap":{"name":"web","defaultMode":420}},
         {"name":"tmp","emptyDir":{}}],
          "containers":[{"name":"app","image":"registry.example/app:1","args":["--port","8080"],
           "ports":[{"name":"http","containerPort":8080,"protocol":"TCP"},
                    {"name":"metrics","containerPort":9090,"protocol":"TCP"}],
           "env":[{"name":"A","value":"1"},{"name":"B","value":"2"},
                  {"name":"POD","valueFrom":{"fieldRef":{"apiVersion":"v1","fieldPath":"metadata.name"}}}],
           "resources":{"limits":{"cpu":"1","memory":"1Gi"},"requests":{"cpu":"100m","memory":"128Mi"}},
           "volumeMounts":[{"name":"config","mountPath":"/etc/web"},{"name":"tmp","mountPath":"/tmp"}],
           "livenessProbe":{"httpGet":{"path":"/healthz","port":8080,"scheme":"HTTP"},"timeoutSeconds":1,
                            "periodSeconds":10,
                            "successThreshold":1,"failureThreshold":3},
           "readinessProbe":{"httpGet":{"path":"/ready","port":8080,"scheme":"HTTP"},"timeoutSeconds":1,
                            "periodSeconds":10,
                             "successThreshold":1,"failureThreshold":3},
           "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File",
           "imagePullPolicy":"IfNotPresent"}],
          "restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","securityContext":{},
          "schedulerName":"default-scheduler","enableServiceLinks":true},"status":{}}
        """;

    private static readonly SchemaNode Pod = BuiltInSchemas.Find("io.k8s.api.core.v1.Pod")!;

    private static readonly JsonNode Ready = JsonNode.Parse(
        """{"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}}""")!;

    private static readonly JsonNode NotReady = JsonNode.Parse(
        """{"status":{"conditions":[{"type":"Ready","status":"False"}]}}""")!;

    private readonly UpdateContext writer =
        new(Pod, "creator", "v1", "", DateTimeOffset.UnixEpoch) { Ignored = FieldSet.OfPaths("status") };

    private readonly UpdateContext kubelet =
        new(Pod, "kubelet", "v1", "status", DateTimeOffset.UnixEpoch) { Ignored = FieldSet.OfPaths("spec") };

    private readonly byte[] draft = Encoding.UTF8.GetBytes(Draft);
    private readonly byte[] running;
    private readonly JsonObject config;
    private readonly JsonObject applied;

    public OwnershipBenchmarks()
    {
        var created = Create();
        created["metadata"]!["uid"] = "1";
        var updated = StrategicMergePatch.Apply(created, Ready, Pod);
        ManagedFields.Update(created, updated, kubelet);
        running = JsonText.Write(updated);
        config = Read(draft);
        applied = ServerSideApply.Apply(null, config, writer, false).Item;
    }

    [Benchmark(Baseline = true)]
    public JsonObject Parse() => Read(draft);

    [Benchmark]
    public JsonObject ParseAndPatchStatus() => StrategicMergePatch.Apply(Read(running), NotReady, Pod);

    [Benchmark]
    public JsonObject Create()
    {
        var pod = Read(draft);
        ManagedFields.Update(null, pod, writer);
        return pod;
    }

    [Benchmark]
    public JsonObject PatchStatus()
    {
        var live = Read(running);
        var updated = StrategicMergePatch.Apply(live, NotReady, Pod);
        ManagedFields.Update(live, updated, kubelet);
        return updated;
    }

    [Benchmark]
    public JsonObject ApplyAgain() => ServerSideApply.Apply(applied, config, writer, false).Item;

    private static JsonObject Read(byte[] utf8) => (JsonObject)JsonReader.Read(utf8).Node!;
}
