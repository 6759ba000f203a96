using System.Globalization;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Deployments;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour;

public sealed class DeploymentPlannerTests
{
    private const string Deadline = ",\"progressDeadlineSeconds\":600";

    [Fact]
    public void A_rollout_and_its_undoing_tell_this_story()
    {
        var world = new DeploymentWorld(Spec(replicas: 4, more: Deadline));
        world.Settle();
        world.TellStatus();
        world.Edit(Image("app:2"), "image app:2");
        world.Settle();
        world.TellStatus();
        world.Edit("""{"spec":{"replicas":6}}""", "6 replicas");
        world.Settle();
        world.TellStatus();
        world.Edit(Image("app:1"), "back to app:1");
        world.Settle();
        world.TellStatus();
        Golden.Check("deployment-rollout", world.Story);
    }

    [Fact]
    public void A_broken_image_stops_the_rollout_and_the_fix_goes_on()
    {
        var world = new DeploymentWorld(Spec(replicas: 4, more: ",\"progressDeadlineSeconds\":30"));
        world.Settle();
        world.Edit(Image("broken:2"), "image broken:2");
        world.Settle();
        world.TellStatus();
        world.World.Now += TimeSpan.FromSeconds(60);
        world.Settle();
        world.TellStatus();
        world.Edit(Image("app:3"), "image app:3");
        world.Settle();
        world.TellStatus();
        Golden.Check("deployment-broken", world.Story);
    }

    [Fact]
    public void Recreate_ends_the_old_before_the_new()
    {
        var world = new DeploymentWorld(Spec(replicas: 3, more: ",\"strategy\":{\"type\":\"Recreate\"}"));
        world.Settle();
        world.Edit(Image("app:2"), "image app:2");
        world.Settle();
        world.TellStatus();
        Golden.Check("deployment-recreate", world.Story);
    }

    [Fact]
    public void A_deployment_that_is_created_paused_says_so_and_makes_nothing()
    {
        var world = new DeploymentWorld(Spec(replicas: 3, more: Deadline + ",\"paused\":true"));
        world.Settle();
        Assert.Empty(world.Sets);
        Assert.Equal(1, world.Deployment.Status.ObservedGeneration);
        Assert.Equal("DeploymentPaused", world.Deployment.Status.Find("Progressing")?.Reason);
    }

    [Fact]
    public void A_paused_deployment_only_scales_and_goes_on_when_resumed()
    {
        var world = new DeploymentWorld(Spec(replicas: 10, more: Deadline));
        world.Settle();
        world.Edit(Image("app:2"), "image app:2");
        for (var i = 0; i < 4; i++)
        {
            world.ReconcileDeployment();
            world.ReconcileSets();
            world.StepPods();
        }

        world.Edit("""{"spec":{"paused":true}}""", "pause");
        world.Settle();
        world.TellStatus();
        world.Edit("""{"spec":{"replicas":20}}""", "20 replicas");
        world.Settle();
        world.TellStatus();
        world.Edit("""{"spec":{"paused":null}}""", "resume");
        world.Settle();
        world.TellStatus();
        Golden.Check("deployment-paused", world.Story);
    }

    [Fact]
    public void At_rest_nothing_is_written()
    {
        var world = new DeploymentWorld(Spec(replicas: 3));
        world.Settle();
        Assert.False(world.ReconcileDeployment());
        Assert.False(world.ReconcileSets());
    }

    [Fact]
    public void A_name_that_is_taken_gives_another_hash()
    {
        var world = new DeploymentWorld(Spec(replicas: 1));
        world.Settle();
        var first = world.Sets.Single();
        var seen = new DeploymentObservation(world.Deployment, world.World.Now)
        {
            Candidates = [first with { Meta = first.Meta with { Labels = StringMap.Empty, Owners = [] } }],
        };

        var plan = DeploymentPlanner.Plan(seen);

        Assert.Equal(1, plan.Status.CollisionCount);
        var created =
            Assert.Single(plan.Actions.OfType<Fairway.Kube.Pods.Planning.WorkloadAction.CreateReplicaSet>());
        Assert.NotEqual(first.Meta.Name, created.Name);
    }

    [Theory]
    [InlineData("25%", "25%", 10, 3, 2)]
    [InlineData("25%", "25%", 1, 1, 0)]
    [InlineData("0", "0", 5, 0, 1)]
    [InlineData("0", "10%", 5, 0, 1)]
    [InlineData("100%", "0", 3, 3, 0)]
    public void Surge_rounds_up_and_unavailable_rounds_down(
        string surge, string unavailable, int replicas, int expectedSurge, int expectedUnavailable)
    {
        var bounds = RolloutBounds.Of(new DeploymentView
        {
            Meta = new ObjectMeta { Name = "web" },
            Selector = LabelSelector.MatchLabels(("app", "web")),
            Template = PodTemplate.Parse("{}"),
            Replicas = replicas,
            MaxSurge = Parse(surge),
            MaxUnavailable = Parse(unavailable),
        });

        Assert.Equal((expectedSurge, expectedUnavailable), (bounds.Surge, bounds.Unavailable));
    }

    private static IntOrPercent Parse(string text) => text.EndsWith('%')
        ? IntOrPercent.Percent(int.Parse(text.TrimEnd('%'), CultureInfo.InvariantCulture))
        : IntOrPercent.Count(int.Parse(text, CultureInfo.InvariantCulture));

    private static string Image(string image) =>
        "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"app\",\"image\":\"" + image + "\"}]}}}}";

    private static string Spec(int replicas, string more = "") => $$$"""
        {"replicas":{{{replicas}}},"selector":{"matchLabels":{"app":"web"}},
         "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"app","image":"app:1"}]}}
         {{{more}}} }
        """;
}
