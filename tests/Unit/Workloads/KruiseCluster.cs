using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Tests.Twin.Behaviour;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Timing;
using Fairway.Workloads;
using Fairway.Workloads.Definitions;

namespace Fairway.Tests.Workloads;

/// <summary>A cluster of the twin in which the controllers of OpenKruise's kinds run.</summary>
internal static class KruiseCluster
{
    public const string CloneSets = "/apis/apps.kruise.io/v1alpha1/namespaces/default/clonesets";
    public const string StatefulSets = "/apis/apps.kruise.io/v1beta1/namespaces/default/statefulsets";
    public const string DaemonSets = "/apis/apps.kruise.io/v1beta1/namespaces/default/daemonsets";
    public const string Pods = "/api/v1/namespaces/default/pods";

    /// <summary>Runs a scenario with the definitions installed and the controllers running.</summary>
    public static void Run(
        Func<TwinCluster, Task> scenario,
        int nodes = 3,
        PodBehaviours? behaviours = null,
        SimulationSeed? seed = null) => TwinCluster.Run(
        async cluster =>
        {
            var environment = KubeEnvironment.Of(cluster.Time, 2) with { Logs = cluster.Logs };
            await new KruiseInstaller(cluster.Api, environment)
                .InstallAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
            using var end = new CancellationTokenSource();
            var controllers = new WorkloadProcess(cluster.Api, environment).RunAsync(end.Token);
            try
            {
                await scenario(cluster);
            }
            finally
            {
                end.Cancel();
                await controllers;
            }
        },
        nodes,
        behaviours,
        seed: seed);

    /// <summary>A set with the template that all of them have; <paramref name="spec"/> is added to its spec.</summary>
    public static string Set(string kind, string spec, string image = "app:1") =>
        $$$"""
        {"apiVersion":"apps.kruise.io/{{{(kind == "CloneSet" ? "v1alpha1" : "v1beta1")}}}","kind":"{{{kind}}}",
         "metadata":{"name":"s"},
         "spec":{"selector":{"matchLabels":{"app":"s"}},
          "template":{"metadata":{"labels":{"app":"s"}},"spec":{"containers":[{"name":"c","image":"{{{image}}}"}]}},
          {{{spec}}}}}
        """;

    /// <summary>The merge patch of the template's image.</summary>
    public static string Image(string image) =>
        $$$$$"""{"spec":{"template":{"spec":{"containers":[{"name":"c","image":"{{{{{image}}}}}"}]}}}}""";

    /// <summary>The living pods, by name.</summary>
    public static async Task<JsonObject[]> LivingAsync(this TwinCluster cluster) =>
    [
        .. (await cluster.ListAsync(Pods))
            .Where(p => p["metadata"]!["deletionTimestamp"] is null)
            .OrderBy(p => (string?)p["metadata"]!["name"], StringComparer.Ordinal),
    ];

    /// <summary>How many living pods have each image: <c>2 app:1, 1 app:2</c>.</summary>
    public static async Task<string> ImagesAsync(this TwinCluster cluster) => string.Join(
        ", ",
        (await cluster.LivingAsync()).CountBy(p => (string)p["spec"]!["containers"]![0]!["image"]!)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value} {pair.Key}"));

    public static string Name(JsonObject obj) => (string)obj["metadata"]!["name"]!;

    public static string Uid(JsonObject obj) => (string)obj["metadata"]!["uid"]!;

    public static Task<JsonObject> MergeAsync(this TwinCluster cluster, string path, string patch) =>
        cluster.SendAsync("PATCH", path, patch, "application/merge-patch+json");

    /// <summary>Waits until the status has these numbers, about the present generation.</summary>
    public static Task<JsonObject> UntilStatusAsync(
        this TwinCluster cluster, string path, params (string Field, int Value)[] wanted) =>
        cluster.UntilAsync(path, set =>
            (long?)set["status"]?["observedGeneration"] == (long?)set["metadata"]!["generation"]
            && wanted.All(one => (int?)set["status"]![one.Field] == one.Value));
}
