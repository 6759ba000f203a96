using System.Text.Json.Nodes;

namespace Fairway.Simulation.Plans.Workloads;

/// <summary>What people do with Deployments, ReplicaSets and ReplicationControllers.</summary>
internal static class ReplicaWorkloads
{
    private const string Deployments = "deployments.apps";
    private const string ReplicaSets = "replicasets.apps";

    public static IReadOnlyList<Workload> All => [.. Deploying, .. Others];

    private static IReadOnlyList<Workload> Deploying { get; } =
    [
        new("deployment", "scale up and down", async people =>
        {
            await people.CreateAsync(Deployments, People.Body("web", 2));
            await people.ScaleAsync(Deployments, "web", 4, pause: 2);
            await people.ScaleAsync(Deployments, "web", 1);
        }),
        new("deployment", "roll, pause, resume, roll back", async people =>
        {
            await people.CreateAsync(Deployments, People.Body("web", 3));
            await people.RollAsync(Deployments, "web", "web:2", pause: 1);
            await people.ChangeAsync(Deployments, "web", """{"spec":{"paused":true}}""", pause: 8);
            await people.ChangeAsync(Deployments, "web", """{"spec":{"paused":null}}""");
            await people.RollAsync(Deployments, "web", "web:1");
        }),
        new("deployment", "recreate, then delete", async people =>
        {
            const string recreate = """ "strategy":{"type":"Recreate"},"revisionHistoryLimit":1, """;
            await people.CreateAsync(Deployments, People.Body("web", 2, recreate));
            await people.RollAsync(Deployments, "web", "web:2");
            await people.RollAsync(Deployments, "web", "web:3");
            await people.DeleteAsync(Deployments, "web");
        }),
    ];

    private static IReadOnlyList<Workload> Others { get; } =
    [
        new("replicaset", "scale up and down, lose pods", async people =>
        {
            await people.CreateAsync(ReplicaSets, People.Body("web", 2));
            await people.ScaleAsync(ReplicaSets, "web", 4, pause: 2);
            await people.LosePodAsync("web", pause: 3);
            await people.ScaleAsync(ReplicaSets, "web", 1);
            await people.DeleteAsync(ReplicaSets, "web");
        }),
        new("replicaset", "adopt and release", async people =>
        {
            await people.CreateAsync("pods", """
                {"metadata":{"name":"stray","labels":{"app":"web"}},
                 "spec":{"containers":[{"name":"c","image":"web:1"}]}}
                """);
            await people.CreateAsync(ReplicaSets, People.Body("web", 2));
            await people.ChangeAsync("pods", "stray", """{"metadata":{"labels":{"app":"other"}}}""");
            await people.DeleteAsync(ReplicaSets, "web", "Orphan");
            await people.CreateAsync(ReplicaSets, People.Body("web", 1));
        }),
        new("replicationcontroller", "scale up and down", async people =>
        {
            await people.CreateAsync("replicationcontrollers", Controller(2));
            await people.ScaleAsync("replicationcontrollers", "web", 3, pause: 2);
            await people.ScaleAsync("replicationcontrollers", "web", 1);
        }),
        new("horizontalpodautoscaler", "bounds that move", async people =>
        {
            await people.CreateAsync(Deployments, People.Body("web", 1));
            await people.CreateAsync("horizontalpodautoscalers.autoscaling", """
                {"metadata":{"name":"web"},"spec":{"minReplicas":2,"maxReplicas":4,
                 "scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"}}}
                """);
            await people.ChangeAsync(
                "horizontalpodautoscalers.autoscaling", "web", """{"spec":{"minReplicas":3}}""");
            await people.ScaleAsync(Deployments, "web", 9, pause: 30);
        }),
    ];

    private static string Controller(int replicas)
    {
        var body = JsonNode.Parse(People.Body("web", replicas))!;
        body["spec"]!["selector"] = new JsonObject { ["app"] = "web" };
        return body.ToJsonString();
    }
}
