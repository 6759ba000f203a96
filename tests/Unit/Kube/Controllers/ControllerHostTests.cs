using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Queues;
using Fairway.Tests.Kube.Fakes;
using Xunit;

namespace Fairway.Tests.Kube.Controllers;

public sealed class ControllerHostTests : IDisposable
{
    private readonly KubeFixture _kube = new();

    public void Dispose() => _kube.Dispose();

    [Fact]
    public void Every_object_that_is_there_is_reconciled_once_when_the_cache_has_synced()
    {
        _kube.Put("b");
        _kube.Put("a");
        var reconciler = new ScriptedReconciler(_ => Outcome.Settled);
        Run(reconciler);
        Assert.Equal(["a", "b"], reconciler.Keys);
    }

    [Fact]
    public void Nothing_is_reconciled_before_every_cache_has_synced()
    {
        _kube.Put("a");
        _kube.Api.Fail(request => request.Path.EndsWith("/secrets", StringComparison.Ordinal), FakeFault.NeverArrives);
        var reconciler = new ScriptedReconciler(_ => Outcome.Settled);
        var secrets = new Fairway.Kube.Caching.ObjectCache<Item>(
            _kube.Api, KubeResources.Secrets, ItemJson.Default.Item, _kube.Environment);
        Run(reconciler, definition => definition with { Reads = [secrets] });
        Assert.Empty(reconciler.Keys);
        _kube.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(["a"], reconciler.Keys);
    }

    [Fact]
    public void A_change_reconciles_its_key_again()
    {
        var reconciler = new ScriptedReconciler(_ => Outcome.Settled);
        Run(reconciler);
        _kube.Put("a", "1");
        _kube.Put("a", "2");
        _kube.Remove("a");
        Assert.Equal(["a", "a", "a"], reconciler.Keys);
    }

    [Fact]
    public void Changes_that_may_wait_are_looked_at_together_when_the_first_has_waited_enough()
    {
        var reconciler = new ScriptedReconciler(_ => Outcome.Settled);
        var source = ControllerSource.Map(
            _kube.Cache(),
            _ => [new ObjectKey(null, "all")],
            change => change.Old is null ? TimeSpan.Zero : TimeSpan.FromSeconds(1));
        Run(reconciler, new ControllerDefinition("patient", reconciler, source));
        _kube.Put("a", "1");
        Assert.Equal(["all"], reconciler.Keys);
        _kube.Put("a", "2");
        _kube.Pass(TimeSpan.FromMilliseconds(900));
        _kube.Put("a", "3");
        Assert.Equal(["all"], reconciler.Keys);
        _kube.Pass(TimeSpan.FromMilliseconds(100));
        Assert.Equal(["all", "all"], reconciler.Keys);
        _kube.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(["all", "all"], reconciler.Keys);
    }

    [Fact]
    public void A_dependent_wakes_its_controller_of_the_right_kind_only()
    {
        var reconciler = new ScriptedReconciler(_ => Outcome.Settled);
        var cache = _kube.Cache();
        Run(
            reconciler,
            new ControllerDefinition("owners", reconciler, ControllerSource.Owner(cache, KubeResources.ReplicaSets)));
        Store(FakeObject.ConfigMap("a").ControlledBy("ReplicaSet", "web"));
        Store(FakeObject.ConfigMap("b").ControlledBy("DaemonSet", "agent"));
        Store(FakeObject.ConfigMap("c").ControlledBy("ReplicaSet", "alien", "example.com/v1"));
        Store(FakeObject.ConfigMap("d"));
        Assert.Equal(["web"], reconciler.Keys);
    }

    [Fact]
    public void A_dependent_that_changes_hands_wakes_both_owners()
    {
        var reconciler = new ScriptedReconciler(_ => Outcome.Settled);
        Run(reconciler, new ControllerDefinition(
            "owners", reconciler, ControllerSource.Owner(_kube.Cache(), KubeResources.ReplicaSets)));
        Store(FakeObject.ConfigMap("a").ControlledBy("ReplicaSet", "old"));
        Store(FakeObject.ConfigMap("a").ControlledBy("ReplicaSet", "new"));
        Assert.Equal(["old", "old", "new"], reconciler.Keys);
    }

