using Fairway.Cel;
using Fairway.Schema.Custom;

namespace Fairway.Twin.Api.Validation.Rules;

/// <summary>A rule of a schema, compiled.</summary>
internal sealed class CompiledRule
{
    public required SchemaRule Source { get; init; }

    /// <summary>The rule; null where it does not compile, or says nothing.</summary>
    public CelProgram? Program { get; init; }

    /// <summary>Why it does not compile; null where it does.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether it speaks of the old value.</summary>
    public bool UsesOldSelf { get; init; }

    /// <summary>The most that it may cost.</summary>
    public ulong MaxCost { get; init; }

    /// <summary>What makes the message; null where nothing does, or where that does not compile.</summary>
    public CelProgram? MessageProgram { get; init; }

    /// <summary>Why the message's expression does not compile; null where it does.</summary>
    public string? MessageProblem { get; init; }

    /// <summary>The most that the message may cost.</summary>
    public ulong MaxMessageCost { get; init; }

    /// <summary>Where the fault is, from the value; empty for the value itself.</summary>
    public string FieldPath { get; init; } = "";

    /// <summary>Whether the old value is an optional.</summary>
    public bool IsOptional => Source.OptionalOldSelf == true;

    /// <summary>The rule as messages show it.</summary>
    public string Shown => (Source.Message.Length > 0 ? Source.Message : Source.Rule).Trim();
}
