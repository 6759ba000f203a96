using Fairway.Kube;
using Fairway.Kube.Leases;
using Fairway.Tests.Kube.Fakes;
using Xunit;

namespace Fairway.Tests.Kube.Leases;

public sealed class LeaseElectionTests : IDisposable
{
    private const string Path = "/apis/coordination.k8s.io/v1/namespaces/default/leases/leader";

    private readonly KubeFixture _kube = new();
    private readonly List<string> _story = [];

    public void Dispose() => _kube.Dispose();

    [Fact]
    public void The_first_candidate_works_and_the_second_waits_quietly()
    {
        var a = Candidate("a");
        var b = Candidate("b");
        _kube.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(["a works in term 1"], _story);
        Assert.Equal("a", (string?)_kube.Api.Peek(Path)!["spec"]!["holderIdentity"]);
        Assert.Equal(15, (int)_kube.Api.Peek(Path)!["spec"]!["leaseDurationSeconds"]!);
        Assert.InRange(
            _kube.Api.Requests.Count(request => request.StartsWith("PATCH", StringComparison.Ordinal)), 90, 110);
        Assert.False(a.Running.IsCompleted || b.Running.IsCompleted);
    }

    [Fact]
    public void A_holder_that_ends_stops_its_work_first_and_the_next_begins_at_once()
    {
        var a = Candidate("a");
        Candidate("b");
        a.HoldsOn = true;
        _kube.Loop.Do(() => a.End.Cancel());
        _kube.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal(["a works in term 1", "a is asked to stop"], _story);
        _kube.Loop.Do(() => a.LetGo());
        Assert.Equal(["a works in term 1", "a is asked to stop", "a has stopped", "b works in term 2"], _story);
        Assert.Equal(TaskStatus.RanToCompletion, a.Running.Status);
    }

    [Fact]
    public void A_holder_that_is_cut_off_stops_before_another_begins()
    {
        var a = Candidate("a");
        Candidate("b");
        _kube.Pass(TimeSpan.FromSeconds(7));
        _kube.Loop.Do(() => a.Line.Cut());
        _kube.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal(["a works in term 1", "a is asked to stop", "a has stopped", "b works in term 2"], _story);
    }

    [Fact]
    public void A_renewal_that_hangs_does_not_keep_the_work_going_beyond_the_deadline()
    {
        var a = Candidate("a");
        _kube.Loop.Do(() => a.Line.Cut());
        _kube.Pass(TimeSpan.FromSeconds(9.5));
        Assert.Equal(["a works in term 1"], _story);
        a.Line.Hangs = true;
        _kube.Pass(TimeSpan.FromSeconds(0.6));
        Assert.Equal(["a works in term 1", "a is asked to stop", "a has stopped"], _story);
    }

    [Fact]
    public void A_holder_that_comes_back_competes_again()
    {
        var a = Candidate("a");
        _kube.Loop.Do(() => a.Line.Cut());
        _kube.Pass(TimeSpan.FromSeconds(20));
        _kube.Loop.Do(() => a.Line.Mend());
        _kube.Pass(TimeSpan.FromSeconds(60));
        Assert.Equal(["a works in term 1", "a is asked to stop", "a has stopped", "a works in term 2"], _story);
    }

    [Fact]
    public void A_holder_whose_work_is_slow_to_stop_goes_on_renewing()
    {
        var a = Candidate("a");
        Candidate("b");
        a.HoldsOn = true;
        _kube.Loop.Do(() => a.End.Cancel());
        _kube.Pass(TimeSpan.FromMinutes(5));
        Assert.DoesNotContain("b works in term 2", _story);
    }

    [Fact]
    public void The_clock_of_another_machine_does_not_matter()
    {
        Store("elsewhere", "1999-01-01T00:00:00.000000Z");
        Candidate("a");
        _kube.Pass(TimeSpan.FromSeconds(14));
        Assert.Empty(_story);
        _kube.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(["a works in term 8"], _story);
    }

