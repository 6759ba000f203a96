using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Tests.Workloads.Histories;
using Fairway.Twin.Behaviour.Deployments;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour;

/// <summary>Random histories of a Deployment: people edit, pods are lost and fall ill, its controller dies between two
/// writes.</summary>
public sealed class DeploymentHistoryTests
{
    [Fact]
    public void No_invariant_is_broken() => ManyReconciles.Play("Deployment", Play);

    private static int Play(int seed)
    {
        var random = new Random(seed);
        var strategy = random.Next(4) == 0
            ? "\"type\":\"Recreate\""
            : $"\"type\":\"RollingUpdate\",\"rollingUpdate\":{{\"maxSurge\":{random.Next(3)},"
                + $"\"maxUnavailable\":\"{random.Next(5) * 20}%\"}}";
        var world = new DeploymentWorld($$$"""
            {"replicas":{{{random.Next(1, 9)}}},"selector":{"matchLabels":{"app":"web"} },"revisionHistoryLimit":2,
             "template":{"metadata":{"labels":{"app":"web"} },"spec":{"containers":[{"name":"app","image":"app:1"}]} },
             "strategy":{ {{{strategy}}} } }
            """);
        for (var edit = 0; edit < 6; edit++)
        {
            for (var i = random.Next(15); i > 0; i--)
            {
                world.World.Now += TimeSpan.FromSeconds(1);
                Trouble(world.World, random);
                world.ReconcileDeployment(random.Next(12) == 0 ? random : null);
                world.ReconcileSets();
                world.StepPods(random);
            }

            Edit(world, random);
        }

        world.Edit("""{"spec":{"paused":null}}""", "resume");
        world.Settle(random);
        world.Settle();
        AssertDone(world, seed);
        return world.Reconciles;
    }

    private static void Edit(DeploymentWorld world, Random random)
    {
        // One that is paused only scales, as in a real cluster: then Recreate does not wait for old pods to end.
        switch (random.Next(world.Deployment.Recreate ? 1 : 0, 7))
        {
            case 1 or 2:
                world.Edit($$$"""{"spec":{"replicas":{{{random.Next(9)}}} } }""", "scale");
                break;
            case 0:
                world.Edit(
                    random.Next(2) == 0 ? """{"spec":{"paused":true}}""" : """{"spec":{"paused":null}}""",
                    "pause or resume");
                break;
            default:
                world.Edit(
                    $$$"""
                    {"spec":{"template":{"spec":{"containers":[{"name":"app","image":"app:{{{random.Next(5)}}}"}]} } } }
                    """,
                    "image");
                break;
        }
    }

    private static void Trouble(World world, Random random)
    {
        var pods = world.Pods();
        if (pods.Length > 0 && random.Next(8) is < 2 and var what)
        {
            var pod = pods[random.Next(pods.Length)];
            if (what == 0)
            {
                world.Delete(KubeResources.Pods.ObjectPath(pod.Meta.Key));
            }
            else if (pod.IsReady)
            {
                world.SetReady(pod, false);
            }
        }
    }

    private static void AssertDone(DeploymentWorld world, int seed)
    {
        var deployment = world.Deployment;
        var current = Assert.Single(world.Sets, s => s.Template.Equals(deployment.Template));
        Assert.Equal(deployment.Replicas, current.Replicas);
        Assert.Equal(deployment.Replicas, deployment.Status.Available);
        Assert.True(DeploymentProgress.IsComplete(deployment, deployment.Status), $"seed {seed}\n{world.Story}");
        Assert.All(world.Sets.Where(s => s.Meta.Name != current.Meta.Name), s => Assert.Equal(0, s.Replicas));
        Assert.True(world.Sets.Length <= 1 + deployment.RevisionHistoryLimit, $"D-6, seed {seed}\n{world.Story}");
        Assert.False(world.ReconcileDeployment(), $"at rest something is written, seed {seed}\n{world.Story}");
    }
}
