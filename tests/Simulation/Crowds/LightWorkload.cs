using Fairway.Delivery.Changes;

namespace Fairway.Simulation.Crowds;

/// <summary>One component in one scripted tenant: a template, a brake and steps that take their time.</summary>
internal sealed class LightWorkload
{
    /// <summary>The version that is configured; null for none.</summary>
    public string? Template { get; set; }

    /// <summary>The version that all of it runs.</summary>
    public string? Running { get; set; }

    /// <summary>The change that the brake is on for.</summary>
    public string? Change { get; set; }

    public int Permitted { get; set; } = -1;

    public int Reached { get; set; } = -1;

    public DateTimeOffset PermitUntil { get; set; }

    public DateTimeOffset StepBegan { get; set; }

    public bool IsHalted { get; set; }

    public bool HasStopped { get; set; }

    /// <summary>A new change puts the brake on anew.</summary>
    public void Brake(ChangeOrder order) =>
        (Change, Permitted, Reached, IsHalted, HasStopped) = (order.ChangeName, -1, -1, false, false);
}
