using System.Text.Json.Nodes;
using Fairway.Components.Targets;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Hooks;

/// <summary>What is done next of a moment's hooks: one write at most.</summary>
internal abstract record HookStep
{
    private HookStep()
    {
    }

    /// <summary>The moment is over.</summary>
    public sealed record Done : HookStep;

    /// <summary>The ledger is written.</summary>
    public sealed record Write(HookLedger Ledger) : HookStep;

    /// <summary>The hook's object is made.</summary>
    public sealed record Make(TargetHook Hook) : HookStep;

    /// <summary>An object is deleted.</summary>
    public sealed record Delete(ObjectRef Reference, JsonObject Live) : HookStep;

    /// <summary>Something has to end first.</summary>
    public sealed record Wait(string Message) : HookStep;

    /// <summary>A hook failed, and with it the act.</summary>
    public sealed record Fail(string Message) : HookStep;
}
