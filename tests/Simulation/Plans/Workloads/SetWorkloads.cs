namespace Fairway.Simulation.Plans.Workloads;

/// <summary>What people do with StatefulSets and DaemonSets.</summary>
internal static class SetWorkloads
{
    private const string StatefulSets = "statefulsets.apps";
    private const string DaemonSets = "daemonsets.apps";

    private const string Claims = """
        "serviceName":"db","persistentVolumeClaimRetentionPolicy":{"whenScaled":"Delete","whenDeleted":"Retain"},
        "volumeClaimTemplates":[{"metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"],
         "resources":{"requests":{"storage":"1Gi"}}}}],
        """;

    public static IReadOnlyList<Workload> All => [.. Stateful, .. Daemons];

    private static IReadOnlyList<Workload> Stateful { get; } =
    [
        new("statefulset", "scale up and down", async people =>
        {
            await people.CreateAsync(StatefulSets, People.Body("db", 2));
            await people.ScaleAsync(StatefulSets, "db", 4, pause: 3);
            await people.ScaleAsync(StatefulSets, "db", 1, pause: 1);
            await people.ScaleAsync(StatefulSets, "db", 2);
        }),
        new("statefulset", "roll past a partition, roll back", async people =>
        {
            await people.CreateAsync(StatefulSets, People.Body("db", 3));
            await people.ChangeAsync(StatefulSets, "db", """
                {"spec":{"updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":2}}}}
                """, pause: 1);
            await people.RollAsync(StatefulSets, "db", "db:2");
            await people.DeleteAsync("pods", "db-0");
            await people.ChangeAsync(StatefulSets, "db", """
                {"spec":{"updateStrategy":{"rollingUpdate":{"partition":0}}}}
                """, pause: 3);
            await people.RollAsync(StatefulSets, "db", "web:1", pause: 20);
        }),
        new("statefulset", "claims kept and deleted", async people =>
        {
            await people.CreateAsync(StatefulSets, People.Body("db", 2, Claims));
            await people.ScaleAsync(StatefulSets, "db", 1);
            await people.ScaleAsync(StatefulSets, "db", 2);
            await people.DeleteAsync(StatefulSets, "db");
        }),
        new("statefulset", "all at once, then deleted", async people =>
        {
            await people.CreateAsync(StatefulSets, People.Body("db", 3, """ "podManagementPolicy":"Parallel", """));
            await people.DeleteAsync("pods", "db-1", pause: 1);
            await people.RollAsync(StatefulSets, "db", "db:2");
            await people.DeleteAsync(StatefulSets, "db", "Foreground");
        }),
    ];

    private static IReadOnlyList<Workload> Daemons { get; } =
    [
        new("daemonset", "roll, and roll back", async people =>
        {
            await people.CreateAsync(DaemonSets, Daemon());
            await people.RollAsync(DaemonSets, "agent", "agent:2", pause: 2);
            await people.RollAsync(DaemonSets, "agent", "web:1");
        }),
        new("daemonset", "surge, and a pod lost", async people =>
        {
            await people.CreateAsync(DaemonSets, Daemon("""
                "updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1,"maxUnavailable":0}},
                """));
            await people.RollAsync(DaemonSets, "agent", "agent:2", pause: 2);
            await people.LosePodAsync("agent");
        }),
        new("daemonset", "nodes come, change and go", async people =>
        {
            await people.CreateAsync(DaemonSets, Daemon(pod: """ "nodeSelector":{"disk":"fast"}, """));
            await people.ChangeAsync("nodes", "node-000", """{"metadata":{"labels":{"disk":"fast"}}}""", null, 2);
            await people.ChangeAsync("nodes", "node-001", """{"metadata":{"labels":{"disk":"fast"}}}""", null);
            await people.ChangeAsync("nodes", "node-000", """{"metadata":{"labels":{"disk":null}}}""", null);
            await people.ChangeAsync("nodes", "node-001", """
                {"spec":{"taints":[{"key":"broken","effect":"NoSchedule"}]}}
                """, null);
            await people.DeleteAsync(DaemonSets, "agent");
        }),
    ];

    private static string Daemon(string spec = "", string pod = "") => $$"""
        {"metadata":{"name":"agent"},"spec":{ {{spec}} "selector":{"matchLabels":{"app":"agent"} },
         {{People.Template("agent", pod: pod)}} } }
        """;
}
