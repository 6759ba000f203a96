using Fairway.Kube;
using Fairway.Kube.Controllers;

namespace Fairway.Tests.Kube.Fakes;

/// <summary>A reconciler that does what the test says, and remembers for which keys it was called.</summary>
internal sealed class ScriptedReconciler(Func<ObjectKey, CancellationToken, Task<Outcome>> script) : IReconciler
{
    public ScriptedReconciler(Func<ObjectKey, Outcome> script)
        : this(Stepping(script))
    {
    }

    public List<string> Keys { get; } = [];

    public Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        Keys.Add(key.Name);
        return script(key, cancel);
    }

    private static Func<ObjectKey, CancellationToken, Task<Outcome>> Stepping(Func<ObjectKey, Outcome> script) =>
        async (key, _) =>
        {
            await Task.Yield();
            return script(key);
        };
}
