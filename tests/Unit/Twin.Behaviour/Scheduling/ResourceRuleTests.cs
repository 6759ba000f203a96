using Fairway.Twin.Behaviour.Scheduling.Filters;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Scheduling;

/// <summary>Numbers of TestEnoughRequests and TestNotEnoughRequests in
/// pkg/scheduler/framework/plugins/noderesources/fit_test.go: a node of 10m CPU and 20 bytes of memory, on which
/// something is taken already.</summary>
public sealed class ResourceRuleTests
{
    private const string Cpu = "Insufficient cpu";
    private const string Memory = "Insufficient memory";

    [Theory]
    [InlineData("nothing is asked for", "", "", "10,20", "")]
    [InlineData("too much of both", "1,1", "", "10,20", Cpu, Memory)]
    [InlineData("an init container's CPU", "1,1", "3,1", "8,19", Cpu)]
    [InlineData("the highest init container's CPU", "1,1", "3,1;2,1", "8,19", Cpu)]
    [InlineData("an init container's memory", "1,1", "1,3", "9,19", Memory)]
    [InlineData("the highest init container's memory", "1,1", "1,3;1,2", "9,19", Memory)]
    [InlineData("an init container counts alone", "1,1", "1,1", "9,19", "")]
    [InlineData("the largest init container counts, not their sum", "1,1", "1,1;1,1", "9,19", "")]
    [InlineData("both fit", "1,1", "", "5,5", "")]
    [InlineData("memory alone fits", "2,1", "", "9,5", Cpu)]
    [InlineData("CPU alone fits", "1,2", "", "5,19", Memory)]
    [InlineData("to the last bit", "5,1", "", "5,19", "")]
    [InlineData("to the last bit, of an init container", "4,1", "5,1", "5,19", "")]
    public void A_pod_fits_where_there_is_room(
        string what, string containers, string init, string used, params string[] reasons)
    {
        Assert.NotEmpty(what);
        Assert.Equal(reasons.Where(r => r.Length > 0), Reasons(Pod(containers, init), used) ?? []);
    }

    [Theory]
    [InlineData("within", """{"example.com/aaa":"5"}""", "")]
    [InlineData("over what the node has", """{"example.com/aaa":"10"}""", "Insufficient example.com/aaa")]
    [InlineData("a resource that the node lacks", """{"example.com/bbb":"1"}""", "Insufficient example.com/bbb")]
    [InlineData("huge pages within", """{"hugepages-2Mi":"5"}""", "")]
    [InlineData("huge pages over", """{"hugepages-2Mi":"10"}""", "Insufficient hugepages-2Mi")]
    [InlineData("storage over", """{"ephemeral-storage":"25"}""", "Insufficient ephemeral-storage")]
    [InlineData("storage within", """{"ephemeral-storage":"20"}""", "")]
    public void Any_resource_counts(string what, string requests, string reason)
    {
        Assert.NotEmpty(what);
        Assert.Equal(reason, string.Join(',', Reasons(SchedulingWorld.Asking("p", requests), "0,0") ?? []));
    }

    [Fact]
    public void What_an_empty_node_could_not_give_no_preemption_helps()
    {
        Assert.True(Check(Pod("5,5", ""), "9,9")!.CanBePreempted);
        Assert.False(Check(Pod("11,5", ""), "9,9")!.CanBePreempted);
    }

    [Fact]
    public void Sidecars_add_to_what_runs_beside_and_after_them()
    {
        var pod = SchedulingWorld.Pod("p", """
            {"overhead":{"cpu":"1m"},
             "initContainers":[{"name":"a","resources":{"requests":{"cpu":"4m"}}},
               {"name":"s","restartPolicy":"Always","resources":{"requests":{"cpu":"2m"}}},
               {"name":"b","resources":{"requests":{"cpu":"7m"}}}],
             "containers":[{"name":"c","resources":{"requests":{"cpu":"3m"}}}]}
            """);

        Assert.Equal(2 + 7 + 1, pod.Requests.MilliCpu);
    }

