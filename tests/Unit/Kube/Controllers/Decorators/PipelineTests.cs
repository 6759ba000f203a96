using System.Diagnostics;
using System.Diagnostics.Metrics;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Controllers.Decorators;
using Fairway.Tests.Kube.Fakes;
using Xunit;

namespace Fairway.Tests.Kube.Controllers.Decorators;

public sealed class PipelineTests : IDisposable
{
    private static readonly ObjectKey Key = KubeFixture.Key("a");

    private readonly KubeFixture _kube = new();
    private readonly RecordingLog _log = new();

    public void Dispose() => _kube.Dispose();

    [Fact]
    public void What_the_reconciler_asks_for_passes_through()
    {
        Assert.Same(Outcome.Settled, Reconcile(_ => Outcome.Settled));
        Assert.Equal(Outcome.Blocked("A", "b"), Reconcile(_ => Outcome.Blocked("A", "b")));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void A_conflict_is_looked_at_again_at_once_and_without_a_word()
    {
        var again = Assert.IsType<Outcome.LookAgainOutcome>(Reconcile(_ => throw Refusal(409, "Conflict")));
        Assert.Equal(_kube.Time.GetUtcNow(), again.At);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void Conflicts_in_a_row_wait_a_little_longer_each_time()
    {
        var pipeline = Build(new ScriptedReconciler(_ => throw Refusal(409, "Conflict")));
        var delays = Enumerable.Range(0, 6).Select(_ => Delay(Run(pipeline))).ToList();
        Assert.Equal(TimeSpan.Zero, delays[0]);
        Assert.InRange(delays[5].TotalMilliseconds, 80, 160);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void A_conflict_of_field_owners_is_a_failure()
    {
        Reconcile(_ => throw new KubeApiException(409, "Conflict", "Apply failed with 1 conflict")
        {
            Details = new() { Details = new() { Causes = [new("FieldManagerConflict", null, ".data")] } },
        });
        Assert.Equal(
            "Warning: maps could not reconcile default/a: Apply failed with 1 conflict", Assert.Single(_log.Lines));
    }

    [Fact]
    public void A_failure_is_logged_and_looked_at_again_later()
    {
        var delay = Delay(Reconcile(_ => throw new InvalidOperationException("broken")));
        Assert.InRange(delay.TotalMilliseconds, 2.5, 5);
        Assert.Equal(
            "Error: maps failed to reconcile default/a [InvalidOperationException]", Assert.Single(_log.Lines));
    }

    [Fact]
    public void A_success_ends_a_row_of_failures()
    {
        var fails = true;
        var pipeline = Build(
            new ScriptedReconciler(_ => fails ? throw Refusal(500, "InternalError") : Outcome.Settled));
        for (var i = 0; i < 8; i++)
        {
            Run(pipeline);
        }

        fails = false;
        Run(pipeline);
        fails = true;
        Assert.InRange(Delay(Run(pipeline)).TotalMilliseconds, 2.5, 5);
    }

    [Fact]
    public void A_reconcile_that_takes_too_long_is_cancelled_and_said()
    {
        var pipeline = Build(new ScriptedReconciler(async (_, cancel) =>
        {
            await Task.Delay(TimeSpan.FromHours(1), _kube.Time, cancel);
            return Outcome.Settled;
        }));
        var running = (Task<Outcome>)_kube.Loop.Start(() => pipeline.ReconcileAsync(Key, _kube.Stop));
        _kube.Pass(TimeSpan.FromSeconds(59));
        Assert.False(running.IsCompleted);
        _kube.Pass(TimeSpan.FromSeconds(2));
        Assert.IsType<Outcome.LookAgainOutcome>(running.Result);
        Assert.Contains("took longer than 00:01:00", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void An_end_that_was_asked_for_is_no_failure()
    {
        var pipeline = Build(new ScriptedReconciler(async (_, cancel) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(10), _kube.Time, cancel);
            return Outcome.Settled;
        }));
        using var end = new CancellationTokenSource();
        var running = _kube.Loop.Start(async () =>
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pipeline.ReconcileAsync(Key, end.Token)));
        _kube.Loop.Do(() => end.Cancel());
        Assert.True(running.IsCompletedSuccessfully);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void Reconciles_are_counted_and_timed_by_outcome()
    {
        var measured = new List<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => Enable(instrument, self) };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            if (instrument.Name == "fairway.reconcile.duration" && Tag(tags, "controller") == "measured")
            {
                measured.Add($"{Tag(tags, "outcome")} {value:0.0}");
            }
        });
        listener.Start();
        var fails = false;
        var pipeline = Build(
            new ScriptedReconciler(_ =>
            {
                _kube.Time.Advance(TimeSpan.FromSeconds(2));
                return fails ? throw Refusal(403, "Forbidden") : Outcome.Settled;
            }),
            "measured");
        Run(pipeline);
        fails = true;
        Run(pipeline);
        Assert.Equal(["settled 2.0", "failed 2.0"], measured);
    }

    [Fact]
    public void Reconciles_are_traced()
    {
        var traced = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TracingReconciler.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if ((string?)activity.GetTagItem("fairway.controller") == "traced")
                {
                    traced.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        Run(Build(new ScriptedReconciler(_ => Outcome.Settled), "traced"));
        Run(Build(new ScriptedReconciler(_ => throw Refusal(403, "Forbidden")), "traced"));
        Assert.Equal("default/a", traced[0].GetTagItem("k8s.object.key"));
        Assert.Equal("settled", traced[0].GetTagItem("fairway.outcome"));
        Assert.Equal(ActivityStatusCode.Error, traced[1].Status);
    }

    [Fact]
    public void What_goes_wrong_is_counted_by_kind_and_conflicts_too()
    {
        var counted = new List<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => Enable(instrument, self) };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
        {
            if (instrument.Name == "fairway.reconcile.errors" && Tag(tags, "controller") == "erring")
            {
                counted.Add(Tag(tags, "kind")!);
            }
        });
        listener.Start();
        Exception[] failures =
        [
            Refusal(409, "Conflict"), Refusal(403, "Forbidden"), Refusal(0, "Unreachable"), new TimeoutException(),
            new InvalidOperationException(),
        ];
        foreach (var failure in failures)
        {
            Run(Build(new ScriptedReconciler(_ => throw failure), "erring"));
        }

        Assert.Equal(["conflict", "403", "unreachable", "timeout", "program"], counted);
    }

    private static void Enable(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name == KubeMetrics.MeterName)
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private static string? Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var (key, value) in tags)
        {
            if (key == name)
            {
                return (string?)value;
            }
        }

        return null;
    }

    private static KubeApiException Refusal(int status, string reason) => new(status, reason, "refused");

    private TimeSpan Delay(Outcome outcome) =>
        Assert.IsType<Outcome.LookAgainOutcome>(outcome).At - _kube.Time.GetUtcNow();

    private Outcome Reconcile(Func<ObjectKey, Outcome> script) => Run(Build(new ScriptedReconciler(script)));

    private IReconciler Build(IReconciler reconciler, string name = "maps") => Pipeline.Around(
        new ControllerDefinition(name, reconciler), _kube.Environment with { Logs = _log });

    private Outcome Run(IReconciler pipeline) => _kube.Loop.Run(() => pipeline.ReconcileAsync(Key, _kube.Stop));
}
