using Fairway.Cli.Fleets;
using Fairway.Cli.Logging;
using Fairway.Tests.Cli.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Fairway.Tests.Cli.Fleets;

public sealed class FleetEnvironmentTests
{
    [Fact]
    public void What_controllers_of_a_cluster_fail_at_is_told_with_its_id()
    {
        var time = new FakeTimeProvider();
        var shown = new List<string>();
        using var log = new LogLines(time, shown.Add, verbose: false);
        var environment = new FleetEnvironment(new FleetOptions { Seed = 1 }, new FleetClock(time), log);
        var keys = FleetKeys.Of(StoredCredentials.Empty, ["one"], time.GetUtcNow())[0];

        var logs = environment.BehaviourOf(keys).Environment.Logs;
        logs.CreateLogger("Fairway.Kube.Controllers.deployments").Fails(new InvalidOperationException("why"), "a/x");

        Assert.Equal(["one: deployments: failed to reconcile a/x: why"], shown);
    }
}
