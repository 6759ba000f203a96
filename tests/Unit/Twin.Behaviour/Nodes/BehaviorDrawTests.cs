using System.Collections.Immutable;
using System.Text.Json;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Api.Twins;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Behaviour.Resources;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Nodes;

/// <summary>Which behavior a container has, and what is drawn for it.</summary>
public sealed class BehaviorDrawTests
{
    private static readonly PodBehaviour Usual = PodBehaviour.Default with { Jitter = 0 };

    [Fact]
    public void Each_part_comes_from_the_highest_priority_that_says_it()
    {
        var drawn = Draw(
            ("b", """{"priority":1,"start":{"mean":"2s"},"stop":{"mean":"9s"}}"""),
            ("a", """{"priority":1,"stop":{"mean":"4s"}}"""),
            ("c", """{"priority":7,"ready":{"mean":"3s"}}"""),
            ("d", """{"start":{"mean":"1h"},"run":{"after":{"mean":"5s"},"exitCode":3}}"""));

        Assert.Equal(
            Usual with
            {
                Start = TimeSpan.FromSeconds(2), Stop = TimeSpan.FromSeconds(4), Ready = TimeSpan.FromSeconds(3),
                EndsAfter = TimeSpan.FromSeconds(5), ExitCode = 3,
            },
            drawn);
    }

    [Theory]
    [InlineData("""{"images":["*/other:*","registry.example/web:?"]}""", true)]
    [InlineData("""{"images":["*/other:*"]}""", false)]
    [InlineData("""{"containers":["we*"],"namespaces":["team-*"],"nodes":["node-00*"]}""", true)]
    [InlineData("""{"containers":["side*"]}""", false)]
    [InlineData("""{"namespaces":["default"]}""", false)]
    [InlineData("""{"nodes":["node-01*"]}""", false)]
    [InlineData("""{"labels":{"matchLabels":{"app":"web"}}}""", true)]
    [InlineData("""{"labels":{"matchExpressions":[{"key":"app","operator":"NotIn","values":["web"]}]}}""", false)]
    [InlineData("""{"nodeLabels":{"matchLabels":{"pool":"a"}}}""", true)]
    [InlineData("""{"nodeLabels":{"matchLabels":{"pool":"b"}}}""", false)]
    [InlineData(
        """{"architectures":["arm64"],"kernels":["6.6.*"],"runtimes":["containerd://*"],"zones":["z-a"]}""", true)]
    [InlineData("""{"architectures":["amd64"]}""", false)]
    [InlineData("""{"kernels":["6.1*"]}""", false)]
    [InlineData("""{"runtimes":["cri-o://*"]}""", false)]
    [InlineData("""{"zones":["z-b"]}""", false)]
    [InlineData("""{"percent":0}""", false)]
    [InlineData("""{"percent":100}""", true)]
    public void A_selector_holds_where_all_that_it_says_does(string selector, bool holds)
    {
        var drawn = Draw(("x", $$"""{"selector":{{selector}},"start":{"mean":"7s"} }"""));

        Assert.Equal(holds ? TimeSpan.FromSeconds(7) : Usual.Start, drawn.Start);
    }

    [Fact]
    public void A_share_of_the_pods_is_taken_whatever_their_order()
    {
        var selector = new PodBehaviorSelector { Percent = 30 };
        bool Takes(int pod) => BehaviorMatch.Covers(selector, "some", Subject($"web-{pod}"), 1);

        var taken = Enumerable.Range(0, 2000).Where(Takes).ToArray();

        Assert.InRange(taken.Length, 540, 660);
        Assert.Equal(taken, Enumerable.Range(0, 2000).Reverse().Where(Takes).Reverse());
    }

    [Theory]
    [InlineData("Constant", """{"mean":"10s"}""", 10, 0)]
    [InlineData("Uniform", """{"min":"4s","max":"16s"}""", 10, 3.46)]
    [InlineData("Normal", """{"mean":"10s","deviation":"2s"}""", 10, 2)]
    [InlineData("LogNormal", """{"mean":"10s","deviation":"4s"}""", 10, 4)]
    [InlineData("Exponential", """{"mean":"10s"}""", 10, 10)]
    public void Draws_have_the_mean_and_deviation_that_were_asked_for(
        string shape, string said, double mean, double deviation)
    {
        var times = JsonSerializer.Deserialize(said, ApiJson.Default.TimeDistribution)! with
        {
            Shape = Enum.Parse<DistributionShape>(shape),
        };

        var drawn = Enumerable.Range(0, 4000).Select(n => Chance.Draw(times, 3, $"p-{n}").TotalSeconds).ToArray();

        var average = drawn.Average();
        Assert.InRange(average, mean * 0.93, mean * 1.07);
        var spread = Math.Sqrt(drawn.Average(time => (time - average) * (time - average)));
        Assert.InRange(spread, deviation * 0.9, (deviation * 1.1) + 0.001);
    }

