namespace Fairway.Kube.Hooks;

/// <summary>One reconcile of one controller.</summary>
/// <param name="Controller">The name in its <see cref="Controllers.ControllerDefinition"/>.</param>
/// <param name="Key">What is reconciled.</param>
/// <param name="Number">Its place among the reconciles of this controller since its process began, from 1.</param>
public sealed record HookedReconcile(string Controller, ObjectKey Key, long Number)
{
    private static readonly AsyncLocal<HookedReconcile?> Running = new();

    /// <summary>The reconcile in which the caller runs; null outside of one, and where nobody listens to dequeues. It
    /// follows the flow of control as the current activity of a trace does.</summary>
    public static HookedReconcile? Current => Running.Value;

    /// <summary>For the rest of the asynchronous method that calls it.</summary>
    internal void Enter() => Running.Value = this;
}