    [Fact]
    public void A_mapped_source_wakes_the_keys_that_it_gives()
    {
        var reconciler = new ScriptedReconciler(_ => Outcome.Settled);
        var source = ControllerSource.Map(_kube.Cache(), change => [new ObjectKey(null, $"for-{change.Key.Name}")]);
        Run(reconciler, new ControllerDefinition("mapped", reconciler, source));
        _kube.Put("a");
        Assert.Equal(["for-a"], reconciler.Keys);
    }

    [Fact]
    public void A_look_later_comes_at_its_time()
    {
        var reconciler =
            new ScriptedReconciler(_ => Outcome.LookAgain(_kube.Time.GetUtcNow() + TimeSpan.FromMinutes(5)));
        Run(reconciler);
        _kube.Put("a");
        _kube.Pass(TimeSpan.FromMinutes(4.9));
        Assert.Single(reconciler.Keys);
        _kube.Pass(TimeSpan.FromMinutes(0.1));
        Assert.Equal(2, reconciler.Keys.Count);
    }

    [Fact]
    public void A_blocked_key_waits_for_a_change()
    {
        var reconciler = new ScriptedReconciler(_ => Outcome.Blocked("NoNode", "No node fits."));
        Run(reconciler);
        _kube.Put("a");
        _kube.Pass(TimeSpan.FromHours(0.2));
        Assert.Single(reconciler.Keys);
    }

    [Fact]
    public void A_failure_is_tried_again_with_growing_delays_until_it_works()
    {
        var failures = 5;
        var reconciler = new ScriptedReconciler(
            _ => failures-- > 0 ? throw new InvalidOperationException("broken") : Outcome.Settled);
        Run(reconciler);
        _kube.Put("a");
        Assert.Single(reconciler.Keys);
        _kube.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(6, reconciler.Keys.Count);
    }

    [Fact]
    public void Keys_are_worked_on_side_by_side_but_each_by_one_worker()
    {
        var gates = new Dictionary<string, TaskCompletionSource>(StringComparer.Ordinal)
        {
            ["a"] = new(TaskCreationOptions.RunContinuationsAsynchronously),
            ["b"] = new(TaskCreationOptions.RunContinuationsAsynchronously),
        };
        var reconciler = new ScriptedReconciler(async (key, _) =>
        {
            await gates[key.Name].Task;
            return Outcome.Settled;
        });
        Run(reconciler);
        _kube.Put("a");
        _kube.Put("b");
        _kube.Put("a", "2");
        Assert.Equal(["a", "b"], reconciler.Keys);
        _kube.Loop.Do(() => gates["a"].SetResult());
        Assert.Equal(["a", "b", "a"], reconciler.Keys);
    }

    [Fact]
    public void Ending_cancels_and_awaits_what_runs_before_the_caches_end()
    {
        var stopped = false;
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reconciler = new ScriptedReconciler(async (_, cancel) =>
        {
            var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = cancel.Register(() => cancelled.TrySetResult());
            await cancelled.Task;
            await release.Task;
            stopped = true;
            cancel.ThrowIfCancellationRequested();
            return Outcome.Settled;
        });
        var running = Run(reconciler);
        _kube.Put("a");
        _kube.End();
        Assert.False(running.IsCompleted);
        Assert.Equal(1, _kube.Api.OpenWatches);
        _kube.Loop.Do(() => release.SetResult());
        Assert.True(stopped);
        Assert.Equal(TaskStatus.RanToCompletion, running.Status);
        Assert.Equal(0, _kube.Api.OpenWatches);
    }