    [Fact]
    public void Requests_of_the_pod_stand_for_those_of_its_containers()
    {
        var pod = SchedulingWorld.Pod("p", """
            {"resources":{"requests":{"cpu":"7m","hugepages-2Mi":"4Mi"}},
             "containers":[{"name":"c","resources":{"requests":{"cpu":"3m","memory":"5","example.com/gpu":"1"}}}]}
            """);

        Assert.Equal((7, 5), (pod.Requests.MilliCpu, pod.Requests.MemoryBytes));
        Assert.Equal("example.com/gpu=1,hugepages-2Mi=4194304", pod.Requests.Others!.ToString());
    }

    [Theory]
    [InlineData("", 8)]
    [InlineData(""","conditions":[{"type":"PodResizePending","status":"True","reason":"Infeasible"}]""", 5)]
    public void A_pod_in_the_middle_of_a_resize_counts_with_the_larger(string more, int milli)
    {
        var pod = SchedulingWorld.Pod(
            "p",
            """{"containers":[{"name":"c","resources":{"requests":{"cpu":"8m"}}}]}""",
            status: $$"""{"containerStatuses":[{"name":"c","allocatedResources":{"cpu":"5m"} }]{{more}} }""");

        Assert.Equal(milli, pod.Requests.MilliCpu);
    }

    [Fact]
    public void Containers_that_ask_for_nothing_weigh_something_all_the_same() =>
        Assert.Equal(
            (200, 400L << 20),
            (SchedulingWorld.Pod("p", """{"containers":[{"name":"a"},{"name":"b"}]}""").Weight.MilliCpu,
                SchedulingWorld.Pod("p", """{"containers":[{"name":"a"},{"name":"b"}]}""").Weight.MemoryBytes));

    // TestNodePorts of pkg/scheduler/framework/plugins/nodeports/node_ports_test.go
    [Theory]
    [InlineData("UDP/127.0.0.1/8080", "UDP/127.0.0.1/9090", true)]
    [InlineData("UDP/127.0.0.1/8080", "UDP/127.0.0.1/8080", false)]
    [InlineData("TCP/127.0.0.1/8080", "TCP/127.0.0.2/8080", true)]
    [InlineData("UDP/127.0.0.1/8080", "TCP/127.0.0.1/8080", true)]
    [InlineData("TCP/0.0.0.0/8001", "TCP/127.0.0.1/8001", false)]
    [InlineData("TCP/127.0.0.1/8001", "TCP/0.0.0.0/8001", false)]
    [InlineData("TCP/0.0.0.0/8001", "UDP/127.0.0.1/8001", true)]
    public void A_port_of_a_node_is_taken_once(string wanted, string taken, bool fits)
    {
        var world = new SchedulingWorld().Node("n").On("n", WithPort("a", taken));

        var placed = world.Place(WithPort("b", wanted));

        Assert.Equal(fits ? "n" : null, placed);
    }

    private static string[]? Reasons(PodInfo pod, string used) => Check(pod, used)?.Reasons.ToArray();

    private static Rejection? Check(PodInfo pod, string used)
    {
        var world = new SchedulingWorld()
            .Node("n", allocatable: """
                {"cpu":"10m","memory":"20","ephemeral-storage":"20","example.com/aaa":"5","hugepages-2Mi":"5",
                 "pods":"32"}
                """)
            .On("n", Pod(used, ""));
        return ResourceRules.Check(pod, world.Nodes()[0]);
    }

    private static PodInfo Pod(string containers, string init) => SchedulingWorld.Pod(
        $"p{containers}", $$"""{"containers":[{{Containers(containers)}}],"initContainers":[{{Containers(init)}}]}""");

    private static string Containers(string amounts) => string.Join(
        ',',
        amounts.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(a => a.Split(','))
            .Select((a, i) => $$"""
                {"name":"c{{i}}","resources":{"requests":{"cpu":"{{a[0]}}m","memory":"{{a[1]}}"} } }
                """));

    private static PodInfo WithPort(string name, string port)
    {
        var parts = port.Split('/');
        return SchedulingWorld.Pod(name, $$"""
            {"containers":[{"name":"c","ports":[
              {"protocol":"{{parts[0]}}","hostIP":"{{parts[1]}}","hostPort":{{parts[2]}},"containerPort":1}]}]}
            """);
    }
}
