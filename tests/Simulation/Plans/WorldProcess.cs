using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Hooks;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Plans;

/// <summary>A process of controllers, from its start to its death.</summary>
internal sealed class WorldProcess(
    SimulatedProcess life, Func<ControllerDefinition, ControllerDefinition?> shape, OldView? view) : IHookPoints
{
    public SimulatedProcess Life => life;

    public string Name => life.Name;

    public Func<ControllerDefinition, ControllerDefinition?> Shape => shape;

    /// <summary>An old view of the cluster; null for the true one.</summary>
    public OldView? View => view;

    /// <summary>How many reconciles have ended.</summary>
    public long Reconciles { get; private set; }

    /// <summary>Who writes, as histories tell it: the process and its controller.</summary>
    public string Author => $"{Name}/{HookedReconcile.Current?.Controller}";

    public void Reconciled(HookedReconcile reconcile, Outcome? outcome) => Reconciles++;
}
