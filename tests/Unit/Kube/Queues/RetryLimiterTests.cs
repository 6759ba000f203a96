using Fairway.Kube;
using Fairway.Kube.Queues;
using Fairway.Kube.Timing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Fairway.Tests.Kube.Queues;

public sealed class RetryLimiterTests
{
    private static readonly ObjectKey Key = new("default", "a");

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Delays_double_with_each_failure_up_to_the_longest()
    {
        var limiter = Limiter(new WorkQueueOptions { RetriesPerSecond = 1e9, LongestRetry = TimeSpan.FromSeconds(1) });
        var delays = Enumerable.Range(0, 12).Select(_ => Delay(limiter, Key)).ToList();
        for (var i = 0; i < delays.Count; i++)
        {
            var full = Math.Min(0.005 * Math.Pow(2, i), 1);
            Assert.InRange(delays[i].TotalSeconds, full / 2, full);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_delays()
    {
        var first = Limiter(WorkQueueOptions.Default);
        var second = Limiter(WorkQueueOptions.Default);
        Assert.Equal(
            Enumerable.Range(0, 8).Select(_ => Delay(first, Key)),
            Enumerable.Range(0, 8).Select(_ => Delay(second, Key)));
    }

    [Fact]
    public void A_key_that_did_well_starts_again()
    {
        var limiter = Limiter(WorkQueueOptions.Default);
        limiter.NextTry(Key);
        limiter.NextTry(Key);
        Assert.Equal(2, limiter.Failures(Key));
        limiter.Forget(Key);
        Assert.Equal(0, limiter.Failures(Key));
        Assert.InRange(Delay(limiter, Key).TotalMilliseconds, 2.5, 5);
    }

    [Fact]
    public void All_keys_together_are_not_retried_more_often_than_allowed()
    {
        var limiter = Limiter(new WorkQueueOptions { RetriesPerSecond = 10, RetryBurst = 5 });
        var last = Enumerable.Range(0, 25).Select(i => Delay(limiter, new ObjectKey(null, $"k{i}"))).ToList()[^1];
        Assert.Equal(2, last.TotalSeconds, 3);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.InRange(Delay(limiter, new ObjectKey(null, "z")).TotalMilliseconds, 2.5, 5);
    }

    private RetryLimiter Limiter(WorkQueueOptions options) => new(options, _time, new Jitter(new Random(7)));

    private TimeSpan Delay(RetryLimiter limiter, ObjectKey key) => limiter.NextTry(key) - _time.GetUtcNow();
}
