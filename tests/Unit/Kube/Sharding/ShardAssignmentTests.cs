using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Fairway.Tests.Kube.Fakes;
using Xunit;

namespace Fairway.Tests.Kube.Sharding;

public sealed class ShardAssignmentTests : IDisposable
{
    private static readonly string[] Shards =
        [.. Enumerable.Range(0, 12).Select(i => $"c{i.ToString("D2", CultureInfo.InvariantCulture)}")];

    private const string Leases = "/apis/coordination.k8s.io/v1/namespaces/default/leases";

    private readonly KubeFixture _kube = new();
    private readonly ShardFleet _fleet = new();

    public void Dispose()
    {
        _kube.Dispose();
        Assert.Empty(_fleet.Violations);
    }

    [Fact]
    public void One_replica_takes_everything()
    {
        Start("a");
        Assert.Equal(12, _fleet.Owned);
    }

    [Fact]
    public void A_second_replica_takes_its_share_and_leaves_the_rest_where_it_is()
    {
        Start("a");
        Start("b");
        _kube.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(12, _fleet.Owned);
        Assert.InRange(_fleet.ShardsOf("b").Count(), 3, 9);
        Assert.Equal(12 + _fleet.ShardsOf("b").Count(), _fleet.Beginnings);
    }

    [Fact]
    public void A_replica_that_ends_hands_its_shards_over_at_once()
    {
        Start("a");
        var b = Start("b");
        _kube.Pass(TimeSpan.FromSeconds(5));
        b.Stop();
        _kube.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(12, _fleet.ShardsOf("a").Count());
        Assert.Equal(TaskStatus.RanToCompletion, b.Running.Status);
        Assert.Null(_kube.Api.Peek("/apis/coordination.k8s.io/v1/namespaces/default/leases/fleet-member-b"));
    }

    [Fact]
    public void A_replica_that_is_cut_off_stops_and_its_shards_go_to_others()
    {
        Start("a");
        var b = Start("b");
        _kube.Pass(TimeSpan.FromSeconds(5));
        _kube.Loop.Do(() => b.Line.Cut());
        _kube.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal(12, _fleet.ShardsOf("a").Count());
        _kube.Loop.Do(() => b.Line.Mend());
        _kube.Pass(TimeSpan.FromSeconds(60));
        Assert.InRange(_fleet.ShardsOf("b").Count(), 3, 9);
        Assert.Equal(12, _fleet.Owned);
    }

    [Fact]
    public void A_replica_that_hears_nothing_takes_nothing_from_those_who_live()
    {
        Start("a");
        var b = Start("b");
        _kube.Pass(TimeSpan.FromSeconds(5));
        var before = _fleet.Owners;
        b.Line.IsDeaf = true;
        _kube.Pass(TimeSpan.FromMinutes(3));
        Assert.Equal(before, _fleet.Owners);
    }

    [Fact]
    public void A_new_shard_is_taken_and_one_that_is_no_more_is_left()
    {
        var a = Start("a");
        a.SetShards([.. Shards, "new"]);
        Assert.Equal("a", _fleet.OwnerOf("new"));
        a.SetShards("new");
        _kube.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal("new:a", _fleet.Owners);
    }

    [Fact]
    public void Work_that_fails_is_begun_again_after_growing_rests()
    {
        _fleet.Fails = shard => shard == "c03";
        Start("a");
        Assert.Equal(12, _fleet.Beginnings);
        _kube.Pass(TimeSpan.FromMinutes(1));
        Assert.InRange(_fleet.Beginnings, 15, 20);
        Assert.Equal(11, _fleet.Owned);
        _fleet.Fails = _ => false;
        _kube.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(12, _fleet.Owned);
    }

    [Fact]
    public void A_shard_whose_lease_names_another_is_left()
    {
        Start("a");
        _kube.Loop.Do(() =>
        {
            var path = "/apis/coordination.k8s.io/v1/namespaces/default/leases";
            var lease = (System.Text.Json.Nodes.JsonObject)_kube.Api.Peek($"{path}/fleet-shard-c05")!.DeepClone();
            lease["spec"]!["holderIdentity"] = "thief";
            _kube.Api.Put(path, lease);
        });
        _kube.Pass(TimeSpan.FromSeconds(1));
        Assert.DoesNotContain("c05", _fleet.Owners, StringComparison.Ordinal);
        _kube.Pass(TimeSpan.FromSeconds(20));
        Assert.Equal(12, _fleet.Owned);
    }

    [Fact]
    public void At_rest_only_the_members_signs_of_life_are_written()
    {
        Start("a");
        Start("b");
        _kube.Pass(TimeSpan.FromSeconds(10));
        _kube.Api.Requests.Clear();
        _kube.Pass(TimeSpan.FromSeconds(60));
        Assert.All(_kube.Api.Requests, request => Assert.Contains("fleet-member-", request, StringComparison.Ordinal));
        Assert.InRange(_kube.Api.Requests.Count, 30, 50);
    }