    [Fact]
    public void A_holder_whose_clock_is_wrong_keeps_what_it_renews()
    {
        Store("elsewhere", "1999-01-01T00:00:00.000000Z");
        Candidate("a");
        for (var i = 0; i < 20; i++)
        {
            _kube.Pass(TimeSpan.FromSeconds(10));
            Store("elsewhere", $"1999-01-01T00:00:{i:D2}.000000Z");
        }

        Assert.Empty(_story);
    }

    [Fact]
    public void A_lease_without_a_holder_is_taken_at_once()
    {
        Store(null, "2020-01-01T00:00:00.000000Z");
        Candidate("a");
        Assert.Equal(["a works in term 8"], _story);
    }

    [Fact]
    public void Of_many_who_want_a_free_lease_one_gets_it()
    {
        Store(null, "2020-01-01T00:00:00.000000Z");
        var candidates = Enumerable.Range(0, 5).Select(i => Make($"c{i}")).ToList();
        _kube.Loop.Do(() => candidates.ForEach(candidate => candidate.Start()));
        Assert.Single(_story);
    }

    [Fact]
    public void A_lease_that_somebody_else_has_taken_stops_the_work()
    {
        Candidate("a");
        Store("thief", "2020-01-01T00:00:00.000000Z");
        _kube.Pass(TimeSpan.FromSeconds(4));
        Assert.Equal(["a works in term 1", "a is asked to stop", "a has stopped"], _story);
    }

    [Fact]
    public void A_lease_that_somebody_has_edited_is_kept()
    {
        Candidate("a");
        _kube.Loop.Do(() =>
        {
            var lease = (System.Text.Json.Nodes.JsonObject)_kube.Api.Peek(Path)!.DeepClone();
            lease.Labelled("touched", "yes");
            _kube.Api.Put(Path[..Path.LastIndexOf('/')], lease);
        });
        _kube.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(["a works in term 1"], _story);
    }

    [Fact]
    public void A_renewal_whose_answer_was_lost_does_not_cost_the_lease()
    {
        Candidate("a");
        _kube.Api.Fail(request => request.Method == "PATCH", FakeFault.AnswerIsLost());
        _kube.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(["a works in term 1"], _story);
    }

    [Fact]
    public void Work_that_ends_by_itself_releases_the_lease_and_ends_the_run()
    {
        var a = Candidate("a");
        _kube.Loop.Do(() => a.LetGo());
        Assert.Equal(TaskStatus.RanToCompletion, a.Running.Status);
        Assert.Null(_kube.Api.Peek(Path)!["spec"]!["holderIdentity"]);
    }

    [Fact]
    public void Work_that_fails_releases_the_lease_and_is_thrown()
    {
        var a = Make("a");
        a.Fails = true;
        Assert.Throws<InvalidOperationException>(() => _kube.Loop.Do(() => a.Start()));
        Assert.Null(_kube.Api.Peek(Path)!["spec"]!["holderIdentity"]);
    }

    [Fact]
    public void Times_that_do_not_fit_are_refused()
    {
        var options =
            new LeaseOptions { Key = KubeFixture.Key("x"), Holder = "a", RenewDeadline = TimeSpan.FromSeconds(20) };
        var error = Assert.Throws<ArgumentException>(() => new LeaseElection(_kube.Api, options, _kube.Environment));
        Assert.Contains("renew deadline", error.Message, StringComparison.Ordinal);
    }

    private LeaseCandidate Candidate(string name)
    {
        var candidate = Make(name);
        _kube.Loop.Do(() => candidate.Start());
        return candidate;
    }

    private LeaseCandidate Make(string name) => new(name, _kube, _story);

    private void Store(string? holder, string renewed) => _kube.Loop.Do(() => _kube.Api.Put(
        Path[..Path.LastIndexOf('/')],
        new System.Text.Json.Nodes.JsonObject
        {
            ["metadata"] = new System.Text.Json.Nodes.JsonObject { ["name"] = "leader", ["namespace"] = "default" },
            ["spec"] = new System.Text.Json.Nodes.JsonObject
            {
                ["holderIdentity"] = holder,
                ["leaseDurationSeconds"] = 15,
                ["renewTime"] = renewed,
                ["leaseTransitions"] = 7,
            },
        }));
}
