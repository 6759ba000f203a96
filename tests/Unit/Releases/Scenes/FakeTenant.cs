using Fairway.Delivery.Changes;
using Fairway.Kube;
using Fairway.Tests.Kube.Fakes;
using Fairway.Twin.Api;

namespace Fairway.Tests.Releases.Scenes;

/// <summary>A tenant cluster as the scripted kind of change sees it: one workload, its version, its brake.</summary>
internal sealed class FakeTenant(string id, CuttableApi api)
{
    private readonly SortedDictionary<string, FakeTenant> others = new(StringComparer.Ordinal);

    public FakeTenant(string id, ApiServer server)
        : this(id, new CuttableApi(new DirectKubeApi(server, ApiUser.Admin)))
    {
    }

    public string Id => id;

    /// <summary>How it is reached; a test can cut it.</summary>
    public CuttableApi Api => api;

    /// <summary>The workload of another component in the same cluster.</summary>
    public FakeTenant For(string component) => component == "proxy" ? this
        : others.TryGetValue(component, out var other) ? other
        : others[component] = new FakeTenant(id, api) { LookTime = LookTime };

    /// <summary>The version whose template the workload has; null for none.</summary>
    public string? Template { get; set; }

    /// <summary>The version that all of its replicas run.</summary>
    public string? Running { get; set; }

    /// <summary>Somebody's change that no plan knows; null for none.</summary>
    public string? Drift { get; set; }

    /// <summary>Versions whose pods crash here.</summary>
    public HashSet<string> Crashes { get; } = new(StringComparer.Ordinal);

    /// <summary>Versions that never become ready here.</summary>
    public HashSet<string> Hangs { get; } = new(StringComparer.Ordinal);

    /// <summary>The change that the brake is on for; null for none.</summary>
    public string? Change { get; set; }

    public int Permitted { get; set; } = -1;

    public int Reached { get; set; } = -1;

    public DateTimeOffset PermitUntil { get; set; }

    public DateTimeOffset StepBegan { get; set; }

    public bool IsHalted { get; set; }

    public bool HasStopped { get; set; }

    /// <summary>Why no plan can be made for it; null for nothing.</summary>
    public string? Fault { get; set; }

    /// <summary>What happens as an act reaches the cluster, before it is done.</summary>
    public Func<ChangeAct, Task> BeforeActAsync { get; set; } = _ => Task.CompletedTask;

    /// <summary>How long it takes to look at it.</summary>
    public TimeSpan LookTime { get; set; }

    /// <summary>Takes its time, and throws where no plan can be made.</summary>
    public async Task LookAsync(TimeProvider time, CancellationToken cancel)
    {
        if (LookTime > TimeSpan.Zero)
        {
            await Task.Delay(LookTime, time, cancel);
        }

        if (Fault is { } fault)
        {
            throw new ChangeRefusedException("Fault", fault);
        }
    }

    /// <summary>Throws where it is cut off.</summary>
    public void Reach()
    {
        if (Api.IsCut)
        {
            throw new KubeApiException(0, "Unreachable", "the line is cut");
        }
    }

    /// <summary>A new change puts the brake on anew.</summary>
    public void Brake(ChangeOrder order)
    {
        if (Change != order.ChangeName)
        {
            (Change, Permitted, Reached, IsHalted, HasStopped) = (order.ChangeName, -1, -1, false, false);
        }
    }
}