    [Fact]
    public void Bounds_hold_for_every_shape()
    {
        foreach (var shape in Enum.GetValues<DistributionShape>())
        {
            var times = new TimeDistribution
            {
                Shape = shape, Mean = Duration.Seconds(10), Deviation = Duration.Seconds(30),
                Min = Duration.Seconds(8), Max = Duration.Seconds(12),
            };
            Assert.All(
                Enumerable.Range(0, 500),
                n => Assert.InRange(Chance.Draw(times, 0, $"{n}").TotalSeconds, 8, 12));
        }
    }

    [Fact]
    public void The_seed_and_the_name_decide_what_is_drawn()
    {
        var times = new TimeDistribution
        {
            Shape = DistributionShape.Normal, Mean = Duration.Seconds(9), Deviation = Duration.Seconds(1),
        };

        Assert.Equal(TimeSpan.FromMilliseconds(9957), Chance.Draw(times, 1, "web-0"));
        Assert.NotEqual(Chance.Draw(times, 1, "web-0"), Chance.Draw(times, 1, "web-1"));
        Assert.NotEqual(Chance.Draw(times, 1, "web-0"), Chance.Draw(times, 2, "web-0"));
    }

    [Fact]
    public void So_many_runs_end_and_the_next_one_goes_on()
    {
        const string Spec = """{"run":{"after":{"mean":"1s"},"times":2}}""";

        Assert.Equal(TimeSpan.FromSeconds(1), Draw(ContainerRole.Main, 1, ("x", Spec)).EndsAfter);
        Assert.Null(Draw(ContainerRole.Main, 2, ("x", Spec)).EndsAfter);
        var init = Draw(ContainerRole.Init, 2, ("x", Spec));
        Assert.Equal((TimeSpan.Zero, 0), (init.EndsAfter, init.ExitCode));
    }

    [Fact]
    public void A_run_draws_anew_and_a_pod_stays_as_it_is()
    {
        const string Spec = """
            {"run":{"after":{"shape":"Exponential","mean":"1h"}},"ready":{"shape":"Exponential","mean":"1h"}}
            """;

        var (first, second) = (Draw(ContainerRole.Main, 0, ("x", Spec)), Draw(ContainerRole.Main, 1, ("x", Spec)));

        Assert.NotEqual(first.EndsAfter, second.EndsAfter);
        Assert.Equal(first.Ready, second.Ready);
    }

    private static PodBehaviour Draw(params (string Name, string Spec)[] behaviors) =>
        Draw(ContainerRole.Main, 0, behaviors);

    private static PodBehaviour Draw(ContainerRole role, int run, params (string Name, string Spec)[] behaviors)
    {
        var subject = Subject("web-0");
        return BehaviorDraw.Of(
            BehaviorOrder.Of(behaviors.Select(b => View(b.Name, b.Spec))),
            subject with { Run = subject.Run with { Role = role, Number = run } },
            Usual,
            seed: 1);
    }

    private static BehaviorView<PodBehaviorSpec> View(string name, string spec) => new(
        new Fairway.Kube.Pods.Objects.ObjectMeta { Name = name },
        JsonSerializer.Deserialize(spec, ApiJson.Default.PodBehaviorSpec)!);

    private static BehaviorSubject Subject(string pod) => new(
        new PodView
        {
            Meta = new Fairway.Kube.Pods.Objects.ObjectMeta
            {
                Name = pod, Namespace = "team-a", Labels = StringMap.Of(("app", "web")),
            },
        },
        new NodeView
        {
            Meta = new Fairway.Kube.Pods.Objects.ObjectMeta
            {
                Name = "node-001", Labels = StringMap.Of(("pool", "a"), ("topology.kubernetes.io/zone", "z-a")),
            },
            System = new NodeSystem("arm64", "6.6.0-twin", "containerd://2.1.4"),
        },
        new ContainerRun(new ContainerSpec("web", "registry.example/web:2"), ContainerRole.Main, 0));
}
