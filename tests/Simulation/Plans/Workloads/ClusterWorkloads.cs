namespace Fairway.Simulation.Plans.Workloads;

/// <summary>What people do that concerns the scheduler, the nodes, namespaces, garbage, budgets and services.</summary>
internal static class ClusterWorkloads
{
    private const string Deployments = "deployments.apps";
    private const string Maps = "configmaps";

    public static IReadOnlyList<Workload> All => [.. Scheduling, .. Nodes, .. Services, .. CleanUp, .. Others];

    private static IReadOnlyList<Workload> Scheduling { get; } =
    [
        new("scheduler", "fill, cordon, make room", async people =>
        {
            await people.CreateAsync(Deployments, Big);
            await people.ChangeAsync("nodes", "node-000", """{"spec":{"unschedulable":true}}""", null);
            await people.ScaleAsync(Deployments, "big", 5);
            await people.ScaleAsync(Deployments, "big", 1);
            await people.ChangeAsync("nodes", "node-000", """{"spec":{"unschedulable":null}}""", null);
            await people.ScaleAsync(Deployments, "big", 3);
        }),
        new("scheduler", "apart from each other", async people =>
        {
            await people.CreateAsync(Deployments, People.Body("shy", 2, pod: """
                "affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[
                 {"topologyKey":"kubernetes.io/hostname","labelSelector":{"matchLabels":{"app":"shy"} } }]} },
                """));
            await people.ScaleAsync(Deployments, "shy", 5);
            await people.ScaleAsync(Deployments, "shy", 2);
        }),
    ];

    private static IReadOnlyList<Workload> Nodes { get; } =
    [
        new("node-lifecycle", "cordon and uncordon", async people =>
        {
            await people.ChangeAsync("nodes", "node-000", """{"spec":{"unschedulable":true}}""", null);
            await people.CreateAsync(Deployments, People.Body("web", 3));
            await people.ChangeAsync("nodes", "node-000", """{"spec":{"unschedulable":null}}""", null);
        }),
        new("taint-eviction", "drive out at once, and after a while", async people =>
        {
            await people.CreateAsync(Deployments, People.Body("web", 4, pod: """
                "tolerations":[{"key":"slow","operator":"Exists","effect":"NoExecute","tolerationSeconds":20}],
                """));
            await people.ChangeAsync("nodes", "node-000", """
                {"spec":{"taints":[{"key":"slow","effect":"NoExecute"}]}}
                """, null, pause: 10);
            await people.ChangeAsync("nodes", "node-000", """{"spec":{"taints":null}}""", null);
            await people.ChangeAsync("nodes", "node-001", """
                {"spec":{"taints":[{"key":"fast","effect":"NoExecute"}]}}
                """, null, pause: 30);
        }),
        new("pod-garbage", "a node that is taken away", async people =>
        {
            await people.CreateAsync(Deployments, People.Body("web", 4));
            await people.DeleteAsync("nodes", "node-000", ns: null, pause: 120);
        }),
        new("kubelet", "start, crash, stop", async people =>
        {
            await people.CreateAsync(Deployments, People.Body("web", 2));
            await people.RollAsync(Deployments, "web", "web:2", pause: 2);
            await people.LosePodAsync("web", pause: 2);
            await people.ScaleAsync(Deployments, "web", 0);
        }),
    ];

    private static IReadOnlyList<Workload> Services { get; } =
    [
        new("disruption", "evict what may go", async people =>
        {
            await people.CreateAsync(Deployments, People.Body("web", 3));
            await people.CreateAsync("poddisruptionbudgets.policy", """
                {"metadata":{"name":"web"},"spec":{"minAvailable":2,"selector":{"matchLabels":{"app":"web"}}}}
                """);
            await people.EvictAsync("web", 3, pause: 2);
            await people.EvictAsync("web", 1);
            await people.ScaleAsync(Deployments, "web", 4, pause: 3);
            await people.EvictAsync("web", 2);
        }),
        new("endpointslice", "scale, roll, lose a pod", ServeAsync),
        new("endpoint", "scale, roll, lose a pod", ServeAsync),
        new("endpointslicemirroring", "addresses by hand", async people =>
        {
            await people.CreateAsync("services", """
                {"metadata":{"name":"outside"},"spec":{"ports":[{"port":80,"name":"http"}]}}
                """);
            await people.CreateAsync("endpoints", """
                {"metadata":{"name":"outside"},
                 "subsets":[{"addresses":[{"ip":"10.9.9.1"}],"ports":[{"port":80,"name":"http"}]}]}
                """);
            await people.ChangeAsync("endpoints", "outside", """
                {"subsets":[{"addresses":[{"ip":"10.9.9.2"}],"ports":[{"port":80,"name":"http"}]}]}
                """);
            await people.DeleteAsync("endpoints", "outside");
        }),
    ];