    [Fact]
    public void A_host_that_is_ended_before_its_caches_have_synced_ends()
    {
        _kube.Api.Fail(_ => true, FakeFault.NeverArrives, 100);
        var running = Run(new ScriptedReconciler(_ => Outcome.Settled));
        _kube.End();
        Assert.Equal(TaskStatus.RanToCompletion, running.Status);
    }

    [Fact]
    public void A_shared_cache_is_read_and_not_run()
    {
        _kube.Put("a");
        var cache = _kube.RunCache();
        var reconciler = new ScriptedReconciler(_ => Outcome.Settled);
        var host = new ControllerHost(_kube.Environment)
            .AddShared(cache)
            .Add(new ControllerDefinition("shared", reconciler, ControllerSource.Self(cache)));
        _kube.Loop.Start(() => host.RunAsync(_kube.Stop));
        Assert.Equal(["a"], reconciler.Keys);
        Assert.Single(_kube.Api.Requests);
    }

    [Fact]
    public void A_host_with_nothing_but_caches_runs_them_until_it_is_ended()
    {
        _kube.Put("a");
        var cache = _kube.Cache();
        var host = new ControllerHost(_kube.Environment).AddCache(cache);
        var running = _kube.Loop.Start(() => host.RunAsync(_kube.Stop));
        Assert.Equal(1, cache.Count);
        _kube.End();
        Assert.Equal(TaskStatus.RanToCompletion, running.Status);
    }

    [Fact]
    public void The_shape_leaves_a_controller_out_or_puts_another_in_its_place()
    {
        _kube.Put("a");
        var (kept, other) = (
            new ScriptedReconciler(_ => Outcome.Settled), new ScriptedReconciler(_ => Outcome.Settled));
        var host = new ControllerHost(_kube.Environment)
        {
            Shape = controller => controller.Name == "out" ? null : controller with { Reconciler = other },
        };
        var source = ControllerSource.Self(_kube.Cache());
        host.Add(new ControllerDefinition("out", kept, source)).Add(new ControllerDefinition("in", kept, source));
        _kube.Loop.Start(() => host.RunAsync(_kube.Stop));
        Assert.Empty(kept.Keys);
        Assert.Equal(["a"], other.Keys);
    }

    [Fact]
    public void An_error_in_a_source_of_ours_ends_the_host_and_is_thrown()
    {
        var cache = _kube.Cache();
        var source = ControllerSource.Map<Item>(cache, _ => throw new InvalidOperationException("our error"));
        var host = new ControllerHost(_kube.Environment)
            .Add(new ControllerDefinition("broken", new ScriptedReconciler(_ => Outcome.Settled), source));
        _kube.Put("a");
        Assert.Throws<InvalidOperationException>(() => { _kube.Loop.Start(() => host.RunAsync(_kube.Stop)); });
    }

    [Fact]
    public void A_queue_that_was_too_small_still_reconciles_everything()
    {
        for (var i = 0; i < 20; i++)
        {
            _kube.Put($"k{i:D2}");
        }

        var reconciler = new ScriptedReconciler(_ => Outcome.Settled);
        Run(reconciler, definition => definition with { Queue = new WorkQueueOptions { Capacity = 3 }, Workers = 1 });
        Assert.Equal(20, reconciler.Keys.Distinct().Count());
    }

    private Task Run(
        ScriptedReconciler reconciler, Func<ControllerDefinition, ControllerDefinition>? change = null)
    {
        var definition = new ControllerDefinition("maps", reconciler, ControllerSource.Self(_kube.Cache()));
        return Run(reconciler, change is null ? definition : change(definition));
    }

    private Task Run(ScriptedReconciler reconciler, ControllerDefinition definition)
    {
        Assert.Same(reconciler, definition.Reconciler);
        var host = new ControllerHost(_kube.Environment).Add(definition);
        return _kube.Loop.Start(() => host.RunAsync(_kube.Stop));
    }

    private void Store(System.Text.Json.Nodes.JsonObject item) =>
        _kube.Loop.Do(() => _kube.Api.Put(KubeFixture.Maps, item));
}