    [Fact]
    public void A_shard_that_another_has_taken_since_the_plan_was_made_is_left_to_it()
    {
        WhenFirst("fleet-shard-c00", () => StoreLease("shard", "c05", "other"));
        Start("a");
        _kube.Pass(TimeSpan.FromSeconds(13));
        Assert.Equal(11, _fleet.Owned);
        Assert.DoesNotContain("c05", _fleet.Owners, StringComparison.Ordinal);
        _kube.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal("a", _fleet.OwnerOf("c05"));
    }

    [Fact]
    public void A_member_that_has_renewed_since_the_plan_was_made_is_not_buried()
    {
        StoreLease("member", "dead", "dead");
        StoreLease("member", "late", "late");
        WhenFirst("DELETE", () => StoreLease("member", "late", "late"));
        Start("a");
        _kube.Pass(TimeSpan.FromSeconds(20));
        Assert.Null(_kube.Api.Peek($"{Leases}/fleet-member-dead"));
        Assert.NotNull(_kube.Api.Peek($"{Leases}/fleet-member-late"));
    }

    [Fact]
    public void Work_whose_claim_is_answered_as_the_term_ends_is_not_begun()
    {
        Replica? a = null;
        var loop = _kube.Loop;

        // Posted twice over: after the answer, before what awaits it.
        WhenFirst("fleet-shard-c00", () => loop.Post(() => loop.Post(() => a!.Stop())));
        a = new Replica("a", _kube, _fleet);
        a.Start(Shards);
        _kube.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(TaskStatus.RanToCompletion, a.Running.Status);
        Assert.Equal(0, _fleet.Beginnings);
        var claim = _kube.Api.Peek($"{Leases}/fleet-shard-c00");
        Assert.NotNull(claim);
        Assert.Null(claim["spec"]!["holderIdentity"]);
    }

    /// <summary>Found by the property below. While r0 reconnects, it plans to take what dead members held, and others
    /// have taken that by the time it writes.</summary>
    [Fact]
    public void A_replica_that_reconnects_does_not_take_what_others_have_taken_over_meanwhile() => Live(
    [
        (0, 5, 1), (2, 5, 7), (0, 1, 10), (2, 1, 7), (2, 1, 5), (1, 5, 1), (2, 1, 19), (2, 4, 15), (1, 5, 3),
        (1, 0, 18), (2, 0, 4), (2, 2, 18), (1, 4, 18),
    ]);

    [Fact]
    public void Whatever_happens_no_shard_has_two_owners_and_in_the_end_each_has_one() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 5], Gen.Int[1, 20]).Array[1, 25].Sample(
            Live, iter: 12);

    private static void Live((int Who, int What, int Seconds)[] history)
    {
        using var kube = new KubeFixture();
        var fleet = new ShardFleet();
        var replicas = new Replica?[3];
        var lives = 0;
        foreach (var (who, what, seconds) in history)
        {
            kube.Loop.Do(() => Happen(replicas[who], what));
            if (what == 0 && replicas[who] is { } leaving)
            {
                leaving.Stop();
                replicas[who] = null;
            }
            else if (replicas[who] is null)
            {
                replicas[who] = new Replica($"r{who}-{lives++}", kube, fleet);
                replicas[who]!.Start(Shards);
            }

            kube.Pass(TimeSpan.FromSeconds(seconds));
        }

        replicas[0] ??= new Replica("last", kube, fleet);
        if (replicas[0]!.Running == Task.CompletedTask)
        {
            replicas[0]!.Start(Shards);
        }

        foreach (var replica in replicas)
        {
            kube.Loop.Do(() => Happen(replica, 5));
        }

        // A watch that has gone deaf is replaced at the end of its time, ten minutes at the longest.
        kube.Pass(TimeSpan.FromMinutes(12));
        Assert.Empty(fleet.Violations);
        Assert.Equal(Shards.Length, fleet.Owned);
    }

    private static void Happen(Replica? replica, int what)
    {
        switch (what)
        {
            case 1:
                replica?.Line.Cut();
                break;
            case 2:
                replica?.Line.Mend();
                break;
            case 3 when replica is not null:
                replica.Line.IsDeaf = true;
                break;
            case 5 when replica is not null:
                replica.Line.Mend();
                replica.Line.IsDeaf = false;
                break;
        }
    }

    /// <summary>Does <paramref name="what"/> when the first write is sent that has <paramref name="part"/> in
    /// it.</summary>
    private void WhenFirst(string part, Action what)
    {
        var done = false;
        _kube.Api.Sent = request =>
        {
            var body = Encoding.UTF8.GetString(request.Body.Span);
            if (!done && request.Method != "GET"
                && $"{request.Method} {request.Path} {body}".Contains(part, StringComparison.Ordinal))
            {
                done = true;
                what();
            }
        };
    }

    private void StoreLease(string role, string name, string holder) => _kube.Api.Put(
        Leases,
        new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"fleet-{role}-{name}",
                ["namespace"] = "default",
                ["labels"] = new JsonObject
                {
                    ["fairway.dev/shard-group"] = "fleet",
                    ["fairway.dev/shard-role"] = role,
                },
            },
            ["spec"] = new JsonObject { ["holderIdentity"] = holder, ["leaseDurationSeconds"] = 15 },
        });

    private Replica Start(string name)
    {
        var replica = new Replica(name, _kube, _fleet);
        replica.Start(Shards);
        return replica;
    }
}