    private static IReadOnlyList<Workload> CleanUp { get; } =
    [
        new("garbage", "background, foreground, orphan", async people =>
        {
            foreach (var (name, how) in new[] { ("one", "Background"), ("two", "Foreground"), ("three", "Orphan") })
            {
                await people.CreateAsync(Deployments, People.Body(name, 2));
                await people.DeleteAsync(Deployments, name, how);
            }
        }),
        new("garbage", "an owner that was made again", async people =>
        {
            await people.CreateAsync(Maps, """{"metadata":{"name":"owner"}}""", pause: 1);
            await people.CreateAsync(Maps, Owned(people, "child"), pause: 1);
            await people.DeleteAsync(Maps, "owner", "Orphan", pause: 1);
            await people.CreateAsync(Maps, """{"metadata":{"name":"owner"}}""", pause: 1);
            await people.CreateAsync(Maps, Owned(people, "other"), pause: 3);
            await people.DeleteAsync(Maps, "owner");
        }),
        new("namespace", "one with things in it", async people =>
        {
            await people.CreateAsync("namespaces", """{"metadata":{"name":"team"}}""", null, 3);
            await people.CreateAsync(Deployments, People.Body("web", 2), "team");
            await people.CreateAsync("services", Service, "team");
            await people.DeleteAsync("namespaces", "team", ns: null, pause: 30);
        }),
        new("namespace-defaults", "a namespace and its account", async people =>
        {
            await people.CreateAsync("namespaces", """{"metadata":{"name":"team"}}""", null, 5);
            await people.DeleteAsync("serviceaccounts", "default", ns: "team", pause: 5);
            await people.DeleteAsync(Maps, "kube-root-ca.crt", ns: "team", pause: 5);
            await people.DeleteAsync("namespaces", "team", ns: null, pause: 30);
        }),
    ];

    private static IReadOnlyList<Workload> Others { get; } =
    [
        new("resourcequota", "count what is used", async people =>
        {
            await people.CreateAsync("resourcequotas", """
                {"metadata":{"name":"few"},"spec":{"hard":{"pods":"3","services":"2"}}}
                """);
            await people.CreateAsync(Deployments, People.Body("web", 2));
            await people.ScaleAsync(Deployments, "web", 1);
            await people.ChangeAsync("resourcequotas", "few", """{"spec":{"hard":{"pods":"5"}}}""");
        }),
        new("persistentvolume-binder", "claim, use, release", async people =>
        {
            await people.CreateAsync("storageclasses.storage.k8s.io", """
                {"metadata":{"name":"fast"},"provisioner":"example.com/fast"}
                """, null, 2);
            await people.CreateAsync("persistentvolumeclaims", """
                {"metadata":{"name":"data"},"spec":{"storageClassName":"fast","accessModes":["ReadWriteOnce"],
                 "resources":{"requests":{"storage":"1Gi"}}}}
                """);
            await people.DeleteAsync("persistentvolumeclaims", "data");
        }),
    ];

    private const string Big = """
        {"metadata":{"name":"big"},"spec":{"replicas":3,"selector":{"matchLabels":{"app":"big"}},
         "template":{"metadata":{"labels":{"app":"big"}},"spec":{"containers":[{"name":"c","image":"web:1",
          "resources":{"requests":{"cpu":"9"}}}]}}}}
        """;

    private const string Service = """
        {"metadata":{"name":"web"},"spec":{"selector":{"app":"web"},"ports":[{"port":80}]}}
        """;

    private static async Task ServeAsync(People people)
    {
        await people.CreateAsync("services", Service, pause: 2);
        await people.CreateAsync(Deployments, People.Body("web", 2));
        await people.RollAsync(Deployments, "web", "web:2", pause: 2);
        await people.ScaleAsync(Deployments, "web", 3, pause: 2);
        await people.LosePodAsync("web");
        await people.ScaleAsync(Deployments, "web", 1);
        await people.DeleteAsync("services", "web");
    }

    private static string Owned(People people, string name) => $$"""
        {"metadata":{"name":"{{name}}","ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"owner",
         "uid":"{{(string?)people.World.Find(Maps, "owner")!["metadata"]!["uid"]}}"}]} }
        """;
}
