using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Endpoints;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Endpoints;

public sealed class SlicePlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Many_pods_fill_slices_of_a_hundred()
    {
        var made = Plan(Service, Pods(250), []).Cast<SliceAction.Create>();
        Assert.Equal([100, 100, 50], made.Select(c => c.Body["endpoints"]!.AsArray().Count));
    }

    [Fact]
    public void A_new_pod_goes_into_the_slice_that_has_room()
    {
        var pods = Pods(131);
        SliceView[] slices = [Slice("a", pods[..100]), Slice("b", pods[100..130])];

        var update = Assert.IsType<SliceAction.Update>(Assert.Single(Plan(Service, pods, slices)));

        Assert.Equal("b", update.Slice.Name);
        Assert.Equal(31, update.Patch["endpoints"]!.AsArray().Count);
    }

    [Fact]
    public void What_is_as_wanted_is_left_alone()
    {
        var pods = Pods(3);
        Assert.Empty(Plan(Service, pods, [Slice("a", pods)]));
        Assert.Empty(Plan(Service, [], [Slice("a", []) with { Ports = [] }]));
    }

    [Fact]
    public void A_pod_that_ends_serves_but_is_not_ready()
    {
        var pod = Pod(0);
        var going = pod with { Pod = pod.Pod with { Meta = pod.Pod.Meta with { DeletedAt = Now } } };

        var conditions = Created(Plan(Service, [going], []))["endpoints"]![0]!["conditions"]!;

        Assert.Equal(
            (false, true, true),
            ((bool)conditions["ready"]!, (bool)conditions["serving"]!, (bool)conditions["terminating"]!));
    }

    [Fact]
    public void A_named_port_is_looked_up_in_each_pod()
    {
        var service = Service with { Ports = [new ServicePort("http", "TCP", 80) { TargetName = "web" }] };
        BackingPod[] pods = [WithPort(Pod(0), 8080), WithPort(Pod(1), 9090), Pod(2)];

        var ports = Plan(service, pods, []).Cast<SliceAction.Create>()
            .Select(c => (int?)c.Body["ports"]?[0]!["port"]);

        Assert.Equal([null, 8080, 9090], ports);
    }

    [Fact]
    public void Traffic_may_be_asked_to_stay_in_its_zone()
    {
        var body = Created(Plan(Service with { Distribution = "PreferClose" }, [Pod(0)], []));
        Assert.Equal("z", (string?)body["endpoints"]![0]!["hints"]!["forZones"]![0]!["name"]);
    }

    [Fact]
    public void A_pod_without_its_node_is_no_endpoint_unless_all_are_published()
    {
        var lost = Pod(0) with { Node = null };
        Assert.Null(Created(Plan(Service, [lost], []))["endpoints"]);
        Assert.NotNull(Created(Plan(Service with { PublishesNotReady = true }, [lost], []))["endpoints"]);
    }

    private static JsonObject Created(ImmutableArray<SliceAction> actions) =>
        Assert.IsType<SliceAction.Create>(Assert.Single(actions)).Body;

    private static ImmutableArray<SliceAction> Plan(ServiceView service, BackingPod[] pods, SliceView[] slices) =>
        SlicePlanner.Plan(new SliceObservation(service, [.. pods], [.. slices]));

    private static ServiceView Service { get; } = new()
    {
        Meta = new ObjectMeta { Name = "web", Namespace = "default", Uid = "service" },
        Selector = StringMap.Of(("app", "web")),
        Ports = [new ServicePort("http", "TCP", 80) { TargetNumber = 8080 }],
        ClusterIp = "10.0.0.10",
        Families = ["IPv4"],
    };

    private static SliceView Slice(string name, BackingPod[] pods) => new()
    {
        Meta = new ObjectMeta
        {
            Name = name,
            Namespace = "default",
            Uid = name,
            Labels = StringMap.Of(
                (SliceView.ServiceLabel, "web"), (SliceView.ManagerLabel, SliceView.Controller)),
            Owners = [OwnerReference.ControllerOf("v1", "Service", Service.Meta)],
        },
        AddressType = "IPv4",
        Ports = [new EndpointPort("http", "TCP", 8080, null)],
        Endpoints =
        [
            .. pods.Select(p => new SliceEndpoint(p.Pod.PodIp!, true)
            {
                Serving = true,
                Terminating = false,
                Target = EndpointTarget.Of(p.Pod),
                NodeName = "n",
                Zone = "z",
            }),
        ],
    };

    private static BackingPod[] Pods(int count) => [.. Enumerable.Range(0, count).Select(Pod)];

    private static BackingPod WithPort(BackingPod pod, int number) => pod with
    {
        Pod = pod.Pod with
        {
            Spec = new PodSpec
            {
                Containers = [new ContainerSpec("c", "i") { Ports = [new NamedPort("web", "TCP", number)] }],
            },
        },
    };

    private static BackingPod Pod(int number) => new(
        new PodView
        {
            Meta = new ObjectMeta { Name = $"p{number:000}", Namespace = "default", Uid = $"u{number}" },
            NodeName = "n",
            Phase = PodPhase.Running,
            PodIp = $"10.1.{number / 250}.{number % 250}",
            Conditions = [new Condition("Ready", "True")],
        },
        new NodeView
        {
            Meta = new ObjectMeta { Name = "n", Labels = StringMap.Of(("topology.kubernetes.io/zone", "z")) },
        });
}
