using Fairway.Delivery.Changes;
using Xunit;

namespace Fairway.Tests.Components.Planning;

public sealed class OwnedObjectsTests
{
    [Fact]
    public void A_plan_says_what_it_brings_and_removes_and_what_is_another_components()
    {
        var plan = PlanScene.Plan(
            recorded: $"[{Item("v1", "ConfigMap", "old", "c")}]",
            target: $"[{Namespace},{Item("apps/v1", "Deployment", "web", "c")},{Item("v1", "Service", "web", "c")}]",
            live: $"[{Item("v1", "ConfigMap", "old", "c")},{Item("v1", "Service", "web", "other")}]").ToChangePlan();

        Assert.Equal(["Deployment.apps ns/web", "Service ns/web"], plan.Brings);
        Assert.Equal(["ConfigMap ns/old"], plan.Removes);
        Assert.Equal([new ForeignObject("Service ns/web", "other")], plan.Others);
    }

    private const string Namespace = """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"ns"}}""";

    private static string Item(string version, string kind, string name, string component) =>
        $$"""
        {"apiVersion":"{{version}}","kind":"{{kind}}",
        "metadata":{"name":"{{name}}","namespace":"ns","labels":{"fairway.dev/component":"{{component}}"} } }
        """;
}
